"""One module per command of `wortel`: `add_arguments(parser)` and `run(args) -> int`."""
