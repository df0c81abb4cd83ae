"""Folds HTML for display: finds where the quoted mail begins, and cuts the source there without changing it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from wortel.channels.email.folding import words
from wortel.channels.email.folding.headers import begins_with_header
from wortel.channels.email.html_text import Tag, Tags, html_to_text

_QUOTE_ELEMENT = re.compile(
    r"class\s*=\s*[\"']?[^\"'>]{0,200}\b(?:gmail_quote(?:_container)?|gmail_extra|\w{0,40}yahoo_quoted"
    r"|moz-cite-prefix|moz-forward-container|protonmail_quote|zmail_extra|WordSection0"
    r"|tutanota_quote|mailplug-quote|mail_quote|ms-outlook-mobile-reference-message|OutlookMessageHeader)\b"
    r"|(?:id|name)\s*=\s*[\"']?(?:appendonsend|divRplyFwdMsg|stopSpelling|zwchr|OLK_SRC_BODY_SECTION"
    r"|\w{0,40}yahoo_quoted_\w*|mail-editor-reference-message-container|messageReplySection"
    r"|ms-outlook-mobile-reference-message|replySplit|isReplyContent|reply-intro|isForwardContent|quote)\b"
    r"|type\s*=\s*[\"']?cite\b",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"appendonsend|divRplyFwdMsg|stopSpelling|zwchr|OutlookMessageHeader", re.IGNORECASE)
_PREFIX = re.compile(r"moz-cite-prefix|reply-intro", re.IGNORECASE)
_WRAPPER = re.compile(r"\b(?:gmail_quote(?:_container)?|protonmail_quote|messageReplySection)\b", re.IGNORECASE)
_OUTLOOK_RULE = re.compile(
    r"border-top:\s*(?:solid|[\w.]+\s+solid)\s*#(?:B5C4DF|E1E1E1|BCBCBC)|border-top:\s*#(?:B5C4DF|E1E1E1)\s+1(?:\.0)?pt\s+solid",
    re.IGNORECASE,
)
_QUOTED_TAGS = {"div", "hr", "span", "blockquote", "table", "section", "p"}
_HEADED_TAGS = {"b", "strong", "span", "p", "hr", "div", "font", "br"}
_HEADER_PEEK = re.compile(
    r"(?:\s|&nbsp;|<[^<>]{0,150}>){0,40}(?:From|Van|Von|De|Da|Gesendet|Date|Datum|-{2,}\s?\w+)\b", re.IGNORECASE
)
_BREAK = re.compile(r"<(?:div|p|br|hr|table|blockquote|span)\b[^<>]{0,300}>", re.IGNORECASE)
_INTRODUCTION_WINDOW = 1_500
_LONGEST_INTRODUCTION = 300
_MAX_QUOTES = 400
_MAX_LOOKS = 60
"""Places that look like the head of an older mail; each is dear to look at, and a mail with more is no conversation."""


@dataclass(frozen=True, slots=True)
class FoldedHtml:
    """Two pieces of the source, each shown on its own; together they are the whole. No quote: `quoted` is empty."""

    reply: str
    quoted: str = ""


def fold_html(source: str) -> FoldedHtml:
    """Split HTML where an older mail begins, unless the writer answered inside or below it."""
    quotes = list(_Finder(source).quotes())
    if not quotes:
        return FoldedHtml(source)
    start, end = quotes[0][0], quotes[-1][1]
    before, after = source[:start], source[end:]
    gaps = [source[left[1] : right[0]] for left, right in pairwise(quotes)]
    if any(_has_words(gap) for gap in gaps):
        return FoldedHtml(source)
    if _has_words(after):
        # Answered below: the quote stands in front. Answered on both sides: leave it whole.
        return FoldedHtml(source) if _has_words(before) else FoldedHtml(reply=after, quoted=source[:end])
    if not _has_words(before) or words.ANSWERS_BELOW.search(html_to_text(before)):
        return FoldedHtml(source)
    return FoldedHtml(reply=before, quoted=source[start:])


def _has_words(source: str) -> bool:
    return any(letter.isalnum() for letter in html_to_text(source))


@dataclass
class _Finder:
    """Walks over the document once and gives each quoted piece."""

    source: str
    looks: int = 0
    tags: Tags = field(init=False)

    def __post_init__(self) -> None:
        self.tags = Tags(self.source)

    def quotes(self) -> Iterator[tuple[int, int]]:
        """Start and end of each quoted piece; a header block or a rule of Outlook runs to the end."""
        position = found = 0
        while found < _MAX_QUOTES and (tag := self.tags.following(position)) is not None:
            position = tag.end
            if tag.is_closing:
                continue
            if tag.name in {"style", "script"}:
                position = self.tags.after_raw_text(tag)
                continue
            quote = self._quote_at(tag, is_first=not found)
            if quote is not None:
                found += 1
                position = quote[1]
                yield quote

    def _quote_at(self, tag: Tag, *, is_first: bool) -> tuple[int, int] | None:
        markup = self.source[tag.start : min(tag.end, tag.start + 2_000)]
        if tag.name == "blockquote" or (tag.name in _QUOTED_TAGS and _QUOTE_ELEMENT.search(markup)):
            return self._element(tag, markup, is_first=is_first)
        if tag.name in {"div", "p", "hr"} and _OUTLOOK_RULE.search(markup) and self._introduces(tag.end):
            return tag.start, len(self.source)
        if tag.name in _HEADED_TAGS and _HEADER_PEEK.match(self.source[tag.end : tag.end + 300]):
            return (tag.start, len(self.source)) if self._introduces(tag.end) else None
        return None

    def _element(self, tag: Tag, markup: str, *, is_first: bool) -> tuple[int, int]:
        if tag.name == "hr" or _OPEN_ENDED.search(markup):
            return tag.start, len(self.source)
        end = self._answered_end(tag) if tag.name == "div" and _WRAPPER.search(markup) else self._element_end(tag)
        if _PREFIX.search(markup):
            following = self.tags.following(end)
            if following is not None and following.name == "blockquote" and not following.is_closing:
                end = self._element_end(following)
        return (self._introduction_start(tag.start) if is_first else tag.start), end

    def _answered_end(self, tag: Tag) -> int:
        """An introduction and a quote in one element: answers may stand in there too, after the quote."""
        end = self._element_end(tag)
        position = tag.end
        while (inner := self.tags.following(position)) is not None and inner.start < end:
            position = inner.end
            if inner.name == "blockquote" and not inner.is_closing:
                head = self.source[tag.end : min(inner.start, tag.end + _INTRODUCTION_WINDOW)]
                is_introduction = inner.start - tag.end <= _INTRODUCTION_WINDOW and (
                    len(html_to_text(head)) <= _LONGEST_INTRODUCTION
                )
                return self._element_end(inner) if is_introduction else end
        return end

    def _element_end(self, opening: Tag) -> int:
        depth, position = 1, opening.end
        while (tag := self.tags.following(position)) is not None:
            position = tag.end
            if not tag.is_closing and tag.name in {"style", "script"}:
                position = self.tags.after_raw_text(tag)
            elif tag.name == opening.name:
                depth += -1 if tag.is_closing else 1
                if depth == 0:
                    return tag.end
        return len(self.source)

    def _introduction_start(self, quote: int) -> int:
        """Step back over "Op … schreef …:" that stands before the quoted element itself; one with a date is surest."""
        window = max(0, quote - _INTRODUCTION_WINDOW)
        dated = other = quote
        for found in _BREAK.finditer(self.source, window, quote):
            text = " ".join(html_to_text(self.source[found.start() : quote]).split())
            if not text or len(text) > _LONGEST_INTRODUCTION:
                continue
            if _matches(words.DATED_ATTRIBUTIONS, text):
                dated = found.start()
            elif _matches((*words.NAMED_ATTRIBUTIONS, *words.WEAK_ATTRIBUTIONS), text):
                other = found.start()
        return dated if dated < quote else other

    def _introduces(self, position: int) -> bool:
        self.looks += 1
        if self.looks > _MAX_LOOKS:
            return False
        text = html_to_text(self.source[position : position + 4_000])
        lines = [line for line in text.split("\n") if line.strip()][:8]
        return bool(lines) and (words.SEPARATORS.match(lines[0]) is not None or begins_with_header(lines))


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)
