"""Settings, addresses and the processes that make up a running Wortel."""
