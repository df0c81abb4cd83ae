"""What customers went through, by topic: a score of what happened, not of words. No person stands in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from wortel.analysis.burden import LONG_SECONDS, PARTS, Burden, Part
from wortel.analysis.cells import Cell, join
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.contacts.models import Contact
from wortel.insight.queries.friction import of_month
from wortel.insight.queries.wearing import list_tone, weeks_of
from wortel.signals.models import Copy, Kind, Signal, Tone
from wortel.signals.queries import RETURNS_WITHIN

type Row = tuple[str, int | None, Burden]
"""Topic, whoever wrapped it up, and what happened."""


@dataclass(frozen=True)
class Burdened:
    """One topic of a month. `says_so` is a share of the texts that were read, None where too few may be shown."""

    topic: str
    heavy: Estimate
    parts: Mapping[Part, Estimate]
    says_so: Estimate | None


@dataclass(frozen=True)
class Burdens:
    """The topics, the heaviest first, and how heavy those are together that are too small to be shown."""

    topics: list[Burdened]
    others: Estimate | None


@dataclass
class _Counts:
    parts: Counter[Part] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)
    contacts: int = 0
    heavy: int = 0

    def add(self, person: int | None, burden: Burden) -> None:
        self.contacts += 1
        self.heavy += burden.is_heavy
        self.parts.update(burden.parts)
        if person:
            self.people.add(person)

    def as_cell(self, first: date) -> Cell:
        return Cell(first, first, self.heavy, self.contacts, self.people)


def list_burdens(month: str, today: date) -> Burdens:
    counts: defaultdict[str, _Counts] = defaultdict(_Counts)
    for topic, person, burden in _read(month):
        counts[topic].add(person, burden)
    first = date.fromisoformat(f"{month}-01")
    cells = {topic: one.as_cell(first) for topic, one in counts.items()}
    said = list_tone(Tone.Side.THEIRS, Tone.Label.REPEATED, weeks_of(month, today))
    says_so = {topic: cell.share for topic, weeks in said.items() if (cell := join(weeks)).may_be_shown}
    topics = [
        Burdened(topic, cell.share, _share_parts(counts[topic]), says_so.get(topic))
        for topic, cell in cells.items()
        if cell.may_be_shown
    ]
    small = [cell for cell in cells.values() if not cell.may_be_shown]
    others = join(small) if small else None
    topics.sort(key=lambda one: (-(one.heavy.low or 0), -one.heavy.n, one.topic))
    return Burdens(topics, others.share if others and others.may_be_shown else None)


def _share_parts(counts: _Counts) -> Mapping[Part, Estimate]:
    return {part: estimate_share(counts.parts[part], counts.contacts) for part in PARTS}


def _read(month: str) -> Iterator[Row]:
    earlier = Contact.objects.counted().filter(
        customer=OuterRef("customer"),
        given_reason__reason=OuterRef("given_reason__reason"),
        started_at__lt=OuterRef("started_at"),
        started_at__gte=OuterRef("started_at") - RETURNS_WITHIN,
    )
    seen = Signal.objects.standing().filter(contact=OuterRef("pk"))
    rows = of_month(month).annotate(
        before=Subquery(earlier.order_by().values("customer").annotate(n=Count("pk")).values("n")),
        waited=Q(wait_seconds__gte=LONG_SECONDS) | Exists(seen.filter(kind=Kind.PROMISE_BROKEN)),
        handed=Q(transfers__gt=0) | Exists(seen.filter(kind=Kind.TRANSFER)),
        switched=Exists(earlier.exclude(channel=OuterRef("channel"))),
        repeated=Exists(Copy.objects.filter(contact=OuterRef("pk"), of__customer=OuterRef("customer"))),
        topic=F("given_reason__reason__code"),
        person=F("outcome__agent"),
    )
    values = rows.order_by().values_list("topic", "person", "before", "waited", "handed", "switched", "repeated")
    for topic, person, before, *rest in values.iterator():
        yield topic or "", person, Burden((before or 0) + 1, *map(bool, rest))
