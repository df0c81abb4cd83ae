"""The shop from day to day: contacts come in at their moment, most are helped, and some wait for whoever looks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from wortel.accounts.queries import find_now
from wortel.cases.models import Case, Status
from wortel.contacts.models import Contact
from wortel.demo import actions, rows, tasks
from wortel.demo.actions.living import KEPT_WAITING, by_code, list_colleagues, live_through, plan_until
from wortel.demo.bring import bring
from wortel.demo.world.build import World, build
from wortel.orders.models import Order
from wortel.quality.queries import list_given

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 3, 4)
EVENING = datetime.combine(TODAY, time(20), ZONE)


@pytest.fixture
def world() -> World:
    """A shop that has only just begun, on its last day."""
    actions.begin(today=TODAY, seed=1)
    return build(1, TODAY, ZONE)


def waiting() -> int:
    return Case.objects.filter(status=Status.OPEN).count()


def test_a_day_comes_in_and_some_wait(world: World) -> None:
    said = by_code(world.contacts_of(TODAY))
    live_through(said, world, EVENING)
    assert set(Contact.objects.filter(direction="in").values_list("code", flat=True)) == set(said)
    assert waiting() == KEPT_WAITING
    live_through(said, world, EVENING)
    assert Contact.objects.filter(direction="in").count() == len(said), "nothing comes in twice"


def test_what_waited_yesterday_is_helped_today(world: World) -> None:
    yesterday = by_code(world.contacts_of(TODAY - timedelta(days=1)))
    live_through(yesterday, world, EVENING - timedelta(days=1))
    live_through(yesterday | by_code(world.contacts_of(TODAY)), world, EVENING)
    assert waiting() == KEPT_WAITING
    assert not Case.objects.filter(status=Status.OPEN, latest_at__lt=EVENING - timedelta(days=1)).exists()


def test_whoever_wrote_at_the_time_of_another_desk_was_answered_too(world: World) -> None:
    said = [one for one in world.contacts_of(TODAY) if one.channel in rows.ANSWERED]
    answered = [*rows.contacts(said, world), *rows.answered(said, list_colleagues())]
    bring("contacts", answered, EVENING)
    given = list_given(Contact.objects.filter(direction="in"), EVENING - timedelta(days=1))
    told = {one.text: one.by for one in given}
    assert told == {
        rows.answer_to(one, agent.name): agent.pk
        for one in said
        if (agent := rows.choose_colleague(one, list_colleagues()))
    }


def test_nothing_comes_in_before_its_moment(world: World) -> None:
    noon = datetime.combine(TODAY, time(12), ZONE)
    live_through(by_code(world.contacts_of(TODAY)), world, noon)
    assert Contact.objects.count() > 0
    assert not Contact.objects.filter(started_at__gt=noon).exists()


def test_no_parcel_is_delivered_in_the_future(world: World) -> None:
    bought = world.orders_of(TODAY - timedelta(days=2))
    told = list(rows.orders(bought, EVENING))
    assert {row["status"] for row in told} == {"on_route", "delivered"}
    assert all(str(row["delivered_at"]) <= EVENING.astimezone(tz=ZoneInfo("UTC")).isoformat() for row in told)
    assert list(rows.orders(world.orders_of(TODAY), datetime.combine(TODAY, time(0), ZONE))) == []


def test_new_orders_and_contacts_come_with_the_minutes(world: World) -> None:
    plan_until.cache_clear()
    live_through(by_code(world.contacts_of(TODAY - timedelta(days=1))), world, EVENING - timedelta(days=1))
    actions.live(now=EVENING)
    assert Contact.objects.filter(started_at__gt=EVENING - timedelta(hours=12)).exists()
    assert Order.objects.filter(placed_at__gt=EVENING - timedelta(hours=12), placed_at__lte=EVENING).exists()


def test_a_shop_that_was_given_its_day_stays_on_it(world: World, settings: Settings) -> None:
    settings.DEMO_TODAY = TODAY
    live_through(by_code(world.contacts_of(TODAY)), world, EVENING)
    known = Contact.objects.count()
    tasks.live_on(timestamp=0)
    assert Contact.objects.count() == known
    assert find_now(timezone.now()) == EVENING


def test_without_a_day_it_is_now(settings: Settings) -> None:
    settings.DEMO_TODAY = None
    assert find_now(EVENING) == EVENING
