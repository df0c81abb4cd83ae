"""What customers went through counts by what happened, per topic, in cells that point at nobody."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests import cast, make
from tests.cast import DAY, HOUR

from wortel.analysis.burden import Burden
from wortel.analysis.intervals import estimate_share
from wortel.cases.models import Outcome
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.insight.queries.burdens import Burdened, list_burdens
from wortel.metrics.models import StoredMonth
from wortel.signals.models import Copy, Kind, Signal

pytestmark = pytest.mark.django_db

MONTH, TODAY, NOW = "2025-10", date(2025, 10, 31), cast.NOW
AGENTS = ("Noor Vermeer", "Joris de Lange", "Amina Haddad", "Pieter Boskamp", "Lisa Terlouw")


@pytest.fixture(autouse=True)
def _shop() -> None:
    cast.shop()
    StoredMonth.objects.create(month=MONTH, as_of=NOW)


def come(
    customer: Customer, *, after: timedelta = timedelta(0), topic: str = "levering", channel: str = "email"
) -> Contact:
    contact = make.make_contact(make.make_conversation(customer, channel=channel), at=NOW + after)
    make.give_reason(contact, make.make_reason(topic))
    agents = [make.make_agent(name) for name in AGENTS]
    Outcome.objects.create(contact=contact, agent=agents[contact.pk % 5], is_solved=True, at=contact.started_at)
    return contact


def fill(count: int = 25, topic: str = "levering") -> None:
    """Customers to whom nothing happened."""
    for _ in range(count):
        come(make.make_customer(), topic=topic)


def find(topic: str = "levering") -> Burdened:
    return next(one for one in list_burdens(MONTH, TODAY).topics if one.topic == topic)


def test_coming_back_on_another_channel_is_heavy() -> None:
    fill()
    come(cast.marijke())
    come(cast.marijke(), after=DAY, channel="phone")
    found = find()
    assert found.heavy == estimate_share(1, 27)
    assert {part: share.value for part, share in found.parts.items() if share.value} == {
        "again": 1 / 27,
        "switched": 1 / 27,
    }


def test_the_third_time_counts_once_more() -> None:
    fill()
    for days in range(3):
        come(cast.marijke(), after=days * DAY)
    found = find()
    assert (found.heavy, found.parts["again"], found.parts["third"]) == (
        estimate_share(1, 28), estimate_share(2, 28), estimate_share(1, 28),
    )  # fmt: skip


def test_another_matter_or_a_week_later_is_no_coming_back() -> None:
    fill()
    come(cast.marijke())
    come(cast.marijke(), after=HOUR, topic="factuur")
    come(cast.marijke(), after=8 * DAY)
    assert find().parts["again"].value == 0


def test_waiting_hand_overs_and_broken_promises_count() -> None:
    fill()
    called, promised = come(cast.marijke()), come(cast.youssef())
    Contact.objects.filter(pk=called.pk).update(wait_seconds=301, transfers=1)
    for kind in (Kind.PROMISE_BROKEN, Kind.TRANSFER):
        Signal.objects.create(kind=kind, contact=promised, about=f"{kind} 1", at=NOW)
    found = find()
    assert found.heavy == estimate_share(2, 27)
    assert found.parts["waited"] == found.parts["handed_over"] == estimate_share(2, 27)


def test_only_ones_own_words_sent_again_count() -> None:
    fill()
    first, other, again = come(cast.marijke()), come(cast.youssef()), come(cast.marijke(), after=DAY)
    for contact in (other, again):
        Copy.objects.create(contact=contact, of=first, first=first, share=1, at=NOW)
    assert find().parts["same_words"] == estimate_share(1, 28)


def test_a_small_topic_is_joined_with_the_others() -> None:
    fill()
    fill(12, "factuur")
    fill(11, "retour")
    found = list_burdens(MONTH, TODAY)
    assert [one.topic for one in found.topics] == ["levering"]
    assert found.others == estimate_share(0, 23)


def test_one_colleague_is_never_shown() -> None:
    fill()
    Outcome.objects.update(agent=cast.noor())
    assert list_burdens(MONTH, TODAY).topics == []


def test_the_page_shows_the_heaviest_topic_with_its_parts(client: Client) -> None:
    fill()
    come(cast.marijke())
    come(cast.marijke(), after=DAY, channel="phone")
    client.force_login(cast.noor())
    page = client.get("/insight/friction/", {"month": MONTH}).text
    assert "Wat klanten doormaakten" in page
    assert "Twee of meer hiervan" in page


@pytest.mark.parametrize(("nth", "points"), [(1, 0), (2, 1), (3, 2), (7, 2)])
def test_each_contact_after_the_first_weighs(nth: int, points: int) -> None:
    burden = Burden(nth, has_waited=False, was_handed_over=False, has_switched=False, has_repeated=False)
    assert burden.points == points
