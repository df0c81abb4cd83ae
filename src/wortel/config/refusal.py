"""Expected reasons why Wortel cannot go on, each one sentence for the person at the keyboard."""


class CannotGoOn(Exception):
    """Says what is wrong and what to do; shown without a traceback."""

    exit_code = 2


class AlreadyRunning(CannotGoOn):
    exit_code = 3
