"""Drivers are found in what customers say, keep their number, and change only when a person agrees."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from sklearn.metrics import adjusted_rand_score
from tests.make import NOW, make_agent, make_contact
from tests.reasons.saying import ABOUT, LOCKED, fill_house, say

from wortel.accounts.actions import found_organisation
from wortel.accounts.models import Role
from wortel.contacts.models import Contact
from wortel.reasons.actions import changing, placing
from wortel.reasons.actions.discovering import discover
from wortel.reasons.actions.texts import open_embedder, open_encoder, read_all
from wortel.reasons.models import Assignment, Discovery, Driver, Encoder, Level, Placed, Proposal
from wortel.reasons.rules import STRANGE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, str]]:
    """Filled and searched once; what a test does to it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_organisation(name="De Voorbeeldwinkel")
        truth = fill_house()
        search()
        yield truth
        transaction.set_rollback(True)


def search() -> Discovery:
    read_all(now=NOW)
    found = discover(encoder=encoder(), agent=None, now=NOW)
    placing.place_all(encoder=encoder(), now=NOW)
    return found


def encoder() -> Encoder:
    return open_encoder(embedder=open_embedder(), now=NOW)


def place_new() -> None:
    read_all(now=NOW)
    placing.place_new(encoder=encoder(), now=NOW)


def placed() -> dict[int, int | None]:
    return dict(Assignment.objects.values_list("contact", "driver"))


def test_what_customers_talk_about_is_found(house: dict[int, str]) -> None:
    found = placed()
    drivers = [found[pk] or 0 for pk in house]
    purest = Counter((driver, truth) for driver, truth in zip(drivers, house.values(), strict=True) if driver)
    most = sum(max(n for (one, _), n in purest.items() if one == driver) for driver in {d for d, _ in purest})
    assert most >= 0.95 * len(house)
    assert adjusted_rand_score(list(house.values()), drivers) > 0.4


def test_volumes_add_up_to_all_contacts(house: dict[int, str]) -> None:
    assert Assignment.objects.count() == Contact.objects.counted().count() == len(house)


def test_every_driver_stands_in_a_theme_and_is_named_by_words_and_examples(house: dict[int, str]) -> None:
    for driver in Driver.objects.filter(level=Level.DRIVER):
        assert driver.parent is not None
        assert driver.parent.level == Level.THEME
        assert driver.words
        assert Contact.objects.filter(pk__in=driver.examples).count() == len(driver.examples) > 0


def test_a_second_search_moves_nobody(house: dict[int, str]) -> None:
    before = placed()
    search()
    assert placed() == before


def test_a_quarter_more_texts_move_nobody_either(house: dict[int, str]) -> None:
    before = placed()
    fill_house(20, seed=2)
    search()
    after = placed()
    assert {pk: after[pk] for pk in before} == before
    assert len(after) == Contact.objects.counted().count()


def test_a_new_contact_is_placed_among_its_like(house: dict[int, str]) -> None:
    contact = say(ABOUT["invoice"], random.Random(9), at=NOW)
    place_new()
    of_invoices = {driver for pk, driver in placed().items() if house.get(pk) == "invoice"}
    assert Assignment.objects.get(contact=contact).driver_id in of_invoices


def test_who_says_what_nobody_said_before_belongs_to_none(house: dict[int, str]) -> None:
    contact = make_contact(text="Kunnen jullie mijn vrijwilligersvereniging sponsoren met een tombolaprijs?", at=NOW)
    place_new()
    alone = Assignment.objects.get(contact=contact)
    assert alone.driver is None
    assert (alone.familiarity or 0) < STRANGE


def test_what_a_person_placed_stays_and_speaks_for_others(house: dict[int, str]) -> None:
    contact = make_contact(text="Sponsoren jullie onze tombola?", at=NOW)
    place_new()
    driver = Driver.objects.filter(level=Level.DRIVER).first()
    assert driver is not None
    changing.place_contact(contact=contact, driver=driver, agent=make_agent("Hanneke", Role.MANAGER), now=NOW)
    search()
    assert Assignment.objects.get(contact=contact).by == Placed.PERSON


def test_something_new_is_proposed_not_done(house: dict[int, str]) -> None:
    draw = random.Random(3)
    fresh = [say(LOCKED, draw, at=NOW - timedelta(days=n % 20)).pk for n in range(60)]
    before = placed()
    search()
    proposal = Proposal.objects.get(kind=Proposal.Kind.NEW)
    (part,) = proposal.parts.all()
    assert len(set(fresh) & set(part.list_members())) >= 0.9 * part.contacts
    assert {pk: driver for pk, driver in placed().items() if pk in before} == before


def test_what_was_refused_is_not_proposed_again(house: dict[int, str]) -> None:
    draw = random.Random(3)
    for n in range(60):
        say(LOCKED, draw, at=NOW - timedelta(days=n % 20))
    search()
    changing.refuse(proposal=Proposal.objects.get(), agent=make_agent("Hanneke", Role.MANAGER), now=NOW)
    search()
    assert Proposal.objects.count() == 1


def test_a_driver_of_which_nothing_is_heard_any_more_fades(house: dict[int, str]) -> None:
    silent = Assignment.objects.filter(contact__in=[pk for pk, about in house.items() if about == "return"])
    Contact.objects.filter(assignment__in=silent, started_at__gte=NOW - timedelta(days=40)).delete()
    search()
    fading = Proposal.objects.filter(kind=Proposal.Kind.FADING)
    drivers = set(silent.exclude(driver=None).values_list("driver", flat=True))
    assert {driver.pk for one in fading for driver in one.drivers.all()} <= drivers
    assert fading.exists()
