"""Decides what of a mail is shown and what came along as files (after RFC 8621, section 4.1.4)."""

from dataclasses import dataclass, field

from wortel.channels.email.mime.limits import MAX_SHOWN_BYTES
from wortel.channels.email.mime.tree import Part
from wortel.channels.email.mime.wrappings import OPENABLE, is_envelope

_SHOWABLE = frozenset({"text/plain", "text/html"})
_KEPT_TEXTS = frozenset(
    {"text/calendar", "text/x-vcalendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv"}
)

_SECOND_FORM = "second form"
"""Words inside a winmail.dat, which stand in the mail itself as well, or else nowhere."""
_EMBEDDED = "embedded"
"""Words of another mail that came along inside a winmail.dat: files for us."""


@dataclass
class Selection:
    """`text` and `html` are the two forms of the shown message; `files` is the rest, each once."""

    text: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    spare: list[Part] = field(default_factory=list)
    """Further forms of the same message, such as text/enriched beside HTML."""


def select(root: Part) -> Selection:
    """Choose the shown parts of the tree."""
    chosen = Selection()
    _choose(_Level([root], "mixed", in_alternative=False), chosen.text, chosen.html, chosen)
    if not chosen.text and not chosen.html and chosen.spare:
        chosen.text, chosen.spare = chosen.spare[:1], chosen.spare[1:]
    return chosen


@dataclass
class _Level:
    parts: list[Part]
    kind: str
    in_alternative: bool


def _choose(level: _Level, text: list[Part] | None, html: list[Part] | None, chosen: Selection) -> None:
    text_count, html_count = _length(text), _length(html)
    for position, part in enumerate(level.parts):
        if part.children:
            _choose(_below(part, level), text, html, chosen)
            if part.type in OPENABLE and is_envelope(part.type, part.name):
                # The signature holds for the envelope as it came, so that is kept too.
                chosen.files.append(part)
        elif part.is_multipart:
            _keep_unopened(part, chosen)
        elif not _is_shown(part, position, level.kind):
            _keep(part, level.kind, chosen)
        elif level.kind == _SECOND_FORM and (text or html):
            chosen.spare.append(part)
        elif level.kind == "alternative":
            target = html if part.type == "text/html" else text
            (chosen.spare if target is None else target).append(part)
        else:
            if level.in_alternative and text is not None and html is not None:
                # The first words inside a branch say which form the whole branch is.
                text, html = (text, None) if part.type == "text/plain" else (None, html)
            for target in (text, html):
                if target is not None:
                    target.append(part)
    if level.kind == "alternative" and text is not None and html is not None:
        _fill_missing_form(text, html, text_count, html_count)


def _below(part: Part, level: _Level) -> _Level:
    if not part.is_multipart:
        return _Level(part.children, _kind_inside(part, level), in_alternative=level.in_alternative)
    kind = part.type.partition("/")[2]
    parts = _root_first(part) if kind == "related" else part.children
    return _Level(parts, kind, in_alternative=level.in_alternative or kind == "alternative")


def _kind_inside(part: Part, level: _Level) -> str:
    """A signed mail is the mail itself; a winmail.dat holds a copy of its words, and perhaps another mail."""
    if is_envelope(part.type, part.name):
        return "mixed"
    return _EMBEDDED if level.kind in {_SECOND_FORM, _EMBEDDED} else _SECOND_FORM


def _root_first(part: Part) -> list[Part]:
    """multipart/related may name its main part; else the first is it."""
    start = part.content_type.parameters.get("start", "").strip("<> ")
    main = next((child for child in part.children if start and child.content_id == start), None)
    if main is None:
        return part.children
    return [main, *(child for child in part.children if child is not main)]


def _is_shown(part: Part, position: int, kind: str) -> bool:
    if part.type not in _SHOWABLE or part.disposition.value.startswith("attachment") or kind == _EMBEDDED:
        return False
    if part.span.end - part.span.start > MAX_SHOWN_BYTES:
        return False
    return position == 0 or (kind != "related" and part.name is None)


def _keep(part: Part, kind: str, chosen: Selection) -> None:
    is_other_form = kind == "alternative" and part.type.startswith("text/") and part.type not in _KEPT_TEXTS
    if is_other_form and part.name is None:
        chosen.spare.append(part)
    else:
        chosen.files.append(part)


def _keep_unopened(part: Part, chosen: Selection) -> None:
    """A multipart without a single part: show its words if there are any, they may be all there is."""
    if part.source[part.span.start : part.span.end].strip() and not chosen.text:
        chosen.text.append(part)
        chosen.html.append(part)


def _fill_missing_form(text: list[Part], html: list[Part], text_count: int, html_count: int) -> None:
    if len(text) == text_count and len(html) != html_count:
        text.extend(html[html_count:])
    elif len(html) == html_count and len(text) != text_count:
        html.extend(text[text_count:])


def _length(parts: list[Part] | None) -> int:
    return -1 if parts is None else len(parts)
