"""Work for later: enqueue, retry, sweep and schedule."""
