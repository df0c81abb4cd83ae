"""Small lines without words: the figure beside them says what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wortel.ui import numbers
from wortel.ui.charts.ink import Ink, Scale


@dataclass(frozen=True)
class Multiple:
    """One of several small lines on one scale. Tone `rt` is a cause."""

    label: str
    values: tuple[float, ...]
    tone: str = ""


def spark(
    values: Sequence[float], tone: str = "", *, top: float | None = None, width: float = 84, height: float = 22
) -> SafeString:
    """A line with a dot on its last point; the floor is always nought."""
    if not values:
        return SafeString("")
    ink = Ink(width, height)
    x = Scale(0, max(len(values) - 1, 1), 2, width - 3)
    y = Scale(0, top or max(values) or 1, height - 3, 3)
    points = [(x(at), y(value)) for at, value in enumerate(values)]
    ink.line("", points)
    ink.dot("", *points[-1], 2.4)
    return ink.svg("", f"spark {tone}".strip())


def multiples(series: Sequence[Multiple]) -> SafeString:
    """Comparable at a glance, because all share one scale."""
    top = max((max(one.values, default=0) for one in series), default=1)
    return format_html(
        '<ul class="smul">{}</ul>',
        format_html_join(
            "",
            "<li><span>{}</span>{}<b class=num>{}</b></li>",
            (
                (one.label, spark(one.values, one.tone, top=top, width=150, height=34), numbers.number(sum(one.values)))
                for one in series
            ),
        ),
    )
