"""Why customers make contact: the reason tree and the proposal from the words."""
