"""Decisions about mail that leaves, without a database."""


def one_line(text: str) -> str:
    """A subject may hold no line break: it could add a header of its own."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def signed(text: str, signature: str) -> str:
    """The words with the mailbox's signature under them, set apart as mail programs expect."""
    return f"{text.rstrip()}\n\n-- \n{signature.strip()}\n" if signature.strip() else f"{text.rstrip()}\n"
