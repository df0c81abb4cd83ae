"""Which topics wear people out: the cells of topic and week for both sides, large enough to point at nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncWeek

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.analysis.cells import Cell
from wortel.contacts.models import Contact, Direction
from wortel.insight.queries.today import starts_at
from wortel.reasons.models import GivenReason
from wortel.signals.models import Kind, Signal, Tone

WEEK = timedelta(days=7)

type Mark = Literal["fed_up", "stuck", "blame", "sharp", "harsher", "their_sharp"]
type Cells = Mapping[str, list[Cell]]
type Row = tuple[str | None, datetime, int | None, int]
"""Topic, week, person, and how many."""


@dataclass(frozen=True)
class Weeks:
    """Whole weeks, Monday to Sunday, `until` not included."""

    first: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)


def weeks_of(month: str, today: date) -> Weeks:
    """The weeks that begin in a month and have begun; they may end in the next one."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return Weeks(_monday_from(first), min(_monday_from(following), _monday_from(today + timedelta(days=1))))


def latest_weeks(today: date, weeks: int) -> Weeks:
    """The latest whole weeks."""
    until = today - timedelta(days=today.weekday())
    return Weeks(until - weeks * WEEK, until)


def find_agreed_on(today: date) -> date | None:
    """Since when the works council agrees; None while it does not."""
    agreed_on = find_organisation().works_council_agreed_on
    return agreed_on if agreed_on and agreed_on <= today else None


def list_cells(mark: Mark, weeks: Weeks) -> Cells:
    """Each topic week by week. What was not asked or read before the works council agreed is no part of it."""
    if mark == "fed_up":
        return _cells(_contacts(weeks.first, weeks), _count_fed_up(weeks))
    if mark == "their_sharp":
        return list_tone(Tone.Side.THEIRS, Tone.Label.SHARP, weeks)
    return list_tone(Tone.Side.OURS, Tone.Label(mark), weeks)


def list_tone(side: Tone.Side, label: Tone.Label, weeks: Weeks) -> Cells:
    """How often one side said something, of all its texts that were read; ours only while the works council agrees."""
    start = weeks.first
    if side == Tone.Side.OURS:
        agreed_on = find_agreed_on(weeks.until)
        if agreed_on is None or agreed_on >= weeks.until:
            return {}
        start = max(start, agreed_on)
    return _cells(_texts(side, label, start, weeks), _count_tone(side, label, weeks))


def _texts(side: Tone.Side, label: Tone.Label, start: date, weeks: Weeks) -> Iterable[Row]:
    """What a tone is a share of."""
    if side == Tone.Side.THEIRS:
        return _read(start, weeks)
    return _contacts(start, weeks) if label == Tone.Label.STUCK else _answers(start, weeks)


def _cells(contacts: Iterable[Row], marked: Mapping[tuple[str, date], int]) -> Cells:
    cells: dict[tuple[str, date], Cell] = {}
    for topic, week, person, n in contacts:
        key = (topic or "", week.date())
        before = cells.get(key) or Cell(key[1], key[1], marked.get(key, 0), 0, frozenset())
        people = {*before.people, person} if person else before.people
        cells[key] = Cell(before.first, before.last, before.marked, before.contacts + n, people)
    found: dict[str, list[Cell]] = {}
    for (topic, _week), cell in sorted(cells.items()):
        found.setdefault(topic, []).append(cell)
    return found


def _contacts(start: date, weeks: Weeks) -> Iterable[Row]:
    """Counted contacts by topic, week and whoever wrapped them up."""
    zone = find_time_zone()
    came = Contact.objects.counted().filter(
        started_at__gte=starts_at(start, zone), started_at__lt=starts_at(weeks.until, zone)
    )
    return _grouped(came, "given_reason__reason__code", "outcome__agent")


def _read(start: date, weeks: Weeks) -> Iterable[Row]:
    """Customers' contacts of which the tone was read, by topic, week and whoever wrapped them up."""
    zone = find_time_zone()
    came = Contact.objects.filter(
        direction=Direction.IN,
        heard__tone_at__isnull=False,
        started_at__gte=starts_at(start, zone),
        started_at__lt=starts_at(weeks.until, zone),
    )
    return _grouped(came, "given_reason__reason__code", "outcome__agent")


def _answers(start: date, weeks: Weeks) -> Iterable[Row]:
    """Answers of ours that were read, by the topic of what they answer."""
    zone = find_time_zone()
    asked = Contact.objects.filter(
        conversation=OuterRef("conversation"),
        direction=Direction.IN,
        is_automatic=False,
        started_at__lte=OuterRef("started_at"),
    ).order_by("-started_at", "-pk")
    given = Contact.objects.filter(
        direction=Direction.OUT,
        is_automatic=False,
        heard__tone_at__isnull=False,
        started_at__gte=starts_at(start, zone),
        started_at__lt=starts_at(weeks.until, zone),
    )
    pairs = given.annotate(asked=Subquery(asked.values("pk")[:1]))
    codes = dict(GivenReason.objects.filter(contact__in=pairs.values("asked")).values_list("contact", "reason__code"))
    rows = pairs.annotate(week=TruncWeek("started_at", tzinfo=zone)).values_list("asked", "week", "agent")
    return [(codes.get(asked_pk or 0), week, person, 1) for asked_pk, week, person in rows]


def _grouped(contacts: QuerySet[Contact], topic: str, person: str) -> Iterable[Row]:
    weekly = contacts.order_by().annotate(week=TruncWeek("started_at", tzinfo=find_time_zone()))
    return (
        weekly.annotate(topic=F(topic), person=F(person)).values_list("topic", "week", "person").annotate(n=Count("pk"))
    )


def _count_fed_up(weeks: Weeks) -> Mapping[tuple[str, date], int]:
    zone = find_time_zone()
    marks = Signal.objects.standing().filter(
        kind=Kind.FED_UP,
        contact__in=Contact.objects.counted().filter(
            started_at__gte=starts_at(weeks.first, zone), started_at__lt=starts_at(weeks.until, zone)
        ),
    )
    weekly = marks.annotate(week=TruncWeek("contact__started_at", tzinfo=zone)).order_by()
    rows = weekly.values_list("contact__given_reason__reason__code", "week").annotate(n=Count("pk"))
    return {(topic or "", week.date()): n for topic, week, n in rows}


def _count_tone(side: Tone.Side, label: Tone.Label, weeks: Weeks) -> Mapping[tuple[str, date], int]:
    rows = Tone.objects.filter(side=side, label=label, monday__gte=weeks.first, monday__lt=weeks.until)
    return {(topic, monday): n for topic, monday, n in rows.values_list("topic", "monday", "contacts")}


def _monday_from(day: date) -> date:
    """The first Monday on or after this day."""
    return day + timedelta(days=-day.weekday() % 7)
