"""One customer's life with us: the story line, the cases with their outcome, who else this may be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wortel.cases.models import Case, Outcome, Promise
from wortel.channels.models import Kind
from wortel.contacts.models import Contact, Direction
from wortel.customers.models import Address, Customer, Merge
from wortel.ui.charts import story
from wortel.ui.charts.chart import Chart

SHOWN = timedelta(days=92)
SHORTEST = timedelta(days=14)
MOST = 200


@dataclass(frozen=True)
class PastCase:
    """A case in the list on the customer's page."""

    case: Case
    contacts: int
    channels: str
    is_solved: bool | None
    is_cause_open: bool | None


@dataclass(frozen=True)
class Lookalike:
    """Somebody who may be the same person, and what they share."""

    customer: Customer
    shared: str


def draw_life(family: Sequence[int], *, now: datetime) -> Chart | None:
    """The last three months; somebody who was quiet has no picture."""
    since = now - SHOWN
    said = list(
        Contact.objects.filter(customer__in=family, direction=Direction.IN, is_spam=False, started_at__gte=since)
        .order_by("-started_at")
        .values_list("conversation__part__case", "started_at", "channel")[:MOST]
    )
    if len(said) < 2:
        return None
    start = min(at for _, at, _ in said)
    start = min(start, now - SHORTEST)
    told = story.Story(
        start=timezone.localdate(start),
        until=timezone.localdate(now),
        channels=tuple(dict.fromkeys(_channel(channel) for _, _, channel in reversed(said))),
        cases=_threads(said, family),
        promises=_promises(family, start),
    )
    return story.draw(told)


def list_cases_with_outcome(family: Sequence[int]) -> list[PastCase]:
    cases = list(Case.objects.filter(customer__in=family).standing().order_by("-latest_at", "-id")[:MOST])
    outcomes = _list_outcomes([case.pk for case in cases])
    channels = _list_channels([case.pk for case in cases])
    return [
        PastCase(case, case.contact_count, channels.get(case.pk, ""), *outcomes.get(case.pk, (None, None)))
        for case in cases
    ]


def list_lookalikes(customer: Customer, family: Sequence[int]) -> list[Lookalike]:
    """Standing customers who share a number or a mail address; nobody is merged by itself."""
    values = Address.objects.filter(customer__in=family).values_list("kind", "value")
    shares = Q()
    for kind, value in values:
        shares |= Q(kind=kind, value=value)
    if not shares:
        return []
    others = Address.objects.filter(shares).exclude(customer__in=family).filter(customer__merged_into=None)
    found: dict[int, Lookalike] = {}
    for address in others.select_related("customer")[:10]:
        found.setdefault(address.customer_id, Lookalike(address.customer, str(address.get_kind_display())))
    return list(found.values())


def list_merges(customer: Customer) -> QuerySet[Merge]:
    return customer.merges.filter(undone_at=None).select_related("absorbed").order_by("-at")


def _threads(said: Sequence[tuple[int | None, datetime, str]], family: Sequence[int]) -> tuple[story.Case, ...]:
    by_case: defaultdict[int | None, list[story.Event]] = defaultdict(list)
    for case, at, channel in reversed(said):
        by_case[case].append(story.Event(timezone.localdate(at), _channel(channel)))
    known = {case.case.pk: case for case in list_cases_with_outcome(family)}
    return tuple(
        story.Case(
            title=known[case].case.subject if case in known else "",
            events=tuple(events),
            has_open_cause=bool(case in known and known[case].is_cause_open),
        )
        for case, events in by_case.items()
    )


def _promises(family: Sequence[int], start: datetime) -> tuple[story.Promise, ...]:
    made = Promise.objects.filter(case__customer__in=family, due_at__gte=start).order_by("due_at")
    return tuple(
        story.Promise(
            timezone.localdate(promise.due_at),
            "broken" if promise.broken_at else "kept" if promise.kept_at else "waiting",
        )
        for promise in made
    )


def _list_outcomes(cases: Sequence[int]) -> dict[int, tuple[bool | None, bool | None]]:
    """What was said last about each case."""
    rows = (
        Outcome.objects.filter(contact__conversation__part__case__in=cases)
        .order_by("at")
        .values_list("contact__conversation__part__case", "is_solved", "is_cause_open")
    )
    return {case: (solved, remains) for case, solved, remains in rows if case is not None}


def _list_channels(cases: Sequence[int]) -> dict[int, str]:
    rows = (
        Contact.objects.filter(conversation__part__case__in=cases, direction=Direction.IN)
        .order_by("started_at")
        .values_list("conversation__part__case", "channel")
    )
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for case, channel in rows:
        found[case][_channel(channel)] = None
    return {case: ", ".join(names) for case, names in found.items()}


def _channel(kind: str) -> str:
    return str(dict(Kind.choices).get(kind, kind))
