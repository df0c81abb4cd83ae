"""Makes a mail's HTML safe to show: an allow-list, no remote content, and a depth limit before the dear work starts."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import nh3

from wortel.channels.email.html_text import html_to_text, names
from wortel.channels.email.nesting import is_too_nested

MAX_LENGTH = 2_000_000

_TAGS = names(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main "
    "mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead "
    "time tr tt u ul var wbr"
)
_DROPPED_WHOLE = names("script style title template noscript iframe object embed svg math textarea select")
_LAYOUT = names("align valign width height bgcolor border cellpadding cellspacing dir lang style title")
_ATTRIBUTES = {
    "*": _LAYOUT,
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "td": frozenset({"colspan", "rowspan", "nowrap"}),
    "th": frozenset({"colspan", "rowspan", "nowrap", "scope"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "font": frozenset({"color", "face", "size"}),
    "ol": frozenset({"start", "type"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"value"}),
    "time": frozenset({"datetime"}),
}
_BOX = names("margin padding width height")
_SIDES = names("top right bottom left")
_EDGES = names("border border-radius border-collapse border-spacing border-color border-style border-width") | {
    f"border-{side}{what}" for side in _SIDES for what in ("", "-color", "-style", "-width")
}
_WORDS = names(
    "color direction font font-family font-size font-style font-variant font-weight letter-spacing line-height "
    "list-style-type text-align text-decoration text-indent text-transform vertical-align white-space word-break "
    "word-spacing word-wrap overflow-wrap"
)
_STYLES = (
    _WORDS
    | _EDGES
    | _BOX
    | {f"{name}-{side}" for name in ("margin", "padding") for side in _SIDES}
    | names("background-color caption-side display max-width max-height min-width min-height table-layout")
)
# A url() or anything that could hide one, in whatever property.
_STYLE_TRICKS = re.compile(
    r"url|image|expression|behaviou?r|binding|import|var\s*\(|attr\s*\(|[\\@<]|/\*", re.IGNORECASE
)
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"^data:image/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\s]*$", re.IGNORECASE)
_LINK = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
_REMOTE = re.compile(r"^https?://", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """What may be put into the frame of a mail."""

    html: str
    blocked_images: int = 0
    """Images that stand elsewhere and were not loaded; worth offering "show images"."""
    is_text: bool = False
    """The HTML was too large or too nested to show, so these are its words."""
    has_paper: bool = False
    """It colours its own background, so its words can only be read on that."""


def sanitise(source: str, *, with_remote_images: bool = False, cid_urls: Mapping[str, str] | None = None) -> SafeHtml:
    """Clean HTML by allow-list. `cid_urls` gives the address of each image that came along, by content id."""
    if len(source) > MAX_LENGTH or is_too_nested(source):
        return SafeHtml(as_html(html_to_text(source)), is_text=True)
    keeper = _Keeper(with_remote_images=with_remote_images, cid_urls=cid_urls or {})
    cleaned = nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=keeper.keep,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return SafeHtml(cleaned, blocked_images=keeper.blocked, has_paper=keeper.has_paper)


def as_html(text: str) -> str:
    """Plain text as it may stand in the frame."""
    return f'<div style="white-space:pre-wrap">{html.escape(text)}</div>'


@dataclass
class _Keeper:
    """Decides attribute by attribute, and counts what it left out."""

    with_remote_images: bool
    cid_urls: Mapping[str, str]
    blocked: int = field(default=0)
    has_paper: bool = False

    def keep(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "style":
            # What is left of a split url() is no declaration, and nh3 drops it.
            kept = ";".join(piece for piece in value.split(";") if not _STYLE_TRICKS.search(piece))
            self.has_paper |= "background" in kept.lower()
            # The page around it has the last word, so that words stay readable in the dark.
            return _IMPORTANT.sub("", kept)
        if attribute == "bgcolor":
            self.has_paper = True
        if attribute == "src":
            return self._image(value)
        if attribute == "href":
            return value if _LINK.match(_HIDDEN.sub("", value)) else None
        return value

    def _image(self, value: str) -> str | None:
        value = _HIDDEN.sub("", value)
        if value[:4].lower() == "cid:":
            return self.cid_urls.get(value[4:]) or self.cid_urls.get(value[4:].replace("%40", "@"))
        if _DATA_IMAGE.match(value):
            return value
        if _REMOTE.match(value):
            if self.with_remote_images:
                return value
            self.blocked += 1
        return None
