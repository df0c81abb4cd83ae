"""The year of the shop: brought in month by month, its last two weeks through the front line, its fixes measured."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.conf import settings
from django.utils import timezone

from wortel.accounts.models import Organisation
from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.contacts.models import Contact
from wortel.demo import rows
from wortel.demo.actions.living import FRONT_LINE_DAYS, by_code, list_colleagues, live_through
from wortel.demo.actions.reporting import do_work, report_seen
from wortel.demo.actions.telling import report_before, tell_customers
from wortel.demo.bring import bring
from wortel.demo.tasks import settle_months
from wortel.demo.truth import Planted, write_truth
from wortel.demo.world.build import Bought, Said, World, build
from wortel.demo.world.plan import CAUSES, CONTROLS, Cause
from wortel.jobs.actions import StopAsked, advance, begin_progress, enqueue, finish_progress
from wortel.jobs.models import Progress
from wortel.metrics.tasks import find_alarms, refresh_touched
from wortel.problems import actions as problems
from wortel.problems.models import Accountable, Fix, OwnerAnswer, Problem, ProcessOwner
from wortel.problems.tasks import weigh_trend
from wortel.quality.actions import LOOKED_BACK
from wortel.quality.tasks import compare_answers
from wortel.reasons.models import Reason
from wortel.reasons.tasks import search_drivers

FRONT_LINE_WEIGHT = 15
SOON = 3
PROMISED_BEFORE = timedelta(days=14)


@dataclass
class Month:
    """What is brought in at once."""

    bought: list[Bought] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def fill(*, until: date, now: datetime) -> None:
    """Let everything up to `until` have happened; what is there already stays. May be run again after a stop."""
    shop = find_organisation()
    world = world_of(shop)
    progress = _begin_progress(_work_until(until, world, until), now)
    moment = min(now, datetime.combine(until, time.max, world.zone))
    try:
        planted = _arrive(world, until, moment, progress)
    except StopAsked:
        finish_progress(progress=progress, now=timezone.now())
        return
    problems.match_contacts()
    _record_fixes(world, moment)
    do_work(world, moment)
    tell_customers(world, moment)
    write_truth(settings.HOME.truth, shop, planted)
    finish_progress(progress=progress, now=timezone.now())
    _have_it_reckoned(world, until, moment)


def _begin_progress(work: int, now: datetime) -> Progress:
    label_nl, label_en = "Het jaar van de voorbeeldwinkel komt binnen", "The example shop's year is arriving"
    if settings.HOME.truth.exists():
        label_nl, label_en = "De gemiste dagen van de voorbeeldwinkel komen binnen", "The days you missed are arriving"
    return begin_progress(name="demo", label_nl=label_nl, label_en=label_en, total=work, now=now)


def _have_it_reckoned(world: World, until: date, now: datetime) -> None:
    """Every month's figures and whatever rose up to yesterday, by the worker that comes after this one."""
    enqueue(refresh_touched, once_as="demo figures", after_seconds=SOON)
    enqueue(search_drivers, once_as="demo drivers", after_seconds=SOON)
    enqueue(settle_months, once_as="demo months", after_seconds=SOON, until=str(until))
    enqueue(compare_answers, once_as="demo answers", after_seconds=SOON, timestamp=int(now.timestamp()))
    enqueue(find_alarms, after_seconds=SOON, timestamp=int(datetime.combine(until, time(6), world.zone).timestamp()))


def world_of(shop: Organisation) -> World:
    if shop.started_on is None or shop.seed is None:
        raise ValueError("only a demo organisation has a world")
    return build(shop.seed, shop.started_on, find_time_zone())


def _arrive(world: World, until: date, now: datetime, progress: Progress) -> Planted:
    """Old days come from files, the latest through the front line; the planted contacts are noted on the way."""
    bring("customers", rows.customers(world), now)
    planted = Planted(world.calendar)
    front_line = until - timedelta(days=FRONT_LINE_DAYS - 1)
    month, latest = Month(), dict[str, Said]()
    for day in world.days(world.calendar.start, until):
        bought, said = world.orders_of(day), world.contacts_of(day)
        planted.note(said)
        month.bought.extend(bought)
        if day < front_line:
            month.said.extend(said)
        if day.day == 28 or day == front_line - timedelta(days=1) or day >= front_line:
            _bring_in(month, world, now)
            month = Month()
        if day == front_line - timedelta(days=1):
            report_seen(world, day)
        if day >= front_line:
            latest |= by_code(said)
            live_through(latest, world, now)
        advance(progress=progress, done=_work_until(day, world, until))
    return planted


def _work_until(day: date, world: World, until: date) -> int:
    """A day at the front line takes as long as many days from a file."""
    days = (day - world.calendar.start).days + 1
    at_the_front = max(0, (day - until).days + FRONT_LINE_DAYS)
    return days + at_the_front * FRONT_LINE_WEIGHT


def _bring_in(month: Month, world: World, now: datetime) -> None:
    known = set(Contact.objects.filter(code__in=[said.code for said in month.said]).values_list("code", flat=True))
    fresh = [said for said in month.said if said.code not in known]
    if month.said and not fresh:
        return
    bring("orders", rows.orders(month.bought, now), now)
    compared = [said for said in fresh if said.started_at > now - LOOKED_BACK]
    bring("contacts", chain(rows.contacts(fresh, world), rows.answered(compared, list_colleagues())), now)


def _record_fixes(world: World, now: datetime) -> None:
    """Each planted fix is registered before its day, and judged on what has been counted since."""
    for cause, problem in _fixed():
        on = world.calendar.fix_on(cause)
        if on is None or Fix.objects.filter(problem=problem).exists():
            continue
        registered_at = datetime.combine(on, time(9), world.zone) - PROMISED_BEFORE
        report_before(problem, on)
        _take_on(problem, cause, registered_at, on)
        fix = problems.record_fix(
            problem=problem,
            what=cause.fix_nl,
            on=on,
            washout_weeks=cause.washout_weeks,
            weeks_after=cause.weeks_after,
            expected_reduction=0.5,
            controls=list(Reason.objects.filter(code__in=CONTROLS)),
            now=registered_at,
        )
        enqueue(weigh_trend, after_seconds=SOON, effect=problems.measure_effect(fix=fix, now=now).pk)
        if cause.verdict == "works":
            problems.close_with_effect(problem=problem, agent=None, now=now)


def _take_on(problem: Problem, cause: Cause, at: datetime, on: date) -> None:
    """The owner took it on through a link, and what else was to be done was done by the day of the fix."""
    owner = ProcessOwner.objects.get(name=cause.owner)
    person = owner.people.filter(part=Accountable.Part.FIRST).first()
    entrance = problems.open_entrance(problem=problem, owner=owner, person=person, now=at)
    problems.answer_as_owner(link=entrance.link, kind=OwnerAnswer.Kind.ACCEPTED, now=at)
    for action in problem.actions.filter(done_on=None):
        problems.finish_action(action=action, on=on, now=at)


def _fixed() -> Iterator[tuple[Cause, Problem]]:
    for cause in CAUSES:
        if cause.fix_weeks_ago is not None:
            yield cause, Problem.objects.get(code=cause.problem)
