"""What the wrap-up proposes: nothing is asked that can be guessed and corrected with one key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wortel.accounts.queries import find_organisation
from wortel.contacts.models import Contact
from wortel.problems.models import Ownership, Problem
from wortel.problems.queries import Period, contacts_of, propose_for, today
from wortel.reasons.models import Demand, GivenReason, Source
from wortel.reasons.queries import Choice, Guessed, Twig, find_given, find_guess, list_tree
from wortel.signals.models import Kind, Lack, Means, Signal

PROBLEMS_SHOWN = 30


@dataclass(frozen=True)
class Proposal:
    """The wrap-up of one contact, filled in."""

    contact: Contact
    given: GivenReason | None
    guess: Guessed | None
    reasons: list[Twig]
    problem: Problem | None
    problems: list[Problem]
    owner: str
    today: int
    is_reported: bool
    is_cause_open: bool
    lacks: set[str]
    is_fed_up: bool
    may_say_stuck: bool

    @property
    def others(self) -> list[Choice]:
        """What else it may be about."""
        chosen = self.given.reason_id if self.given else None
        return [choice for choice in self.guess.choices if choice.reason.pk != chosen] if self.guess else []

    @property
    def means(self) -> list[tuple[str, str, bool]]:
        return [(str(value), str(label), value in self.lacks) for value, label in Means.choices]


def propose(contact: Contact, now: datetime) -> Proposal:
    given = find_given(contact)
    reported = Problem.objects.filter(flags__contact=contact).order_by("-flags__at").first()
    problem = reported or propose_for(contact)
    reasons = list_tree()
    is_open = given is None or given.source == Source.PROPOSED
    is_failure = given is not None and given.reason.demand == Demand.FAILURE
    return Proposal(
        contact=contact,
        given=given,
        guess=find_guess(contact, [twig.reason for twig in reasons]) if is_open else None,
        reasons=reasons,
        problem=problem,
        problems=list(Problem.objects.open().order_by("-opened_at")[:PROBLEMS_SHOWN]),
        owner=find_owner_name(problem),
        today=count_of_today(problem, now) if problem else 0,
        is_reported=reported is not None,
        is_cause_open=(problem is not None and problem.is_open) or is_failure,
        lacks=set(Lack.objects.filter(contact=contact).values_list("means", flat=True)),
        is_fed_up=Signal.objects.standing().filter(kind=Kind.FED_UP, contact=contact).exists(),
        may_say_stuck=find_organisation().works_council_agreed_on is not None,
    )


def count_of_today(problem: Problem, now: datetime) -> int:
    """How many contacts this cause sent today."""
    here = today(now)
    return contacts_of(problem, Period(here, here + timedelta(days=1))).count()


def find_owner_name(problem: Problem | None) -> str:
    """Whoever answers for most of the cause."""
    if problem is None:
        return ""
    owned = Ownership.objects.filter(problem=problem, until=None).select_related("owner").order_by("-share", "id")
    ownership = owned.first()
    return ownership.owner.name if ownership else ""


def find_accountable_name(problem: Problem) -> str:
    """The person who hears of it."""
    owned = Ownership.objects.filter(problem=problem, until=None, owner__people__part="first").order_by("-share", "id")
    return owned.values_list("owner__people__name", flat=True).first() or ""
