"""Bars inside a sentence or a row, without words of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wortel.ui.charts.ink import Ink


@dataclass(frozen=True)
class Part:
    """Tones: f-root charged, f-lline ordinary questions, f-mute unused."""

    amount: float
    tone: str


def share_bar(parts: Sequence[Part], height: float = 14) -> SafeString:
    """Parts of one whole, such as a ledger that reconciles; the list under it names and sums them."""
    whole = sum(part.amount for part in parts) or 1
    ink = Ink(1000, height)
    x = 0.0
    for at, part in enumerate(parts):
        width = 1000 * part.amount / whole
        gap = 2 if at < len(parts) - 1 else 0
        ink.rect(part.tone, x, 0, width - gap, height)
        x += width
    return ink.svg("", "recon")


def first_and_repeat(first: int, repeat: int, largest: int, *, failure: bool) -> SafeString:
    """First contacts filled, repeats hollow; `largest` is the longest bar of the table."""
    ink = Ink(largest or 1, 14)
    gap = 0.004 * ink.width
    ink.rect("f-root" if failure else "f-leaf2", 0, 0, first, 14)
    ink.rect("f-rep" if failure else "f-rep2", first + gap, 0.5, repeat - gap, 13)
    return ink.svg("", "bar")


def bar(value: float, largest: float, height: float = 10, tone: str = "") -> SafeString:
    """One bar of a short list: how often per channel, or per route."""
    ink = Ink(largest or 1, height)
    ink.rect(tone, 0, 0, value, height)
    return ink.svg("", "one-bar")
