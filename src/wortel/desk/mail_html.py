"""A mail as its sender laid it out, made harmless: no script, no form, no look outside unless somebody asks."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import nh3

DEEPEST = 256
LONGEST = 1_500_000
PICTURES_BYTES = 3_000_000
RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
STYLES = {
    "color", "background-color", "font-weight", "font-style", "font-size", "font-family", "line-height", "text-align",
    "text-decoration", "vertical-align", "white-space", "padding", "padding-top", "padding-right", "padding-bottom",
    "padding-left", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "border", "border-top",
    "border-right", "border-bottom", "border-left", "border-collapse", "border-radius", "width", "max-width", "height",
    "list-style-type",
}  # fmt: skip
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt",
    "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "small",
    "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
SIZES = {"width", "height", "align", "valign", "bgcolor"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size", "face"},
    "table": {*SIZES, "border", "cellpadding", "cellspacing"},
    "td": {*SIZES, "colspan", "rowspan", "nowrap"},
    "th": {*SIZES, "colspan", "rowspan"},
    "tr": SIZES,
    "col": {"span", "width"},
    "ol": {"start", "type"},
}


class TooTangled(Exception):
    """The mail is laid out so deep or long that only its text is shown."""


@dataclass(frozen=True)
class Picture:
    """A picture that came inside the mail."""

    content_id: str
    type: str
    read: Callable[[], bytes]
    size: int


def clean(source: str, pictures: Iterable[Picture] = ()) -> str:
    """The mail without anything that acts; its own pictures stand in it, others stay addresses."""
    if len(source) > LONGEST or _depth(source) > DEEPEST:
        raise TooTangled
    inside = {picture.content_id.strip("<>"): picture for picture in pictures}
    room = PICTURES_BYTES

    def keep(tag: str, attribute: str, value: str) -> str | None:
        nonlocal room
        if (tag, attribute) != ("img", "src"):
            return value
        if not value.lower().startswith("cid:"):
            return value if value.lower().startswith(("https:", "http:")) else None
        picture = inside.get(value[4:])
        if picture is None or picture.type not in RASTER or picture.size > room:
            return None
        room -= picture.size
        return f"data:{picture.type};base64,{base64.b64encode(picture.read()).decode()}"

    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math"},
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=keep,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        url_relative="deny",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _depth(source: str) -> int:
    """A count of what opens and does not close, good enough to refuse a bomb before anybody builds its tree."""
    depth = deepest = 0
    position = source.find("<")
    while position >= 0:
        following = source[position + 1 : position + 2]
        if following == "/":
            depth = max(depth - 1, 0)
        elif following.isalpha() and not source[position + 1 : position + 4].lower().startswith(VOID):
            depth += 1
            deepest = max(deepest, depth)
        position = source.find("<", position + 1)
    return deepest


VOID = ("br", "hr", "img", "col", "p>", "p ", "li", "td", "tr", "th", "inp", "met", "lin")
