"""The shop of the demo tells its customers within the same limits as any other organisation."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import cast, make
from tests.cast import DAY, NOW
from tests.problems.told import prove, suffer
from wortel.accounts.models import Role
from wortel.demo.actions.telling import report_before, tell_customers
from wortel.demo.world.build import World, build
from wortel.demo.world.plan import CAUSES
from wortel.problems.models import Flag, Match, Problem, Recipient, Telling
from wortel.problems.queries import thanks

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")


def world() -> World:
    """The planted causes; one is gone, another can still touch an order."""
    cast.shop()
    cast.mailbox()
    for name, role in (("Noor Vermeer", Role.AGENT), ("Hanneke Oudshoorn", Role.MANAGER)):
        make.make_agent(name, role, is_demo=True)
    for cause in CAUSES:
        make.make_problem(cause.problem, cause.title_nl, reason=make.make_reason(cause.topic), at=NOW - 300 * DAY)
    gone = Problem.objects.get(code="servicekosten-op-factuur")
    prove(gone)
    for n in range(6):
        suffer(gone, f"Klant{n}", email=f"klant{n}@post.example", days_ago=120 + n)
        late = make.make_customer(f"Koper{n}", email=f"koper{n}@post.example")
        make.make_parcel(make.make_order(late, f"B{n}", at=NOW - 2 * DAY), f"3S{n}", carrier=cast.carrier())
    return build(1, date(2024, 10, 8), ZONE)


def test_those_who_suffered_hear_it_and_others_are_warned() -> None:
    tell_customers(world(), NOW)
    assert Recipient.objects.filter(kind="gone", state="sent").count() == 6
    assert Recipient.objects.filter(kind="ahead", drawn="held").count() == 1
    assert Recipient.objects.filter(kind="ahead", state="sent").count() == 5
    telling = Telling.objects.get(kind="gone")
    assert telling.subject_nl == "De servicekosten op je factuur"
    assert telling.approved_by is not None
    assert telling.approved_by.role == Role.MANAGER


def test_a_second_start_tells_nobody_again() -> None:
    here = world()
    tell_customers(here, NOW)
    tell_customers(here, NOW + timedelta(hours=5))
    assert Telling.objects.count() == 2
    assert Recipient.objects.count() == 12


@pytest.mark.parametrize("hour", [1, 8, 23])
def test_it_is_told_in_office_hours_whenever_the_demo_starts(hour: int) -> None:
    tell_customers(world(), datetime(2025, 10, 13, hour, 30, tzinfo=UTC))  # a Monday
    at = Telling.objects.get(kind="gone").approved_at
    assert at is not None
    here = at.astimezone(ZONE)
    assert (here.hour, here.weekday() != 6) == (11, True)


def test_what_is_not_proven_is_not_told() -> None:
    here = world()
    prove(Problem.objects.get(code="servicekosten-op-factuur"), verdict="too_early", is_final=False, days_ago=0)
    tell_customers(here, NOW)
    assert not Telling.objects.filter(kind="gone").exists()


def test_colleagues_reported_the_cause_before_it_was_gone() -> None:
    world()
    gone = Problem.objects.get(code="servicekosten-op-factuur")
    for flag in Flag.objects.all():  # as they come in from a file: counted by a rule
        Match.objects.create(contact=flag.contact, problem=flag.problem)
    Flag.objects.all().delete()
    report_before(gone, NOW.date())
    report_before(gone, NOW.date())
    [report] = thanks.list_reports(make.make_agent("Noor Vermeer"))
    assert (report.problem, report.contacts, report.verdict) == (gone, 1, "works")
