"""Finds the mails in files and folders: single mails, mbox files and Maildirs; everything else is named as skipped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wortel.channels.email.mime.fields import find_start, read_fields

_MAILDIR_FOLDERS = ("new", "cur")
_MAYBE_MAIL = frozenset({"", ".msg", ".mbox", ".mbx", ".txt", ".mail", ".mime", ".email"})
_OUTLOOK_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_FROM_LINE = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n?$")
_ESCAPED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_TELLING = frozenset(
    {"from", "to", "cc", "subject", "date", "received", "return-path", "message-id", "mime-version", "content-type"}
    | {"delivered-to", "reply-to", "in-reply-to", "references", "sender"}
)
_BY_MACHINE = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Source:
    """One mail; `path` says where it stands, with `#3` for the third of an mbox file."""

    path: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    path: str
    reason: str


def walk(paths: Iterable[str | Path]) -> Iterator[Source | Skipped]:
    """Give every mail under `paths`, in the order given; the files of a folder by name."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield from _file(path)
        else:
            yield Skipped(str(path), "does not exist")


def _folder(folder: Path) -> Iterator[Source | Skipped]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(str(folder), error.strerror or "cannot be opened")
        return
    is_maildir = all((folder / name).is_dir() for name in _MAILDIR_FOLDERS)
    for entry in entries:
        if is_maildir and entry.name in _MAILDIR_FOLDERS:
            yield from _maildir_folder(entry)
        elif is_maildir and entry.name == "tmp":
            continue
        elif entry.is_dir():
            yield from _folder(entry)
        elif entry.is_file():
            yield from _file(entry)
        else:
            yield Skipped(str(entry), "neither a file nor a folder")


def _maildir_folder(folder: Path) -> Iterator[Source | Skipped]:
    """In a Maildir every file is a mail, whatever its name."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            yield _whole(entry)


def _file(path: Path) -> Iterator[Source | Skipped]:
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        yield Skipped(str(path), error.strerror or "cannot be opened")
        return
    if suffix == ".eml":
        yield _whole(path)
    elif suffix not in _MAYBE_MAIL:
        yield Skipped(str(path), "not a mail file")
    elif head.startswith(_OUTLOOK_FILE):
        yield Skipped(str(path), "an Outlook file, not an RFC 5322 mail")
    elif suffix != ".msg" and _FROM_LINE.match(head.partition(b"\n")[0] + b"\n"):
        yield from _mbox(path)
    elif _is_mail(head) and (suffix == ".msg" or _BY_MACHINE.search(head)):
        # A text that quotes a mail begins with headers too, but with none that only machines write.
        yield _whole(path)
    else:
        yield Skipped(str(path), "not a mail")


def _is_mail(head: bytes) -> bool:
    """A mail begins with its headers, and one of them at least is such as mails have."""
    start = find_start(head)
    fields, _ = read_fields(head, start, len(head))
    return start == len(head) - len(head.lstrip()) and any(field.name in _TELLING for field in fields)


def _whole(path: Path) -> Source | Skipped:
    try:
        return Source(str(path), path.read_bytes())
    except OSError as error:
        return Skipped(str(path), error.strerror or "cannot be opened")


def _mbox(path: Path) -> Iterator[Source]:
    """Split at "From " lines that follow an empty line; only one mail at a time is in memory."""
    number = 0
    lines: list[bytes] = []
    after_empty = True
    with path.open("rb") as file:
        for line in file:
            if after_empty and _FROM_LINE.match(line):
                if number:
                    yield _from_mbox(path, number, lines)
                number += 1
                lines = []
            else:
                lines.append(line)
            after_empty = not line.strip()
    yield _from_mbox(path, number, lines)


def _from_mbox(path: Path, number: int, lines: list[bytes]) -> Source:
    if lines and not lines[-1].strip():
        lines = lines[:-1]
    return Source(f"{path}#{number}", _ESCAPED_FROM.sub(b"", b"".join(lines)))
