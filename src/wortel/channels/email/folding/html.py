"""Folds HTML for display: finds where the quoted mail begins, and cuts the source there without changing it."""

import re
from dataclasses import dataclass

from wortel.channels.email.folding import words
from wortel.channels.email.html_text import Tag, Tags, html_to_text

_QUOTE_ELEMENT = re.compile(
    r"class\s*=\s*[\"']?[^\"'>]{0,200}\b(?:gmail_quote(?:_container)?|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|WordSection0"
    r"|tutanota_quote|mailplug-quote|mail_quote)\b"
    r"|(?:id|name)\s*=\s*[\"']?(?:appendonsend|divRplyFwdMsg|stopSpelling|zwchr|OLK_SRC_BODY_SECTION|yahoo_quoted_\w*|mail-editor-reference-message-container"
    r"|ms-outlook-mobile-reference-message|replySplit|isReplyContent|reply-intro|isForwardContent|quote)\b"
    r"|type\s*=\s*[\"']?cite\b",
    re.IGNORECASE,
)
_OUTLOOK_RULE = re.compile(
    r"border-top:\s*(?:solid|[\w.]+\s+solid)\s*#(?:B5C4DF|E1E1E1|BCBCBC)|border-top:\s*#(?:B5C4DF|E1E1E1)\s+1(?:\.0)?pt\s+solid",
    re.IGNORECASE,
)
_INTRODUCTION_WINDOW = 1_500
_BREAK = re.compile(r"<(?:div|p|br|hr|table|blockquote|span)\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoldedHtml:
    """Two pieces of the source, each shown on its own; together they are the whole. No quote: `quoted` is empty."""

    reply: str
    quoted: str = ""


def fold_html(source: str) -> FoldedHtml:
    """Split HTML where an older mail begins, unless the writer answered inside or below it."""
    cut = _find_quote(source)
    if cut is None:
        return FoldedHtml(source)
    start, end = cut
    before, inside, after = source[:start], source[start:end], source[end:]
    if _has_words(after):
        # Answered below: the quote stands in front. Answered on both sides: leave it whole.
        return FoldedHtml(source) if _has_words(before) else FoldedHtml(reply=after, quoted=before + inside)
    return FoldedHtml(reply=before, quoted=inside + after) if _has_words(before) else FoldedHtml(source)


def _has_words(source: str) -> bool:
    return any(letter.isalnum() for letter in html_to_text(source))


def _find_quote(source: str) -> tuple[int, int] | None:
    """Start and end of the first quoted piece; a header block or a rule of Outlook runs to the end."""
    tags = Tags(source)
    position = 0
    while (tag := tags.following(position)) is not None:
        position = tag.end
        if tag.is_closing:
            continue
        if tag.name in {"style", "script"}:
            position = tags.after_raw_text(tag)
            continue
        markup = source[tag.start : min(tag.end, tag.start + 2_000)]
        if tag.name == "blockquote" or _is_marked(tag, markup):
            return _quote_at(source, tag, markup)
        if tag.name in {"div", "p", "hr"} and _OUTLOOK_RULE.search(markup) and _introduces(source, tag.end):
            return tag.start, len(source)
        if tag.name in {"b", "strong", "span", "p", "hr"} and _introduces_at(source, tag):
            return tag.start, len(source)
    return None


def _is_marked(tag: Tag, markup: str) -> bool:
    return tag.name in {"div", "hr", "span", "blockquote", "table", "section"} and bool(_QUOTE_ELEMENT.search(markup))


def _quote_at(source: str, tag: Tag, markup: str) -> tuple[int, int]:
    is_open_ended = tag.name == "hr" or re.search(
        r"appendonsend|divRplyFwdMsg|moz-cite-prefix|stopSpelling|zwchr", markup, re.IGNORECASE
    )
    if is_open_ended and "moz-cite-prefix" not in markup:
        return tag.start, len(source)
    end = _element_end(source, tag)
    if "moz-cite-prefix" in markup:
        following = Tags(source).following(end)
        if following is not None and following.name == "blockquote" and not following.is_closing:
            end = _element_end(source, following)
    return _introduction_start(source, tag.start), end


def _element_end(source: str, opening: Tag) -> int:
    tags = Tags(source)
    depth, position = 1, opening.end
    while (tag := tags.following(position)) is not None:
        position = tag.end
        if not tag.is_closing and tag.name in {"style", "script"}:
            position = tags.after_raw_text(tag)
        elif tag.name == opening.name:
            depth += -1 if tag.is_closing else 1
            if depth == 0:
                return tag.end
    return len(source)


def _introduction_start(source: str, quote: int) -> int:
    """Step back over "Op … schreef …:" that stands before the quoted element itself."""
    window = max(0, quote - _INTRODUCTION_WINDOW)
    best = quote
    for found in _BREAK.finditer(source, window, quote):
        text = " ".join(html_to_text(source[found.start() : quote]).split())
        if (
            text
            and len(text) <= 300
            and any(
                p.match(text) for p in (*words.DATED_ATTRIBUTIONS, *words.NAMED_ATTRIBUTIONS, *words.WEAK_ATTRIBUTIONS)
            )
        ):
            best = found.start()
    return best


def _introduces_at(source: str, tag: Tag) -> bool:
    """A cheap look before the dear one: does a header name or a separator follow at once?"""
    peek = source[tag.end : tag.end + 200]
    return bool(_HEADER_PEEK.match(peek)) and _introduces(source, tag.start)


_HEADER_PEEK = re.compile(r"(?:\s|&nbsp;|<[^<>]{0,150}>)*(?:From|Van|Von|De|Da|-{2,}\s?\w+)\b", re.IGNORECASE)


def _introduces(source: str, position: int) -> bool:
    text = html_to_text(source[position : position + 4_000])
    lines = [line for line in text.split("\n") if line.strip()][:8]
    if lines and words.SEPARATORS.match(lines[0]):
        return True
    if not lines or words.HEADER_FROM.match(lines[0]) is None:
        return False
    return sum(bool(words.HEADER_ANY.match(line)) for line in lines) >= 3
