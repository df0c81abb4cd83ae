"""Value and irritation: four advices, each topic as large as its contacts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.ui import numbers
from wortel.ui.charts.chart import Chart, Table
from wortel.ui.charts.ink import MID, NARROW, Ink

WIDE = 776
HEIGHTS: dict[float, float] = {WIDE: 320, MID: 280, NARROW: 260}
GAP = 5


@dataclass(frozen=True)
class Topic:
    """Does contact about it have value for the customer, and for us?"""

    name: str
    contacts: int
    has_value_for_customer: bool
    has_value_for_us: bool
    is_failure: bool = False


def advice(topic: Topic) -> str:
    return {
        (True, True): gettext("Leverage"),
        (True, False): gettext("Automate"),
        (False, True): gettext("Simplify"),
        (False, False): gettext("Eliminate"),
    }[topic.has_value_for_customer, topic.has_value_for_us]


def draw(topics: Sequence[Topic], label: str) -> Chart:
    rows = tuple((topic.name, advice(topic), numbers.number(topic.contacts)) for topic in topics)
    table = Table((gettext("Topic"), gettext("Advice"), gettext("Contacts")), rows)
    return Chart.at((WIDE, MID, NARROW), label, table, lambda width: _drawing(topics, label, width, HEIGHTS[width]))


def _drawing(topics: Sequence[Topic], label: str, width: float, height: float) -> SafeString:
    ink = Ink(width, height)
    ink.upright("axis", width / 2, 0, height)
    ink.level("axis", height / 2)
    corners = (
        (0, 14, True, False),
        (width, 14, True, True),
        (0, height - 6, False, False),
        (width, height - 6, False, True),
    )
    for x, y, customer, us in corners:
        ink.text("tx end" if x else "tx", x, y, advice(Topic("", 0, customer, us)))
        members = [one for one in topics if (one.has_value_for_customer, one.has_value_for_us) == (customer, us)]
        _place(ink, members, _largest(topics), is_left=not x, is_top=customer)
    return ink.svg(label)


def _largest(topics: Sequence[Topic]) -> int:
    return max((topic.contacts for topic in topics), default=1) or 1


def _place(ink: Ink, members: Sequence[Topic], largest: int, *, is_left: bool, is_top: bool) -> None:
    """Largest first, each at the free spot nearest the middle of its quarter; places carry no meaning, sizes do."""
    half_width, half_height = ink.width / 2, ink.height / 2
    full = min(half_width, half_height - 20) * 0.28
    middle = (half_width * (0.5 if is_left else 1.5), half_height / 2 + (10 if is_top else half_height - 10))
    placed: list[tuple[float, float, float]] = []
    for topic in sorted(members, key=lambda one: -one.contacts):
        radius = max(full * math.sqrt(topic.contacts / largest), 5)
        x, y = _free_spot(middle, radius, placed, (half_width / 2 - 6, half_height / 2 - 22))
        placed.append((x, y, radius))
        ink.dot("f-root" if topic.is_failure else "f-lline", x, y, radius)
        words = numbers.number(topic.contacts)
        if radius > 3.6 * len(words) + 2:
            ink.text("onr mid" if topic.is_failure else "onl mid", x, y + 4, words)
        else:
            ink.text("tx halo", x, y + 4, words, dx=radius + 4)


def _free_spot(
    middle: tuple[float, float], radius: float, placed: list[tuple[float, float, float]], room: tuple[float, float]
) -> tuple[float, float]:
    for turn in range(600):
        angle, distance = turn * 2.4, 3.2 * math.sqrt(turn)
        x = middle[0] + distance * math.cos(angle) * 1.3
        y = middle[1] + distance * math.sin(angle)
        is_inside = abs(x - middle[0]) + radius <= room[0] and abs(y - middle[1]) + radius <= room[1]
        if is_inside and all(math.dist((x, y), spot[:2]) > radius + spot[2] + GAP for spot in placed):
            return x, y
    return middle
