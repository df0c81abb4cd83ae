"""The shop before its first contact: ready within seconds, so that the page is usable while the year arrives."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from wortel.accounts import actions as accounts
from wortel.accounts.models import Agent, Organisation, Role
from wortel.accounts.queries import find_first_team, find_organisation, find_time_zone
from wortel.channels import actions as channels
from wortel.demo import organisation as shop
from wortel.demo import rows, tasks
from wortel.demo.bring import bring
from wortel.demo.world.people import CARRIER, MAILBOX, SHOP
from wortel.demo.world.plan import CAUSES, Calendar
from wortel.jobs.actions import enqueue
from wortel.knowledge import actions as knowledge
from wortel.partners import actions as partners
from wortel.problems import actions as problems
from wortel.problems.models import Accountable, Problem, Process, ProcessOwner, Step
from wortel.reasons.models import Reason


@transaction.atomic
def begin(*, today: date, seed: int) -> Organisation:
    """Found the shop and put its year in the queue. The same seed and day give the same world."""
    now = timezone.now()
    organisation = accounts.found_organisation(name=SHOP)
    accounts.make_demo(organisation=organisation, seed=seed, today=today)
    channels.add_mailbox(address=MAILBOX, name=SHOP, signature_nl=SHOP, signature_en=SHOP)
    _hire()
    _write_down_knowledge(now)
    _bring_registers(Calendar(today))
    _name_owners()
    _describe_causes(now)
    enqueue(tasks.fill_year, once_as="demo year", until=str(today))
    return organisation


def catch_up(*, today: date) -> None:
    """After a pause: the days that were missed are filled in by the same job that fills the year."""
    organisation = find_organisation()
    if organisation.started_on and today >= organisation.started_on:
        enqueue(tasks.fill_year, once_as="demo year", until=str(today))


def _hire() -> None:
    team = find_first_team()
    for name, role in shop.AGENTS:
        email = f"{name.split()[0].lower()}@{shop.DOMAIN}"
        agent = accounts.add_agent(email=email, name=name, role=role, team=team, is_demo=True)
        if role == Role.PARTNER:
            partners.add_member(partner=partners.make_partner(name=CARRIER), agent=agent)
    for text_nl, text_en, cents in shop.MANDATES:
        accounts.grant_mandate(text_nl=text_nl, text_en=text_en, limit_cents=cents)


def _write_down_knowledge(now: datetime) -> None:
    for slug, title_nl, title_en, body_nl, body_en, codes in shop.ARTICLES:
        article = knowledge.save_article(
            slug=slug,
            title_nl=title_nl,
            title_en=title_en,
            body_nl=body_nl,
            body_en=body_en,
            reason_codes=codes,
            now=now,
        )
        knowledge.give_to_owner(article=article, owner=Agent.objects.filter(name=shop.KEEPERS.get(slug)).first())


def _bring_registers(calendar: Calendar) -> None:
    """All this stood when the year began: causes and their owners are as old as it."""
    since = calendar.start.replace(day=1)
    begun = datetime.combine(since, time(9), find_time_zone())
    registers: tuple[tuple[str, Callable[[], Iterable[rows.Row]]], ...] = (
        ("reasons", rows.reasons),
        ("problems", rows.problems),
        ("rates", lambda: rows.rates(since)),
        ("rates", lambda: rows.fees(since)),
        ("rates", lambda: rows.standard_minutes(since)),
        ("budget", lambda: rows.budgets(calendar.start, calendar.today)),
    )
    for kind, listed in registers:
        bring(kind, listed(), begun)


def _name_owners() -> None:
    for name, cost_centre, partner, people in shop.OWNERS:
        owner = ProcessOwner.objects.filter(name=name).first() or problems.add_owner(name=name)
        problems.edit_owner(
            owner=owner,
            name=name,
            cost_centre=cost_centre,
            partner=partners.make_partner(name=partner) if partner else None,
            has_wink=None,
        )
        for person, part in people:
            agent = Agent.objects.filter(name=person).first()
            email = f"{person.split()[0].lower()}@{(partner or shop.DOMAIN).lower().removesuffix('.example')}.example"
            problems.appoint(owner=owner, part=Accountable.Part(part), name=person, email=email, agent=agent)


def _lay_steps(process: Process, cause: str) -> Step:
    """The steps of the process, some with a head of their own; gives the one at which the cause arises."""
    at, names = shop.STEPS[cause]
    heads = {step: ProcessOwner.objects.get(name=name) for step, name in shop.HEADS.items()}
    given = [problems.GivenStep(None, nl, en, heads.get(nl)) for nl, en in names]
    steps = problems.set_steps(process=process, steps=given)
    return steps[at - 1]


def _describe_causes(now: datetime) -> None:
    for cause in CAUSES:
        problem = Problem.objects.get(code=cause.problem)
        owner = ProcessOwner.objects.get(name=cause.owner)
        workaround_nl, workaround_en = shop.WORKAROUNDS[cause.problem]
        reply_nl, reply_en = shop.REPLIES[cause.problem]
        process = problems.add_process(name_nl=cause.process_nl, name_en=cause.process_en, owner=owner)
        problems.describe(
            problem=problem,
            description=problems.Description(
                title_nl=cause.title_nl,
                title_en=cause.title_en,
                summary_nl=cause.summary_nl,
                summary_en=cause.summary_en,
                workaround_nl=workaround_nl,
                workaround_en=workaround_en,
                reply_nl=reply_nl,
                reply_en=reply_en,
            ),
            process=process,
            step=_lay_steps(process, cause.problem),
            reason=Reason.objects.get(code=cause.topic),
        )
        for lever, what, who, why, expected, effort in shop.DONE_ABOUT[cause.problem]:
            problems.add_action(
                problem=problem,
                lever=lever,
                what=what,
                hypothesis=why,
                expected_reduction=expected,
                effort=effort,
                who=who,
                now=now,
            )
