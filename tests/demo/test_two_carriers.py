"""Of the demo's two carriers the better one looks worse, and only like held against like shows it."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from wortel.analysis.case_mix import Counted, compare_like_with_like
from wortel.demo import actions, rows
from wortel.demo.bring import bring
from wortel.demo.world.build import World, build
from wortel.demo.world.carriers import CARRIER_OF, CITY, COUNTRY, PLANTED, true_ratio
from wortel.demo.world.people import CARRIER, SECOND_CARRIER

TODAY = date(2026, 3, 4)
WEEKS = 26


@pytest.fixture(scope="module")
def mixes() -> dict[str, dict[str, Counted]]:
    """Parcels and parcels with trouble of half a year, per carrier and region."""
    world = build(1, TODAY, ZoneInfo("Europe/Amsterdam"))
    first = world.calendar.start
    parcels, troubled = walk(world, first, first + timedelta(weeks=WEEKS))
    return {
        carrier.name: {
            region: Counted(troubled[carrier.name, region], parcels[carrier.name, region]) for region in (CITY, COUNTRY)
        }
        for carrier in PLANTED
    }


def walk(world: World, first: date, last: date) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    parcels, hit = Counter[tuple[str, str]](), {}
    for day in world.days(first, last):
        parcels.update((order.carrier, order.region) for order in world.orders_of(day))
        for said in world.contacts_of(day):
            if said.order and (carrier := CARRIER_OF.get(said.topic)) and said.order.carrier == carrier.name:
                hit[said.order.code] = (said.order.carrier, said.order.region)
    return parcels, Counter(hit.values())


def test_the_plain_order_is_wrong_and_planted_so(mixes: dict[str, dict[str, Counted]]) -> None:
    two = compare_like_with_like(mixes[CARRIER], mixes[SECOND_CARRIER])
    assert two.order_turns
    assert two.crude_ratio is not None
    assert two.crude_ratio < 0.7
    assert two.low is not None
    assert two.high is not None
    assert two.low <= true_ratio() <= two.high


def test_the_first_does_better_in_the_city_and_in_the_country(mixes: dict[str, dict[str, Counted]]) -> None:
    for region in (CITY, COUNTRY):
        assert (mixes[CARRIER][region].share or 1) < (mixes[SECOND_CARRIER][region].share or 0)


def test_contacts_about_a_carrier_are_about_its_own_parcels() -> None:
    world = build(2, TODAY, ZoneInfo("Europe/Amsterdam"))
    first = world.calendar.start
    seen = 0
    for day in world.days(first, first + timedelta(days=20)):
        world.orders_of(day)
        for said in world.contacts_of(day):
            if said.order and day > first + timedelta(days=3) and (carrier := CARRIER_OF.get(said.topic)):
                assert said.order.carrier == carrier.name
                seen += 1
    assert seen > 100


@pytest.mark.django_db
def test_what_carriers_are_given_reaches_the_facts() -> None:
    """As an import of any organisation would: columns of the order that nobody asked for are kept with it."""
    actions.begin(today=TODAY, seed=1)
    world = build(1, TODAY, ZoneInfo("Europe/Amsterdam"))
    bought = world.orders_of(world.calendar.start)[:30]
    bring("orders", rows.orders(bought, datetime.combine(TODAY, time(12), UTC)), datetime.combine(TODAY, time(12), UTC))
    with connection.cursor() as cursor:
        cursor.execute("SELECT carrier, region, size FROM fact_parcel")
        assert sorted(cursor.fetchall()) == sorted((one.carrier, one.region, one.size) for one in bought)
