"""The small shapes that carry meaning: outcome pair, interval, dots, share, price tag, verdict, key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wortel.ui import numbers
from wortel.ui.icons import icon

type Cause = Literal["open", "gone", "unknown"]
type Tone = Literal["", "lf", "rt"]

LEAF = "M7 7.2C4.3 6.8 3 4.5 3.7 1.5 6.6 2 7.8 4.2 7 7.2zM7 7.2C7 5 8.3 3.3 10.7 2.9 11.2 5.3 9.7 7 7 7.2z"
ROOT = "M3 9h8c.5 0 .7.4.6.9L7.7 16.7a.8.8 0 0 1-1.4 0L2.4 9.9C2.2 9.4 2.5 9 3 9z"
PAIR_WORDS = {
    (True, "open"): _("Helped, cause remains"),
    (True, "gone"): _("Helped, cause gone"),
    (True, "unknown"): _("Helped, cause unknown"),
    (False, "open"): _("Not helped yet, cause remains"),
    (False, "gone"): _("Not helped yet, cause gone"),
    (False, "unknown"): _("Not helped yet, cause unknown"),
}
VERDICTS = {
    "works": ("works", "check", _("Works")),
    "worse": ("worse", "triangle-alert", _("Counterproductive")),
    "none": ("", "arrow-right", _("No real effect")),
    "early": ("early", "hourglass", _("Too early to say")),
}
KEY_NAMES = {
    "Control": "Ctrl",
    "Enter": "↵",
    "Escape": "Esc",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "Shift": "⇧",
    "Meta": "⌘",
}


@dataclass(frozen=True)
class Interval:
    """A figure on its scale; all four are plain numbers on one axis."""

    low: float
    middle: float
    high: float
    start: float = 0
    end: float = 100

    def at(self, value: float) -> float:
        share = (value - self.start) / (self.end - self.start)
        return round(300 * min(max(share, 0), 1), 1)


def pair(*, helped: bool, cause: str) -> SafeString:
    """Two outcomes in one glyph, with the words beside it: a leaf (helped) above a root (the cause)."""
    return format_html('{}<span class="pair-w">{}</span>', _pair(helped, cause, label=""), pair_words(helped, cause))


def pair_glyph(*, helped: bool, cause: str, decorative: bool = False) -> SafeString:
    """Without words: they become the label, unless a heading beside it already says the same."""
    return _pair(helped, cause, label="" if decorative else pair_words(helped, cause))


def pair_words(helped: bool, cause: str) -> str:
    return str(PAIR_WORDS[helped, cause if cause in {"open", "gone"} else "unknown"])


def _pair(helped: bool, cause: str, label: str) -> SafeString:
    classes = " ".join(filter(None, ["pair", "helped" if helped else "", cause if cause in {"open", "gone"} else ""]))
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 14 18" {}><path class="lf" d="{}"/><path class="rt" d="{}"/></svg>',
        classes, role, LEAF, ROOT,
    )  # fmt: skip


def track(interval: Interval, tone: str = "") -> SafeString:
    """An interval on its track; the words under the figure say the same, so it is hidden from readers."""
    return format_html(
        '<svg class="whisk {}" viewBox="0 0 300 8" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="t" d="M0 4H300"/><path class="b" d="M{} 4H{}"/><path class="b" d="M{} 0V8"/></svg>',
        tone, interval.at(interval.low), interval.at(interval.high), interval.at(interval.middle),
    )  # fmt: skip


def share_bar(share: float, tone: str = "rt") -> SafeString:
    """A counted share: no interval, because nothing was estimated."""
    return format_html(
        '<svg class="whisk {}" viewBox="0 0 300 8" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="t" d="M0 4H300"/><path class="b" d="M0 4H{}"/></svg>',
        tone, round(300 * min(max(share, 0), 1), 1),
    )  # fmt: skip


def dots(count: int, marked: int = 0, tone: str = "", room: int = 16) -> SafeString:
    """One dot each for things that are counted one by one; what does not fit becomes a plus."""
    shown = min(count, room)
    circles = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="4" r="3.2"/>',
        (("hot" if at < marked else "", 4 + 10 * at) for at in range(shown)),
    )
    more = format_html('<path class="more-d" d="M{} 4h6m-3 -3v6"/>', 1 + 10 * shown) if count > room else ""
    return format_html(
        '<svg class="whisk dots {}" viewBox="0 0 {} 8" aria-hidden="true">{}{}</svg>', tone, 170, circles, more
    )


def kept_dots(kept: int, broken: int, waiting: int = 0) -> SafeString:
    """Promises to a customer: filled is kept, hollow beet is broken, hollow grey still runs."""
    kinds = ["", *[""] * (kept - 1)] if kept else []
    kinds += ["no"] * broken + ["wait"] * waiting
    circles = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="5" r="{}"/>',
        ((kind, 5 + 12 * at, "3.4" if kind else "4") for at, kind in enumerate(kinds)),
    )
    width = 12 * max(len(kinds), 1)
    return format_html(
        '<svg class="kb" width="{}" height="10" viewBox="0 0 {} 10" aria-hidden="true">{}</svg>', width, width, circles
    )


def price(cents: int | Decimal, period: str = "", *, big: bool = False, decimals: int = 2) -> SafeString:
    when = format_html("<span>{}</span>", period) if period else ""
    return format_html(
        '<span class="tag{}"><b>{}</b>{}</span>', "" if big else " sm", numbers.euros(cents, decimals), when
    )


def verdict(kind: str) -> SafeString:
    cls, drawing, words = VERDICTS[kind]
    return format_html('<span class="verdict {}">{}{}</span>', cls, icon(drawing), words)


def avatar(initials: str, tone: str = "", size: str = "") -> SafeString:
    """The name stands beside it, so the letters are for the eye only."""
    return format_html('<span class="{}" aria-hidden="true">{}</span>', f"av {tone} {size}".strip(), initials)


def avatar_tone(seed: str) -> str:
    """The same person has the same tint on every screen."""
    return "abcd"[sum(map(ord, seed)) % 4]


@lru_cache(256)
def keys(keystroke: str) -> SafeString:
    """A shortcut on its control: Control+Enter reads Ctrl ↵, and g h reads as two keys."""
    return format_html_join(
        "", '<kbd aria-hidden="true">{}</kbd>', ((_key_words(stroke),) for stroke in keystroke.split())
    )


def _key_words(stroke: str) -> str:
    parts: Sequence[str] = stroke.split("+") if len(stroke) > 1 and not stroke.startswith("+") else [stroke]
    return " ".join(KEY_NAMES.get(part, part.upper() if len(part) == 1 else part) for part in parts)


def time(at: datetime, here: datetime, words: str, lang: str | None = None) -> SafeString:
    """A moment in few words, with the whole of it for machines and for whoever points at it."""
    whole = f"{numbers.long_day(here, lang)} {numbers.clock(here)}"
    return SafeString(f'<time datetime="{at.isoformat(timespec="seconds")}" title="{whole}">{escape(words)}</time>')


def too_few_words(count: int) -> str:
    return gettext("too little data") + f" ({numbers.number(count)})"
