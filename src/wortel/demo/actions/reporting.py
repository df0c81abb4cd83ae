"""What colleagues of the shop found by themselves: causes without a rule, groups that wait for a word, work done."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wortel.accounts.models import Agent, Role
from wortel.contacts.models import Contact
from wortel.demo import organisation as shop
from wortel.demo.world.build import World
from wortel.demo.world.topics import MANUAL, NEWSLETTER, TOPIC
from wortel.problems import actions as problems
from wortel.problems.models import Action, LookAlike, OwnerAnswer, Problem, ProcessOwner
from wortel.reasons.models import Reason


@dataclass(frozen=True)
class Seen:
    """A cause that a colleague wrote down, and who took it on, if anybody did."""

    topic: str
    weeks_ago: int
    title_nl: str
    title_en: str
    owner: str = ""


SEEN = (
    Seen(NEWSLETTER, 6, "Afmelden voor de nieuwsbrief lukt niet", "Unsubscribing from the newsletter fails"),
    Seen(MANUAL, 9, "Stap 4 van de handleiding klopt niet", "Step 4 of the manual is wrong", owner="Webteam"),
)


def report_seen(world: World, day: date) -> None:
    """Up to the evening of this day: colleagues report, and what looks alike is gathered for whoever has time."""
    evening = datetime.combine(day, time(18), world.zone)
    agents = list(Agent.objects.filter(is_demo=True, role=Role.AGENT).order_by("id"))
    for seen in SEEN:
        if not Problem.objects.filter(code=seen.topic).exists():
            _report(seen, world, agents, evening)
    if not LookAlike.objects.filter(found_at__lte=evening).exists():
        problems.match_contacts()
        problems.gather_look_alikes(now=evening)


def _report(seen: Seen, world: World, agents: list[Agent], until: datetime) -> None:
    on = world.calendar.this_monday - timedelta(weeks=seen.weeks_ago)
    at = datetime.combine(on, time(11), world.zone)
    reason = Reason.objects.get(code=TOPIC[seen.topic].reason)
    problem = problems.make_problem(
        code=seen.topic, title_nl=seen.title_nl, title_en=seen.title_en, reason=reason, now=at
    )
    said = Contact.objects.filter(given_reason__reason=reason, direction="in", started_at__lte=until)
    for number, contact in enumerate(said.order_by("started_at", "pk")):
        moment = max(at, contact.ended_at or contact.started_at)
        problems.flag_cause(contact=contact, problem=problem, agent=agents[number % len(agents)], now=moment)
    if seen.owner:
        _hand_over(problem, ProcessOwner.objects.get(name=seen.owner), at + timedelta(days=2))


def _hand_over(problem: Problem, owner: ProcessOwner, at: datetime) -> None:
    """The owner says yes, and that is all."""
    problems.assign_owner(problem=problem, owner=owner, now=at)
    entrance = problems.open_entrance(problem=problem, owner=owner, person=owner.people.first(), now=at)
    problems.answer_as_owner(link=entrance.link, kind=OwnerAnswer.Kind.ACCEPTED, now=at + timedelta(days=1))


def do_work(world: World, now: datetime) -> None:
    """What was done about causes that are still open: some of it takes them away a little, some only eases."""
    for code, lever, what, who, weeks_ago in shop.WORKED:
        on = world.calendar.this_monday - timedelta(weeks=weeks_ago) + timedelta(days=2)
        problem = Problem.objects.get(code=code)
        action = Action.objects.filter(problem=problem, what=what).first()
        if action is None:
            action = problems.add_action(problem=problem, lever=lever, what=what, who=who, now=now)
        if action.done_on is None:
            problems.finish_action(action=action, on=on, now=now)
