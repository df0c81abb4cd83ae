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
LARGEST = 0.28  # of the shorter half
SMALLEST = 6
QUARTERS = ((True, False), (True, True), (False, False), (False, True))


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


@dataclass(frozen=True)
class Disc:
    """Where a topic stands and how large it is drawn."""

    topic: Topic
    x: float
    y: float
    radius: float


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
    for disc in _discs(topics, width, height):
        _draw(ink, disc)
    return ink.svg(label)


def _draw(ink: Ink, disc: Disc) -> None:
    topic, words = disc.topic, numbers.number(disc.topic.contacts)
    ink.dot("f-root" if topic.is_failure else "f-lline", disc.x, disc.y, disc.radius)
    if disc.radius > 3.6 * len(words) + 2:
        ink.text("onr mid" if topic.is_failure else "onl mid", disc.x, disc.y + 4, words)
    else:
        ink.text("tx halo", disc.x, disc.y + 4, words, dx=disc.radius + 4)


def _discs(topics: Sequence[Topic], width: float, height: float) -> list[Disc]:
    """All on one scale: as large as still leaves each a spot of its own."""
    full = min(width, height - 40) / 2 * LARGEST
    while True:
        placed = [disc for quarter in QUARTERS for disc in _place(quarter, full, topics, width, height)]
        if full < SMALLEST or len(placed) == len(topics):
            return placed
        full *= 0.9


def _place(quarter: tuple[bool, bool], full: float, topics: Sequence[Topic], width: float, height: float) -> list[Disc]:
    """Largest first, each at the free spot nearest the middle, while there is one; only sizes carry a meaning."""
    is_top, is_right = quarter
    largest = max((topic.contacts for topic in topics), default=1) or 1
    middle = (width * (0.75 if is_right else 0.25), height / 4 + 10 if is_top else height * 0.75 - 10)
    members = [one for one in topics if (one.has_value_for_customer, one.has_value_for_us) == quarter]
    placed: list[Disc] = []
    for topic in sorted(members, key=lambda one: -one.contacts):
        radius = max(full * math.sqrt(topic.contacts / largest), 5)
        spot = _free_spot(middle, radius, placed, (width / 4 - 6, height / 4 - 22))
        if spot is None:
            break
        placed.append(Disc(topic, *spot, radius))
    return placed


def _free_spot(
    middle: tuple[float, float], radius: float, placed: Sequence[Disc], room: tuple[float, float]
) -> tuple[float, float] | None:
    for turn in range(600):
        angle, distance = turn * 2.4, 3.2 * math.sqrt(turn)
        x = middle[0] + distance * math.cos(angle) * 1.3
        y = middle[1] + distance * math.sin(angle)
        is_inside = abs(x - middle[0]) + radius <= room[0] and abs(y - middle[1]) + radius <= room[1]
        if is_inside and all(math.dist((x, y), (disc.x, disc.y)) > radius + disc.radius + GAP for disc in placed):
            return x, y
    return None
