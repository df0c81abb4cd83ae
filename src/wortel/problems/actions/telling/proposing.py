"""Proposing a message: whom it is for, and in which words."""

import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.problems.models import Effect, Problem, Recipient, Telling, Way
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Candidate, Proposal
from wortel.problems.rules.telling import unknown_blanks

AT_ONCE = 2000


class NotProven(Exception):
    """Customers hear that it is gone only after a final verdict that it works."""


class NothingToWarnOf(Exception):
    """A message in advance needs an open problem and a rule that says whose orders it can touch."""


class AlreadyGoing(Exception):
    """One message of a kind at a time: another one is proposed or on its way."""


class NobodyToTell(Exception):
    """Nobody of those chosen may be told."""


class NotAProposal(Exception):
    """Words can be changed until the message has been approved."""


class WordsRefused(ValueError):
    """A message needs a subject and words in Dutch, and fills in only the blanks we know."""

    def __init__(self, blanks: list[str]) -> None:
        super().__init__(", ".join(blanks))
        self.blanks = blanks


@transaction.atomic
def propose(
    *, problem: Problem, kind: Telling.Kind, customers: Collection[int] | None, agent: Agent, now: datetime
) -> Telling:
    """Begin a message to these customers, or to everybody who may be told. Nothing leaves before it is approved."""
    locked = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if queries.find_current(locked, kind):
        raise AlreadyGoing
    effect = check_allowed(locked, kind)
    chosen = [one for one in list_candidates(locked, kind, now) if customers is None or one.heard.customer in customers]
    told = [one for one in chosen if one.may_be_told and (kind == Telling.Kind.GONE or one.way == Way.MAIL)]
    if not told:
        raise NobodyToTell
    telling = Telling.objects.create(
        problem=locked,
        kind=kind,
        effect=effect,
        **asdict(queries.propose_words(locked, kind, effect)),
        proposed_by=agent,
        proposed_at=now,
        held_out_share=queries.find_restraint().held_out_share if kind == Telling.Kind.AHEAD else 0,
        seed=secrets.randbits(62),
    )
    Recipient.objects.bulk_create([_row(telling, one, now) for one in told], batch_size=AT_ONCE)
    events.record("telling.proposed", about=telling, problem=locked.pk, told=kind, customers=len(told))
    return telling


def check_allowed(problem: Problem, kind: Telling.Kind) -> Effect | None:
    """May customers be told this of this problem now? Asked when it is proposed, approved, resumed and sent."""
    if kind == Telling.Kind.GONE:
        effect = queries.find_proof_to_tell(problem)
        if effect is None:
            raise NotProven
        return effect
    if not problem.is_open or problem.merged_into_id or queries.find_exposure(problem) is None:
        raise NothingToWarnOf
    return None


def list_candidates(problem: Problem, kind: Telling.Kind, now: datetime) -> list[Candidate]:
    if kind == Telling.Kind.GONE:
        return queries.list_sufferers(problem, now)
    exposure = queries.find_exposure(problem)
    return queries.list_exposed(exposure, now) if exposure else []


def _row(telling: Telling, one: Candidate, now: datetime) -> Recipient:
    return Recipient(
        telling=telling,
        problem_id=telling.problem_id,
        kind=telling.kind,
        customer=one.customer,
        case_id=one.heard.case,
        order_id=one.heard.order,
        way=one.way,
        value=one.value,
        times=one.heard.times,
        latest_at=one.heard.latest_at,
        changed_at=now,
    )


@transaction.atomic
def word(*, telling: Telling, words: Proposal) -> Telling:
    """Put it in other words."""
    fresh = _lock_proposal(telling)
    blanks = [blank for text in asdict(words).values() for blank in unknown_blanks(text)]
    if blanks or not words.subject_nl.strip() or not words.text_nl.strip():
        raise WordsRefused(blanks)
    for name, text in asdict(words).items():
        setattr(fresh, name, text.strip())
    fresh.save(update_fields=list(asdict(words)))
    events.record("telling.worded", about=fresh)
    return fresh


@transaction.atomic
def drop_proposal(*, telling: Telling) -> None:
    """It will not be sent; whom it was for is not kept."""
    fresh = _lock_proposal(telling)
    events.record("telling.dropped", about=fresh.problem, telling=fresh.pk)
    fresh.delete()


def _lock_proposal(telling: Telling) -> Telling:
    fresh = Telling.objects.select_for_update(of=("self",)).select_related("problem").get(pk=telling.pk)
    if fresh.state != Telling.State.PROPOSED:
        raise NotAProposal
    return fresh
