"""Icons from the Lucide wheel, drawn at 16 px on a stroke of 1.4, kept after the first use."""

import re
from functools import cache, lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

# Our stroke of 1.4 on 16 px, told in the 24 units the icons are drawn in.
STROKE = "2.1"
CHANNELS = {
    "phone": "phone",
    "email": "mail",
    "mail": "mail",
    "chat": "message-square",
    "whatsapp": "message-circle",
    "sms": "message-circle",
    "social": "at-sign",
    "webform": "panel-top",
    "letter": "file-text",
    "counter": "map-pin",
    "visit": "map-pin",
    "note": "sticky-note",
}

# What a script may ask for: the sprite under /ui/icons.svg holds these and no others.
SPRITE = (
    "house", "inbox", "users", "book-open", "sprout", "chart-column", "receipt-text", "heart", "sliders-horizontal",
    "keyboard", "search", "mail", "phone", "message-square", "message-circle", "file-text", "panel-top", "at-sign",
    "sticky-note", "package", "truck", "clock", "moon", "check", "x", "chevron-down", "chevron-right", "chevron-left",
    "arrow-right", "merge", "user-plus", "eye", "paperclip", "undo-2", "bell", "ellipsis", "plus", "reply", "tag",
    "triangle-alert", "quote", "map-pin", "repeat", "hourglass", "send", "info", "list-filter", "printer", "calendar",
    "star", "lock", "settings", "log-out", "sun", "languages", "pencil", "download",
)  # fmt: skip


@lru_cache(2048)
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    """Silent beside words; with a label when it stands alone."""
    drawing = _drawing(name)
    classes = f"i {cls}".strip()
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', classes, label, drawing
        )
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', classes, drawing)


def sprite() -> SafeString:
    symbols = format_html_join(
        "", '<symbol id="{}" viewBox="0 0 24 24">{}</symbol>', ((name, _drawing(name)) for name in SPRITE)
    )
    return format_html('<svg xmlns="http://www.w3.org/2000/svg">{}</svg>', symbols)


@cache
def _drawing(name: str) -> SafeString:
    whole = lucide(name, size=16)
    inside = whole[whole.index(">") + 1 : whole.rindex("</svg>")]
    return SafeString(re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>"))
