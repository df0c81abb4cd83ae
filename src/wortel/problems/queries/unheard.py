"""What keeps happening without anybody hearing it: no owner, nothing done, or no cause known at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, Sum

from wortel.contacts.models import Contact
from wortel.problems.models import Action, Alike, Caused, Fix, LookAlike, Ownership, Problem, sum_cost
from wortel.problems.queries.evidence import latest_days
from wortel.problems.rules import Lack, find_lacks
from wortel.reasons.models import Demand, Reason

type Missing = Lack | Literal["answer", "cause"]
COUNTED_DAYS = 28
MANY = 10
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Unheard:
    """Something that makes customers contact us, what it lacks, since when, and what it cost in four weeks."""

    lacks: tuple[Missing, ...]
    since: datetime
    contacts: int
    cents: int
    problem: Problem | None = None
    group: LookAlike | None = None
    reason: Reason | None = None


def list_unheard(now: datetime, days: int | None = None) -> list[Unheard]:
    """Dearest first. A cause without owner or action, a group nobody judged, a failure reason without any cause."""
    until = unheard_since(now, days)
    found = [*_list_problems(now, until), *_list_groups(until), *_list_reasons(now, until)]
    return sorted(found, key=lambda one: (-one.cents, -one.contacts, one.since))


def unheard_since(now: datetime, days: int | None = None) -> datetime:
    """What has lacked something since then is unheard."""
    return now - timedelta(days=settings.UNHEARD_DAYS if days is None else days)


def count_unheard(now: datetime) -> int:
    """For the menu and Home, which ask all day."""
    counted: int = cache.get_or_set("unheard", lambda: len(list_unheard(now)), KEPT_SECONDS) or 0
    return counted


def count_unheard_reasons(now: datetime) -> int:
    """Failure reasons without any cause: the only ones that no meeting comes across by itself."""
    return len(_list_reasons(now, unheard_since(now)))


def _list_problems(now: datetime, until: datetime) -> list[Unheard]:
    lacking = _find_lacking(until)
    costs = _costs_of_problems(list(lacking), now)
    problems = Problem.objects.select_related("process", "reason").in_bulk(list(lacking))
    return [
        Unheard(lacks, problems[pk].opened_at, *costs.get(pk, (0, 0)), problem=problems[pk])
        for pk, lacks in lacking.items()
    ]


def _find_lacking(until: datetime) -> dict[int, tuple[Lack, ...]]:
    """The open causes that have gone without an owner or an action since then."""
    of_problem = {"problem": OuterRef("pk")}
    acted = Exists(Action.objects.filter(**of_problem)) | Exists(Fix.objects.filter(**of_problem, withdrawn_at=None))
    owned = Exists(Ownership.objects.filter(**of_problem, until=None))
    old = Problem.objects.open().filter(opened_at__lte=until).order_by()
    facts = old.annotate(is_owned=owned, has_action=acted, left_at=Max("ownerships__until"))
    found = {
        pk: find_lacks(
            opened_at=opened_at, unowned_since=None if is_owned else left_at or opened_at, has_action=acted, until=until
        )
        for pk, opened_at, is_owned, acted, left_at in facts.values_list(
            "pk", "opened_at", "is_owned", "has_action", "left_at"
        )
    }
    return {pk: lacks for pk, lacks in found.items() if lacks}


def _costs_of_problems(problems: list[int], now: datetime) -> dict[int, tuple[int, int]]:
    days = latest_days(now, COUNTED_DAYS)
    rows = Caused.objects.filter(days.holds("contact__started_at"), problem__in=problems).order_by()
    summed = rows.values_list("problem").annotate(n=Count("*"), eur=sum_cost())
    return {pk: (n, round((eur or Decimal(0)) * 100)) for pk, n, eur in summed}


def _list_groups(until: datetime) -> list[Unheard]:
    groups = LookAlike.objects.unanswered().filter(found_at__lte=until).select_related("reason").in_bulk()
    alikes = Alike.objects.filter(group__in=groups, left_out_at=None).order_by()
    summed = alikes.values_list("group").annotate(n=Count("*"), eur=Sum("contact__price__eur"))
    return [
        Unheard(("answer",), groups[pk].found_at, n, round((eur or 0) * 100), group=groups[pk]) for pk, n, eur in summed
    ]


def _list_reasons(now: datetime, until: datetime) -> list[Unheard]:
    """Reasons of failure demand whose contacts mostly belong to no cause, although there are many."""
    days = latest_days(now, COUNTED_DAYS)
    counted = Contact.objects.counted().filter(days.holds("started_at"), given_reason__reason__demand=Demand.FAILURE)
    loose = counted.filter(~Exists(Caused.objects.filter(contact=OuterRef("pk"))))
    known = Problem.objects.open().filter(reason=OuterRef("given_reason__reason"))
    judged = LookAlike.objects.unanswered().filter(reason=OuterRef("given_reason__reason"))
    summed = (
        loose.filter(~Exists(known), ~Exists(judged))
        .order_by()
        .values_list("given_reason__reason")
        .annotate(n=Count("*"), eur=Sum("price__eur"))
        .filter(n__gte=MANY)
    )
    reasons = Reason.objects.in_bulk([pk for pk, _n, _eur in summed])
    return [
        Unheard(lacks=("cause",), since=until, contacts=n, cents=round((eur or 0) * 100), reason=reasons[pk])
        for pk, n, eur in summed
    ]
