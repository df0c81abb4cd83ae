"""How deep and how wide a browser would build this HTML: known by one scan, before anything dear is started."""

from wortel.channels.email.html_text import Tag, Tags, names

MAX_DEPTH = 256
MAX_COPIES = 100_000
"""Unclosed formatting is opened again in each following block; so many copies no honest mail makes."""

_VOID = names("area base basefont bgsound br col embed frame hr img input link meta param source track wbr")
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_WALLS = names("table td th caption applet marquee object template html svg math")
_CLOSES_P = names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li dd dt main menu nav ol p pre section table ul"
)
_SIBLINGS = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "thead": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
}
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})


def is_too_nested(source: str) -> bool:
    """Tell whether a parser would nest this deeper than `MAX_DEPTH`; errs on the safe side."""
    tags = Tags(source)
    stack: list[str] = []
    copies = position = 0
    while (tag := tags.following(position)) is not None:
        position = tag.end
        if tag.is_closing:
            _close(stack, tag.name)
        elif tag.name not in _VOID:
            position = tags.after_raw_text(tag) if tag.name in _RAW_TEXT else position
            copies += _open(stack, tag)
        if len(stack) > MAX_DEPTH or copies > MAX_COPIES:
            return True
    return False


def _open(stack: list[str], tag: Tag) -> int:
    """Put an element on the stack, closing what it closes by itself; count the formatting it must repeat."""
    if tag.name in _CLOSES_P:
        _close(stack, "p")
    siblings, walls = _SIBLINGS.get(tag.name, (frozenset(), frozenset()))
    if siblings:
        _close_any(stack, siblings, walls)
    repeated = sum(name in _FORMATTING for name in stack) if tag.name in _CLOSES_P else 0
    stack.append(tag.name)
    return repeated


def _close(stack: list[str], name: str) -> None:
    _close_any(stack, frozenset({name}), _WALLS - {name})


def _close_any(stack: list[str], names: frozenset[str], walls: frozenset[str]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth] in names:
            kept = [name for name in stack[depth + 1 :] if name in _FORMATTING]
            # Formatting left open inside a closed block lives on in the next one.
            stack[depth:] = kept
            return
        if stack[depth] in walls:
            return
