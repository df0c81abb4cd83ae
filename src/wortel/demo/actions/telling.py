"""Customers of the fictional shop hear that a cause is gone, and others are warned of one that is still there."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from wortel.accounts.models import Agent, Role
from wortel.demo import organisation as shop
from wortel.demo.world.build import World
from wortel.demo.world.plan import CAUSES
from wortel.partners.models import Partner
from wortel.problems import actions as problems
from wortel.problems.actions import telling as actions
from wortel.problems.models import Flag, Problem, Recipient, Telling
from wortel.problems.queries import contacts_of, starts_at
from wortel.problems.queries import telling as queries
from wortel.reasons.models import Reason

TOLD, WARNED, AT_ONCE = 48, 120, 24
ANSWER, STILL = 0.45, 0.09
ORDERED_WITHIN = timedelta(days=7)
REPORTED = 60


def tell_customers(world: World, now: datetime) -> None:
    """A few dozen of each: enough to see how it goes. What was begun before stays as it is."""
    at = _office_hours(world, now)
    for cause in CAUSES:
        problem = Problem.objects.get(code=cause.problem)
        if cause.verdict == "works":
            _say_it_back(problem, at)
        elif cause.fix_weeks_ago is None and cause.problem in shop.MESSAGES:
            _warn(problem, cause.topic, at)


def report_before(problem: Problem, on: date) -> None:
    """Colleagues reported it while it was there: some of its contacts of the weeks before the change."""
    if problem.flags.filter(source=Flag.Source.PERSON).exists():
        return
    before = contacts_of(problem).filter(started_at__lt=starts_at(on)).select_related("customer")[: 8 * REPORTED : 8]
    agents = list(Agent.objects.filter(is_demo=True, role=Role.AGENT).order_by("id"))
    for contact in before:
        agent = random.Random(contact.code).choice(agents)
        problems.flag_cause(contact=contact, problem=problem, agent=agent, now=contact.ended_at or contact.started_at)


def _office_hours(world: World, now: datetime) -> datetime:
    """The latest eleven o'clock at which messages may leave."""
    here = now.astimezone(world.zone)
    day = here.date() if here.time() >= time(11) else here.date() - timedelta(days=1)
    while queries.is_quiet_now(queries.find_restraint(), moment := datetime.combine(day, time(11), world.zone)):
        day -= timedelta(days=1)
    return moment


def _say_it_back(problem: Problem, at: datetime) -> None:
    may_be_told = [one.heard.customer for one in queries.list_sufferers(problem, at) if one.may_be_told]
    telling = _begin(problem, Telling.Kind.GONE, may_be_told[:TOLD], at)
    if telling is None:
        return
    while actions.send_batch(telling=telling, now=at, at_once=AT_ONCE):
        pass
    for recipient in telling.recipients.filter(state=Recipient.State.SENT).select_related("customer"):
        _answer(recipient, at)


def _answer(recipient: Recipient, at: datetime) -> None:
    """Fewer than half of them answer, within a day or so; now and then somebody still has it."""
    draw = random.Random(f"told {recipient.customer.code}")
    if draw.random() > ANSWER:
        return
    is_still_bothered = draw.random() < STILL
    remark = draw.choice(shop.STILL_BOTHERED)[recipient.customer.language == "en"] if is_still_bothered else ""
    moment = at + timedelta(minutes=draw.randrange(5, 50))
    actions.answer_survey(recipient=recipient, is_still_bothered=is_still_bothered, remark=remark, now=moment)


def _warn(problem: Problem, topic: str, at: datetime) -> None:
    if problem.tellings.exists() or not problem.is_open:
        return
    exposure = actions.set_exposure(
        problem=problem,
        carrier=Partner.objects.get(name="PakketSnel"),
        placed_from=(at - ORDERED_WITHIN).date(),
        reason=Reason.objects.get(code=topic),
        agent=_somebody(Role.AGENT),
        now=at,
    )
    by_mail = [one.heard.customer for one in queries.list_exposed(exposure, at) if one.group == "mail"]
    telling = _begin(problem, Telling.Kind.AHEAD, by_mail[:WARNED], at)
    if telling is not None:
        actions.send_batch(telling=telling, now=at, at_once=AT_ONCE)


def _begin(problem: Problem, kind: Telling.Kind, customers: list[int], at: datetime) -> Telling | None:
    """An agent proposes, the manager lets it go. What may not be told, or was begun before, is left."""
    if problem.tellings.filter(kind=kind).exists():
        return None
    values: dict[str, Any] = {"problem": problem, "kind": kind, "customers": customers, "now": at}
    try:
        proposed = actions.propose(**values, agent=_somebody(Role.AGENT))
    except (actions.NotProven, actions.NothingToWarnOf, actions.NobodyToTell):
        return None
    words = shop.MESSAGES.get(problem.code)
    worded = actions.word(telling=proposed, words=queries.Proposal(*words)) if words else proposed
    return actions.approve(telling=worded, agent=_somebody(Role.MANAGER), now=at)


def _somebody(role: Role) -> Agent:
    return Agent.objects.filter(is_demo=True, role=role).order_by("id")[0]
