"""What colleagues of the demo found by themselves fills the lists that no rule fills."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import make
from wortel.cases.models import Outcome
from wortel.demo import actions
from wortel.demo.actions.reporting import do_work, report_seen
from wortel.demo.world.build import World, build
from wortel.demo.world.topics import MANUAL, NEWSLETTER, TOPIC
from wortel.problems import queries
from wortel.problems.models import Accountable, LookAlike, Problem, Step
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
NOW = datetime.combine(TODAY, time(20), UTC)


@pytest.fixture
def world() -> World:
    """A shop to which a handful of contacts about each of these topics has come."""
    actions.begin(today=TODAY, seed=1)
    for topic in (NEWSLETTER, MANUAL, "kortingscode-werkt-niet"):
        for days in range(20, 25):
            contact = make.make_contact(text=f"{TOPIC[topic].label_nl}, al weer.", at=NOW - timedelta(days=days))
            make.give_reason(contact, Reason.objects.get(code=TOPIC[topic].reason))
            Outcome.objects.create(contact=contact, is_solved=True, is_cause_open=True, at=contact.started_at)
    return build(1, TODAY, ZoneInfo("Europe/Amsterdam"))


def test_one_cause_has_no_owner_and_one_has_an_owner_and_nothing_done(world: World) -> None:
    report_seen(world, TODAY - timedelta(days=15))
    lacks = {one.problem.code: one.lacks for one in queries.list_unheard(NOW) if one.problem}
    assert lacks[NEWSLETTER] == ("owner", "action")
    assert lacks[MANUAL] == ("action",)


def test_what_looks_alike_waits_for_a_word_since_longer_than_two_weeks(world: World) -> None:
    report_seen(world, TODAY - timedelta(days=15))
    group = LookAlike.objects.unanswered().get()
    assert group.reason is not None
    assert group.reason.code == "kortingscode-werkt-niet"
    assert group in [one.group for one in queries.list_unheard(NOW)]


def test_it_happens_once(world: World) -> None:
    for _ in range(2):
        report_seen(world, TODAY - timedelta(days=15))
        do_work(world, NOW)
    assert Problem.objects.filter(code__in=[NEWSLETTER, MANUAL]).count() == 2
    assert LookAlike.objects.count() == 1
    assert queries.count_work(NOW).all == 5


def test_steps_of_a_process_have_heads_of_their_own(world: World) -> None:
    owned = Step.objects.exclude(owner=None)
    assert {step.owner.name for step in owned if step.owner} == {"Webteam", "Magazijn", "Sorteercentrum"}
    assert Accountable.objects.filter(part=Accountable.Part.HEAD).count() == 3
    assert Problem.objects.filter(process__isnull=False, step=None).count() == 0
