"""The topics that wear people out, most first: what was lacking, how often the customer was fed up, and we stuck."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef

from wortel.accounts.queries import find_time_zone
from wortel.analysis.cells import Cell, join, join_weeks
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.insight.queries.today import starts_at
from wortel.insight.queries.wearing import Cells, Weeks, list_cells, weeks_of
from wortel.insight.rules import Step, first_step
from wortel.problems.models import Problem
from wortel.signals.models import Kind, Lack, Signal


@dataclass(frozen=True)
class Worn:
    """One topic over a month. A side is None where its cell is too small to be shown, or may not be counted."""

    topic: str
    contacts: int
    lacking: Estimate
    means: Mapping[str, int]
    fed_up: Estimate | None
    stuck: Estimate | None
    cause: Problem | None
    step: Step | None

    @property
    def most_lacked(self) -> str:
        return max(self.means, key=lambda means: self.means[means], default="")

    @property
    def weight(self) -> float:
        """What is surely there on both sides together: a topic with few contacts does not come first by chance."""
        sides = [side.low or 0.0 for side in (self.fed_up, self.stuck) if side]
        return sum(sides)


@dataclass(frozen=True)
class Friction:
    """The topics in order, the small ones together, and whether our own side was counted."""

    topics: list[Worn]
    others: Estimate | None
    others_stuck: Estimate | None
    weeks: Weeks
    has_ours: bool


def rank_friction(month: str, today: date) -> Friction:
    weeks = weeks_of(month, today)
    contacts = of_month(month)
    counted = count_topics(contacts)
    fed_up, small = _of_topics(_month_cells(contacts, month))
    ours = list_cells("stuck", weeks)
    stuck, small_stuck = _of_topics(ours)
    causes = _find_causes()
    means = count_means(contacts)
    topics = [
        _worn(topic, n, lacking, means.get(topic, {}), fed_up.get(topic), stuck.get(topic), causes.get(topic))
        for topic, n, lacking in counted
    ]
    topics.sort(key=lambda one: (-one.weight, -(one.lacking.low or 0), -one.contacts, one.topic))
    return Friction(topics, small, small_stuck, weeks, has_ours=bool(ours))


def _find_causes() -> Mapping[str, Problem]:
    """An open cause of each topic: the one that its rule or its own reason names, the oldest first."""
    found: dict[str, Problem] = {}
    for one in Problem.objects.open().select_related("reason", "rule__reason").order_by("opened_at", "pk"):
        rule = getattr(one, "rule", None)
        for reason in (one.reason, rule.reason if rule else None):
            if reason:
                found.setdefault(reason.code, one)
    return found


def _worn(
    topic: str,
    contacts: int,
    lacking: int,
    means: Mapping[str, int],
    fed_up: Estimate | None,
    stuck: Estimate | None,
    cause: Problem | None,
) -> Worn:
    share = estimate_share(lacking, contacts)
    is_worn = any(side is not None and (side.value or 0) > 0 for side in (fed_up, stuck))
    step = first_step(lacking=share, has_cause=cause is not None, is_worn=is_worn)
    return Worn(topic, contacts, share, means, fed_up, stuck, cause, step)


def of_month(month: str) -> ContactQuerySet:
    zone, first = find_time_zone(), date.fromisoformat(f"{month}-01")
    until = (first + timedelta(days=32)).replace(day=1)
    return Contact.objects.counted().filter(
        started_at__gte=starts_at(first, zone), started_at__lt=starts_at(until, zone)
    )


def count_topics(contacts: ContactQuerySet) -> list[tuple[str, int, int]]:
    """Contacts of each topic, and on how many of them any means was lacking."""
    all_of_them = contacts.order_by().values_list("given_reason__reason__code").annotate(n=Count("pk"))
    lacked = contacts.filter(Exists(Lack.objects.filter(contact=OuterRef("pk")))).order_by()
    lacking = dict(lacked.values_list("given_reason__reason__code").annotate(n=Count("pk")))
    return [(topic or "", n, lacking.get(topic, 0)) for topic, n in all_of_them]


def count_means(contacts: ContactQuerySet) -> Mapping[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    rows = (
        Lack.objects.filter(contact__in=contacts).order_by().values_list("contact__given_reason__reason__code", "means")
    )
    for topic, means, n in rows.annotate(n=Count("pk")):
        found.setdefault(topic or "", {})[means] = n
    return {topic: dict(sorted(means.items(), key=lambda pair: (-pair[1], pair[0]))) for topic, means in found.items()}


def _month_cells(contacts: ContactQuerySet, month: str) -> Cells:
    """The customers' side by calendar month, so that it divides by the same contacts as what was lacking."""
    first = date.fromisoformat(f"{month}-01")
    fed_up = Signal.objects.standing().filter(kind=Kind.FED_UP, contact__in=contacts).order_by()
    marked = dict(fed_up.values_list("contact__given_reason__reason__code").annotate(n=Count("contact", distinct=True)))
    found: dict[str, Cell] = {}
    rows = contacts.order_by().values_list("given_reason__reason__code", "outcome__agent").annotate(n=Count("pk"))
    for topic, person, n in rows:
        before = found.get(topic or "") or Cell(first, first, marked.get(topic, 0), 0, frozenset())
        people = {*before.people, person} if person else before.people
        found[topic or ""] = Cell(first, first, before.marked, before.contacts + n, people)
    return {topic: [cell] for topic, cell in found.items()}


def _of_topics(cells: Cells) -> tuple[dict[str, Estimate], Estimate | None]:
    """One figure a topic, and one for all that are too small."""
    whole = {topic: join(weeks) for topic, weeks in cells.items()}
    shown = {topic: cell.share for topic, cell in whole.items() if cell.may_be_shown}
    rest = [cell for topic, cell in whole.items() if topic not in shown]
    others = join(rest) if rest else None
    return shown, others.share if others and join_weeks([others]) else None
