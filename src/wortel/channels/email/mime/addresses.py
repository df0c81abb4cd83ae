"""Reads address lists: groups, comments, quotes, encoded words, and what is left of them after bad software."""

import re
from dataclasses import dataclass, field

from wortel.channels.email.mime.clean import clean_line
from wortel.channels.email.mime.words import decode_words, read_raw

_SPECIAL = re.compile(r'[",;:<(]|=\?[^?\s]{1,80}\?[bBqQ]\?')
_COMMENT_MARK = re.compile(r"[()\\]")
_QUOTE_END = re.compile(r'(?:[^"\\]|\\.)*+"', re.DOTALL)
_AROUND_MARKS = re.compile(r"\s*+([@.])\s*+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LOOSE = re.compile(r"[^\s<>\"'(),;:\[\]@]{1,200}@[^\s<>\"'(),;:@]{1,255}")
_SHAPE = re.compile(r"^[^\s@<>]{1,200}@[^\s@<>,;]{1,255}$")
_QUOTED_LOCAL = re.compile(r'^"[^"\r\n]{1,200}"@[^\s@<>,;]{1,255}$')


@dataclass(frozen=True, slots=True)
class Mailbox:
    name: str
    address: str
    """Lower case; empty where the mail names nobody that could be written to."""


@dataclass(slots=True)
class _Draft:
    phrase: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    angles: list[str] = field(default_factory=list)


def read_mailboxes(raw: bytes, hint: str | None = None) -> list[Mailbox]:
    """Give the mailboxes of a From, To or Cc value; unreadable ones keep their words as a name."""
    found = [_finish(draft, hint) for draft in _split(read_raw(raw, hint))]
    return [mailbox for mailbox in found if mailbox.name or mailbox.address]


def _split(text: str) -> list[_Draft]:
    return _Splitter(text).run()


class _Splitter:
    """One pass over the text; a mark that never closes is an ordinary letter, and is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.draft = _Draft()
        self.drafts = [self.draft]
        self.unclosed: set[str] = set()

    def run(self) -> list[_Draft]:
        while (special := _SPECIAL.search(self.text, self.position)) is not None:
            self._plain(special.start())
            mark = special[0][0]
            if mark in self.unclosed or not self._take(mark, special):
                self.unclosed.add(mark)
                self._plain(special.end())
        self._plain(len(self.text))
        return self.drafts

    def _plain(self, end: int) -> None:
        self.draft.phrase.append(self.text[self.position : end])
        self.position = end

    def _take(self, mark: str, special: re.Match[str]) -> bool:
        start = special.end()
        match mark:
            case "," | ";":
                self._next(start)
            case ":":
                self._group(start)
            case '"':
                return self._quote(start)
            case "<":
                return self._angle(start)
            case "(":
                return self._comment(start)
            case _:
                return self._word(start)
        return True

    def _next(self, start: int) -> None:
        self.position = start
        self.draft = _Draft()
        self.drafts.append(self.draft)

    def _group(self, start: int) -> None:
        """A group's name says nothing about its members; a colon after an address is just a stray one."""
        if not self.draft.angles and "@" not in "".join(self.draft.phrase):
            self.draft.phrase.clear()
            self.draft.quoted.clear()
        self.position = start

    def _quote(self, start: int) -> bool:
        end = _QUOTE_END.match(self.text, start)
        if end is None:
            return False
        content = _ESCAPED.sub(r"\1", end[0][:-1])
        self.draft.phrase.append(content)
        self.draft.quoted.append(content)
        self.position = end.end()
        return True

    def _angle(self, start: int) -> bool:
        end = self.text.find(">", start)
        if end < 0:
            return False
        self.draft.angles.append(self.text[start:end])
        self.draft.phrase.append(" ")
        self.position = end + 1
        return True

    def _word(self, start: int) -> bool:
        """An encoded word may hold commas and brackets that mean nothing here."""
        end = self.text.find("?=", start)
        if end < 0:
            return False
        self._plain(end + 2)
        return True

    def _comment(self, start: int) -> bool:
        depth, position = 1, start
        while depth:
            mark = _COMMENT_MARK.search(self.text, position)
            if mark is None:
                return False
            position = mark.end()
            match mark[0]:
                case "(":
                    depth += 1
                case ")":
                    depth -= 1
                case _:
                    position += 1
        self.draft.comments.append(self.text[start : position - 1])
        self.draft.phrase.append(" ")
        self.position = position
        return True


def _finish(draft: _Draft, hint: str | None) -> Mailbox:
    phrase = _read(" ".join("".join(draft.phrase).split()), hint)
    for angle in reversed(draft.angles):
        if address := _clean_address(angle):
            return Mailbox(name=phrase or _comment_name(draft, hint), address=address)
    whole = _clean_address(phrase) or _quoted_local(draft)
    if whole:
        return Mailbox(name=_comment_name(draft, hint), address=whole)
    loose = _LOOSE.search(phrase)
    if loose is not None and (address := _clean_address(loose[0])):
        return Mailbox(name=clean_line(phrase.replace(loose[0], " ").strip(" '\"[]")), address=address)
    return Mailbox(name=phrase or _comment_name(draft, hint), address="")


def _comment_name(draft: _Draft, hint: str | None) -> str:
    return _read(draft.comments[0], hint) if draft.comments else ""


def _read(text: str, hint: str | None) -> str:
    return clean_line(decode_words(text, hint))


def _clean_address(text: str) -> str:
    """Give the bare address, lower case; empty when it is none."""
    text = clean_line(decode_words(text)).strip("<> ")
    text = text[7:] if text[:7].lower() == "mailto:" else text
    if text.startswith("@") and ":" in text:
        text = text.rpartition(":")[2]
    text = text.strip("'") if text.count("'") == 2 and text[:1] == "'" else text
    if _QUOTED_LOCAL.match(text):
        return text.lower()
    text = _AROUND_MARKS.sub(r"\1", text).rstrip(".").lower()
    return text if _SHAPE.match(text) else ""


def _quoted_local(draft: _Draft) -> str:
    """`"piet jansen"@firma.example`: the quotes belong to the address."""
    rest = "".join(draft.phrase).strip()
    for quoted in draft.quoted[:1]:
        if rest.startswith(quoted + "@") and not draft.angles:
            return _clean_address(f'"{quoted}"{rest[len(quoted) :]}')
    return ""
