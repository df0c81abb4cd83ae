"""What nobody said before is told when more and more customers say it; and what is heard of more than usual."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.make import NOW, make_agent, make_contact
from tests.reasons.saying import ABOUT, LOCKED, fill_house, say

from wortel.accounts.actions import found_organisation
from wortel.accounts.models import Role
from wortel.metrics.models import StoredAlarm
from wortel.reasons.actions import changing
from wortel.reasons.actions.emerging import see_new_topics, see_rising_drivers
from wortel.reasons.actions.placing import place_all
from wortel.reasons.actions.texts import open_embedder, open_encoder, read_all
from wortel.reasons.models import Encoder, Proposal
from wortel.reasons.queries import has_placed
from wortel.reasons.tasks import search_drivers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# All say the same, in a few ways.
OUT = (LOCKED[0][:1], LOCKED[1][:2])


@pytest.fixture(scope="module")
def _house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        found_organisation(name="De Voorbeeldwinkel")
        fill_house(of_each=180)
        search_drivers(timestamp=int(NOW.timestamp()))
        yield
        transaction.set_rollback(True)


def encoder() -> Encoder:
    return open_encoder(embedder=open_embedder(), now=NOW)


def come_in(count: int, *, every: timedelta = DAY / 4) -> None:
    """So many customers are locked out, the latest one now."""
    draw = random.Random(5)
    for n in range(count):
        say(OUT, draw, at=NOW - n * every)
    read_all(now=NOW)
    place_all(encoder=encoder(), now=NOW)


@pytest.mark.usefixtures("_house")
def test_a_topic_that_nobody_raised_before_is_told_once_five_did() -> None:
    come_in(14)
    assert has_placed(since=NOW - DAY)
    assert see_new_topics(encoder=encoder(), now=NOW) >= 1
    proposal = Proposal.objects.filter(kind=Proposal.Kind.NEW).latest("parts__contacts")
    assert {"app", "inloggen", "wachtwoord"} & {word for part in proposal.parts.all() for word in part.words}


@pytest.mark.usefixtures("_house")
def test_one_strange_contact_is_no_topic() -> None:
    make_contact(text="Willen jullie onze tombola sponsoren?", at=NOW)
    come_in(0)
    assert see_new_topics(encoder=encoder(), now=NOW) == 0


@pytest.mark.usefixtures("_house")
def test_what_was_told_is_not_told_again() -> None:
    come_in(14)
    see_new_topics(encoder=encoder(), now=NOW)
    told = Proposal.objects.filter(kind=Proposal.Kind.NEW).count()
    for proposal in Proposal.objects.filter(kind=Proposal.Kind.NEW):
        changing.refuse(proposal=proposal, agent=make_agent("Hanneke", Role.MANAGER), now=NOW)
    assert see_new_topics(encoder=encoder(), now=NOW) == 0
    assert Proposal.objects.filter(kind=Proposal.Kind.NEW).count() == told


@pytest.mark.usefixtures("_house")
def test_a_driver_of_which_much_more_is_heard_is_an_alarm() -> None:
    draw = random.Random(6)
    yesterday = NOW - DAY
    for n in range(25):
        say(ABOUT["invoice"], draw, at=yesterday - timedelta(minutes=n))
    come_in(0)
    assert see_rising_drivers(on=yesterday.date()) >= 1
    alarm = StoredAlarm.objects.filter(kind=StoredAlarm.Kind.DRIVER).first()
    assert alarm is not None
    assert alarm.count > 3 * alarm.expected


@pytest.mark.usefixtures("_house")
def test_an_ordinary_day_gives_no_alarm() -> None:
    assert see_rising_drivers(on=(NOW - 2 * DAY).date()) == 0
