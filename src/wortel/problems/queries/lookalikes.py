"""Which loose contacts look like one cause, and what is proposed about them?"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from wortel.accounts.queries import find_time_zone
from wortel.analysis.grouping import Group, Told, find_groups
from wortel.cases.models import Outcome
from wortel.contacts.models import Contact
from wortel.orders.models import Parcel, ParcelStep
from wortel.problems.models import (
    Action,
    Alike,
    Fix,
    Flag,
    Gathering,
    LookAlike,
    LookAlikeAnswer,
    Match,
    OwnerAnswer,
    Problem,
    Rule,
)
from wortel.problems.queries.proposing import propose_for

LOOKED_BACK = timedelta(days=120)
MOST_READ = 20_000
WORDS_READ = 600
FEW = 2
ASKED_ABOUT = 3
MOST_ASKED = 50
TELLING_STEPS = {ParcelStep.Kind.MISSED.value, ParcelStep.Kind.DAMAGED.value}


@dataclass(frozen=True)
class Found:
    """A group with the known cause it most likely belongs to."""

    group: Group
    likely: Problem | None


def list_look_alikes(now: datetime) -> list[LookAlike]:
    """The groups that wait for an answer, most contacts first."""
    groups = LookAlike.objects.unanswered().select_related("reason", "likely")
    counted = groups.annotate(size=Count("alikes", filter=Q(alikes__left_out_at=None)))
    return list(counted.filter(size__gt=0).order_by("-size", "pk"))


def count_look_alikes() -> int:
    return LookAlike.objects.unanswered().count()


def latest_gathering() -> Gathering | None:
    return Gathering.objects.order_by("-at").first()


def mark_of_loose(now: datetime) -> str:
    """Changes when there may be something new to gather: answers, reports, groups."""
    outcomes = Outcome.objects.aggregate(n=Count("*"), latest=Max("at"))
    flags = Flag.objects.aggregate(n=Count("*"), latest=Max("pk"))
    answers = LookAlikeAnswer.objects.aggregate(n=Count("*"), latest=Max("undone_at"))
    return f"{now:%Y-%m-%d} {outcomes['n']} {outcomes['latest']} {flags['n']} {flags['latest']} {answers['n']}"


def list_loose(now: datetime) -> QuerySet[Contact]:
    """Contacts whose cause remains and that belong to no cause, or to one that is hardly more than a report."""
    is_flagged = Flag.objects.filter(contact=OuterRef("pk"), kind=Flag.Kind.CAUSE)
    is_firm = is_flagged.exclude(problem__in=find_loose_problems())
    said = Outcome.objects.filter(contact=OuterRef("pk"), is_cause_open=True)
    is_matched = Match.objects.filter(contact=OuterRef("pk"))
    counted = Contact.objects.counted().readable().filter(started_at__gt=now - LOOKED_BACK, started_at__lte=now)
    return counted.filter(~Exists(is_firm), Exists(is_flagged) | (Exists(said) & ~Exists(is_matched)))


def find_loose_problems() -> QuerySet[Problem]:
    """Open causes with a contact or two that nobody has done anything about."""
    of_problem = {"problem": OuterRef("pk")}
    touched = Exists(Action.objects.filter(**of_problem)) | Exists(Fix.objects.filter(**of_problem))
    answered = Exists(OwnerAnswer.objects.filter(**of_problem)) | Exists(Rule.objects.filter(**of_problem))
    small = Problem.objects.open().annotate(reports=Count("flags")).filter(reports__gt=0, reports__lte=FEW)
    return small.filter(~touched, ~answered, absorbed=None)


def gather(now: datetime, advance: Callable[[int], None] = lambda done: None) -> tuple[int, list[Found]]:
    """How many contacts stand loose, and the groups among them that nobody has refused."""
    told = list(_tell(list_loose(now)))
    groups = find_groups(told, counts=_count_reasons(now), advance=advance)
    refused = _list_refused()
    kept = [group for group in groups if not _is_refused(set(group.members), refused)]
    # Asking takes a few statements a group, so only the largest are asked; the others say so when they have grown.
    return len(told), [Found(group, _find_likely(group) if at < MOST_ASKED else None) for at, group in enumerate(kept)]


def _tell(loose: QuerySet[Contact]) -> Iterable[Told]:
    zone = find_time_zone()
    rows = list(
        loose.order_by("-started_at")
        .values_list(
            "pk", "started_at", "subject", Left("reply_text", WORDS_READ), Left("text", WORDS_READ), "product", "order",
            "partner", "given_reason__reason", "sender_name", "customer__name",
        )[:MOST_READ]
    )  # fmt: skip
    steps = _facts_of_parcels({order for *_, order, _p, _r, _s, _c in rows if order})
    for pk, at, subject, reply, text, product, order, partner, reason, sender, name in rows:
        facts = set(steps.get(order, ()))
        facts |= {f"partner:{partner}"} if partner else set()
        facts |= {f"product:{product}"} if product else set()
        yield Told(
            key=pk,
            on=at.astimezone(zone).date(),
            text=f"{subject} {reply or text}",
            reason=str(reason or ""),
            facts=frozenset(facts),
            names=f"{sender} {name or ''}",
        )


def _facts_of_parcels(orders: set[int]) -> dict[int, set[str]]:
    """The carrier of each order, and what went wrong on the way."""
    facts: dict[int, set[str]] = {}
    steps = ParcelStep.objects.filter(parcel__order__in=orders, kind__in=TELLING_STEPS)
    for order, kind in steps.values_list("parcel__order", "kind"):
        facts.setdefault(order, set()).add(f"step:{kind}")
    carriers = Parcel.objects.filter(order__in=orders).exclude(carrier=None)
    for order, carrier in carriers.values_list("order", "carrier"):
        facts.setdefault(order, set()).add(f"partner:{carrier}")
    return facts


def _count_reasons(now: datetime) -> Mapping[str, int]:
    counted = Contact.objects.counted().filter(started_at__gt=now - LOOKED_BACK, started_at__lte=now).order_by()
    rows = counted.exclude(given_reason=None).values_list("given_reason__reason").annotate(n=Count("*"))
    return {str(reason): n for reason, n in rows}


def _list_refused() -> list[set[int]]:
    answers = LookAlikeAnswer.objects.filter(kind=LookAlikeAnswer.Kind.REFUSED, undone_at=None).values("group")
    refused: dict[int, set[int]] = {}
    for group, contact in Alike.objects.filter(group__in=answers).values_list("group", "contact"):
        refused.setdefault(group, set()).add(contact)
    return list(refused.values())


def _is_refused(members: set[int], refused: Iterable[set[int]]) -> bool:
    """The same again: at least half of it stood in a group that somebody refused."""
    return any(2 * len(members & before) >= len(members) for before in refused)


def _find_likely(group: Group) -> Problem | None:
    """The known cause that most of its surest members are proposed to."""
    surest = Contact.objects.filter(pk__in=group.members[:ASKED_ABOUT])
    loose = set(find_loose_problems().values_list("pk", flat=True))
    proposed = [found for contact in surest if (found := propose_for(contact)) and found.pk not in loose]
    counted = Counter(found.pk for found in proposed if found.is_open).most_common(1)
    if not counted or 2 * counted[0][1] <= len(surest):
        return None
    return Problem.objects.get(pk=counted[0][0])
