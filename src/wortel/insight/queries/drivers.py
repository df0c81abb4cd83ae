"""How often each driver was heard of in a month: over channels and languages, by week, and against the month before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_time_zone
from wortel.analysis.effect import Ratio, compare_counts
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.contacts.models import Contact, may_be_read
from wortel.insight.queries.behind import Choice, list_behind
from wortel.insight.queries.today import starts_at
from wortel.reasons.models import Driver, Encoder, Level, Reason

WEEKS = 12
# Below this the change of a count says nothing.
FEWEST_TO_COMPARE = 20

type Place = int | None
"""A driver by its number; none is what belongs to no driver."""


@dataclass(frozen=True)
class Volume:
    """One driver in a month; `driver` is none for what belongs to no driver."""

    driver: Driver | None
    contacts: int
    share: Estimate
    change: Ratio | None
    channels: Mapping[str, int]
    languages: Mapping[str, int]
    weeks: Sequence[int]
    variants: Sequence[tuple[Driver, int]]
    reason: tuple[str, float] | None
    """The reason that most of them were given, and its share of those with a reason."""


@dataclass(frozen=True)
class Group:
    """A theme with its drivers, the largest first."""

    theme: Driver | None
    contacts: int
    share: Estimate
    volumes: Sequence[Volume]


@dataclass(frozen=True)
class Volumes:
    """All contacts of a month: those of each driver, of none, those not read yet, and those that no model reads."""

    total: int
    groups: Sequence[Group]
    apart: Volume | None
    unread: int
    withheld: int
    channels: Sequence[str]
    reasons: Mapping[str, str]
    """The words of each reason."""


@dataclass
class _Counts:
    channels: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    variants: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    before: int = 0
    weeks: Counter[date] = field(default_factory=Counter)


def count_volumes(month: str, agent: Agent) -> Volumes:
    """Of a month such as 2025-09, with the month before and the twelve weeks up to its end beside it."""
    counts, unread, withheld = _count(month, agent)
    drivers = {driver.pk: driver for driver in Driver.objects.select_related("parent")}
    total = sum(one.channels.total() for one in counts.values()) + unread + withheld
    weeks = _list_weeks(month)
    lengths = _days(_before(month)), _days(month)
    volumes = [_tell(pk, one, drivers, total, weeks, lengths) for pk, one in counts.items() if one.channels]
    apart = next((one for one in volumes if one.driver is None), None)
    placed = [one for one in volumes if one.driver is not None]
    names = {reason.code: reason.label for reason in Reason.objects.all()}
    channels = Counter[str]()
    for one in counts.values():
        channels.update(one.channels)
    return Volumes(
        total, _group(placed, total), apart, unread, withheld, [channel for channel, _ in channels.most_common()], names
    )


def _count(month: str, agent: Agent) -> tuple[dict[Place, _Counts], int, int]:
    counts: defaultdict[Place, _Counts] = defaultdict(_Counts)
    whole = list_behind(agent, Choice(month)).order_by()
    placed = whole.exclude(assignment=None)
    name, part = "assignment__driver", "assignment__variant"
    for driver, variant, channel, n in placed.values_list(name, part, "channel").annotate(n=Count("pk")):
        counts[driver].channels[channel] += n
        if variant:
            counts[driver].variants[variant] += n
    for driver, language, n in _with_language(placed).values_list(name, "vectors__language").annotate(n=Count("pk")):
        counts[driver].languages[language] += n
    given = "given_reason__reason__code"
    for driver, reason, n in placed.exclude(given_reason=None).values_list(name, given).annotate(n=Count("pk")):
        counts[driver].reasons[reason] += n
    before = list_behind(agent, Choice(_before(month))).order_by().exclude(assignment=None)
    for driver, n in before.values_list(name).annotate(n=Count("pk")):
        counts[driver].before = n
    for driver, week, n in _by_week(month, agent).values_list(name, "week").annotate(n=Count("pk")):
        counts[driver].weeks[week] = n
    unplaced = whole.filter(assignment=None)
    unread = unplaced.filter(may_be_read()).count()
    return dict(counts), unread, unplaced.count() - unread


def _with_language(placed: QuerySet[Contact]) -> QuerySet[Contact]:
    """As the model in use read them: another may stand beside it."""
    return placed.filter(vectors__encoder=Encoder.objects.in_use().first())


def _by_week(month: str, agent: Agent) -> QuerySet[Contact]:
    zone, (first, *_, last) = find_time_zone(), _list_weeks(month)
    counted = Contact.objects.counted().visible_to(agent).order_by().exclude(assignment=None)
    span = counted.filter(started_at__gte=starts_at(first, zone), started_at__lt=starts_at(last + _WEEK, zone))
    return span.annotate(week=TruncWeek("started_at", tzinfo=zone))


_WEEK = timedelta(days=7)


def _list_weeks(month: str) -> list[date]:
    """The Mondays of the last whole weeks up to the end of the month."""
    end = _first(_after(month))
    latest = end - timedelta(days=end.weekday()) - _WEEK
    return [latest - n * _WEEK for n in reversed(range(WEEKS))]


def _tell(
    pk: Place, one: _Counts, drivers: Mapping[int, Driver], total: int, weeks: Sequence[date], days: tuple[int, int]
) -> Volume:
    contacts, by_moment = one.channels.total(), {_day(at): n for at, n in one.weeks.items()}
    is_comparable = one.before and one.before + contacts >= FEWEST_TO_COMPARE
    return Volume(
        driver=drivers[pk] if pk is not None else None,
        contacts=contacts,
        share=estimate_share(contacts, total),
        change=compare_counts(one.before, contacts, *days) if is_comparable else None,
        channels=one.channels,
        languages=dict(one.languages.most_common()),
        weeks=[by_moment.get(week, 0) for week in weeks],
        variants=[(drivers[variant], n) for variant, n in one.variants.most_common()],
        reason=_most(one.reasons),
    )


def _most(reasons: Counter[str]) -> tuple[str, float] | None:
    if not reasons:
        return None
    (code, n), *_ = reasons.most_common(1)
    return code, n / reasons.total()


def _day(at: object) -> object:
    """A week comes as the moment on which it began."""
    return getattr(at, "date", lambda: at)()


def _group(volumes: Sequence[Volume], total: int) -> list[Group]:
    by_theme: defaultdict[Driver | None, list[Volume]] = defaultdict(list)
    for one in volumes:
        by_theme[one.driver.parent if one.driver else None].append(one)
    groups = [
        Group(theme, contacts, estimate_share(contacts, total), sorted(inside, key=lambda one: -one.contacts))
        for theme, inside in by_theme.items()
        for contacts in [sum(one.contacts for one in inside)]
    ]
    return sorted(groups, key=lambda group: -group.contacts)


def find_middles(drivers: Iterable[Driver]) -> dict[int, Contact]:
    """The contact nearest to the middle of each driver, where it is still there."""
    first = {driver.examples[0]: driver.pk for driver in drivers if driver.examples}
    found = Contact.objects.readable().defer("words").in_bulk(list(first))
    return {first[pk]: contact for pk, contact in found.items()}


def list_examples(driver: Driver) -> list[Contact]:
    """The contacts in its middle that are still there, in their order."""
    found = Contact.objects.readable().defer("words").in_bulk(driver.examples)
    return [found[pk] for pk in driver.examples if pk in found]


def list_others(driver: Driver) -> QuerySet[Driver]:
    """With which it can be merged."""
    return Driver.objects.standing().filter(level=Level.DRIVER).exclude(pk=driver.pk).order_by("parent", "pk")


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _after(month: str) -> str:
    return f"{_first(month) + timedelta(days=32):%Y-%m}"


def _before(month: str) -> str:
    return f"{_first(month) - timedelta(days=1):%Y-%m}"


def _days(month: str) -> int:
    return (_first(_after(month)) - _first(month)).days
