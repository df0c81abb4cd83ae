"""HTML to plain text in one forward pass, whatever the markup does."""

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from wortel.channels.email.mime.limits import MAX_QUOTE_DEPTH


def names(text: str) -> frozenset[str]:
    """A set of names, written as they are read."""
    return frozenset(text.split())


_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_STOP = re.compile("[>\"']")
_SPACES = re.compile("[ \t\n\r\f\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u034f]")

_SKIPPED = names("script style head title template noscript iframe object svg math select")
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noscript"})
_PARAGRAPHS = names("p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote hr")
_LINES = names(
    "div tr li dt dd section article header footer address center form fieldset main nav aside body caption "
    "figure figcaption option"
)


class Tag(NamedTuple):
    """One tag in the source, from `start` to `end`; a tuple, as a page may have a million."""

    name: str
    is_closing: bool
    start: int
    end: int


class Tags:
    """Walks over the tags of a document; a quote that never closes is an ordinary sign."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._absent: set[str] = set()

    def following(self, position: int) -> Tag | None:
        """The next tag at or after `position`, comments and declarations passed over."""
        source = self.source
        while (start := source.find("<", position)) >= 0:
            if source.startswith("<!--", start):
                position = self._after(source.find("-->", start + 4), 3)
            elif source.startswith(("<!", "<?"), start):
                position = self._after(source.find(">", start + 2), 1)
            elif (found := _TAG.match(source, start)) is not None:
                end = self._tag_end(found.end())
                return Tag(found[1].lower(), source[start + 1] == "/", start, end)
            else:
                position = start + 1
        return None

    def after_raw_text(self, tag: Tag) -> int:
        """Where the content of <style> and its like ends: at the closing tag, which markup inside cannot fake."""
        found = re.compile(rf"</{tag.name}\b", re.IGNORECASE).search(self.source, tag.end)
        return found.start() if found else len(self.source)

    def _after(self, found: int, length: int) -> int:
        return len(self.source) if found < 0 else found + length

    def _tag_end(self, position: int) -> int:
        while (stop := _STOP.search(self.source, position)) is not None:
            if stop[0] == ">":
                return stop.end()
            position = self._after_quote(stop)
        return len(self.source)

    def _after_quote(self, stop: re.Match[str]) -> int:
        if stop[0] in self._absent:
            return stop.end()
        close = self.source.find(stop[0], stop.end())
        if close < 0:
            self._absent.add(stop[0])
            return stop.end()
        return close + 1


def html_to_text(source: str) -> str:
    """Give what a reader would see: block by block on lines of their own, quotes marked with "> "."""
    writer = _Writer()
    tags = Tags(source)
    position = 0
    skipping: str | None = None
    while (tag := tags.following(position)) is not None:
        if skipping is None:
            writer.text(_between(source, position, tag.start))
        position = tag.end
        if skipping is not None:
            skipping = None if tag.is_closing and tag.name == skipping else skipping
            if skipping == "head" and tag.name == "body":
                skipping = None
        elif not tag.is_closing and tag.name in _RAW_TEXT:
            position = tags.after_raw_text(tag)
        elif not tag.is_closing and tag.name in _SKIPPED and not source.startswith("/>", tag.end - 2):
            skipping = tag.name
        else:
            writer.tag(tag)
    if skipping is None:
        writer.text(_between(source, position, len(source)))
    return writer.finish()


def _between(source: str, start: int, end: int) -> str:
    text = source[start:end]
    if "<!" in text or "<?" in text:
        text = _without_declarations(text)
    return html.unescape(text) if "&" in text else text


def _without_declarations(text: str) -> str:
    pieces: list[str] = []
    position = 0
    while (start := text.find("<", position)) >= 0:
        if text.startswith("<!--", start):
            end, width = text.find("-->", start + 4), 3
        elif text.startswith(("<!", "<?"), start):
            end, width = text.find(">", start + 2), 1
        else:
            pieces.append(text[position : start + 1])
            position = start + 1
            continue
        pieces.append(text[position:start])
        position = len(text) if end < 0 else end + width
    pieces.append(text[position:])
    return "".join(pieces)


@dataclass
class _Writer:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quote_depth: int = 0
    pre_depth: int = 0
    ends_in_space: bool = True

    def text(self, text: str) -> None:
        if not text:
            return
        if self.pre_depth:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._append(first)
            for line in rest:
                self._break()
                self._append(line)
            return
        text = _SPACES.sub(" ", text)
        if self.ends_in_space and text.startswith(" "):
            text = text[1:]
        self._append(text)

    def tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._break()
        elif name in _PARAGRAPHS:
            if self.line:
                self._break()
            if name == "blockquote" and tag.is_closing:
                self.quote_depth = max(0, self.quote_depth - 1)
            self._paragraph()
            if name == "blockquote" and not tag.is_closing:
                self.quote_depth += 1
            elif name == "pre":
                self.pre_depth = max(0, self.pre_depth + (-1 if tag.is_closing else 1))
        elif name in _LINES:
            if self.line:
                self._break()
            if name == "li" and not tag.is_closing:
                self._append("- ")
        elif name in {"td", "th"} and not tag.is_closing and not self.ends_in_space:
            self._append(" ")

    def finish(self) -> str:
        self._break()
        text = _INVISIBLE.sub("", "\n".join(self.lines))
        return _BLANK_LINES.sub("\n\n", text).strip("\n ")

    def _append(self, text: str) -> None:
        if text:
            self.line.append(text)
            self.ends_in_space = text.endswith(" ")

    def _break(self) -> None:
        content = "".join(self.line).rstrip()
        prefix = "> " * min(self.quote_depth, MAX_QUOTE_DEPTH)
        self.lines.append((prefix + content).rstrip() if prefix else content)
        self.line = []
        self.ends_in_space = True

    def _paragraph(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self._break()
