"""Who calls about the same parcel stands in one case: sender and receiver, each with their own page and need."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import most_rows

from wortel.accounts.queries import find_first_team
from wortel.cases.models import Case, Part
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer
from wortel.desk.queries.help import STATEMENT
from wortel.events.models import Event
from wortel.orders.models import Parcel

MANY = 2_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(client: Client) -> Client:
    cast.shop()
    client.force_login(cast.noor())
    return client


@pytest.fixture
def both() -> tuple[Case, Case]:
    """Youssef sent it, Marijke should have got it; both contact us about the one parcel."""
    now = timezone.now()
    order = make.make_order(cast.youssef(), "2025-77001", at=now)
    make.make_parcel(order, "3SPK7", carrier=cast.carrier(), at=now)
    cases = (
        make.make_case(cast.marijke(), "Niets gekomen", "Er is niets gekomen.", at=now),
        make.make_case(cast.youssef(), "Niet aangekomen", "Het is niet aangekomen.", at=now),
    )
    for case in cases:
        contact = make.find_contact(case)
        contact.order = order
        contact.save()
    return cases


def read(client: Client, case: Case) -> str:
    html = client.get(f"/cases/{case.pk}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_another_case_about_the_same_parcel_is_proposed(noor: Client, both: tuple[Case, Case]) -> None:
    received, sent = both
    assert "Hetzelfde pakket: Youssef Benali nam ook contact op over bestelling 2025-77001" in read(noor, received)
    assert "Hetzelfde pakket: Marijke Hoekstra nam ook contact op" in read(noor, sent)


def test_several_other_cases_stand_in_one_banner_with_the_list_behind_a_key(
    noor: Client, both: tuple[Case, Case]
) -> None:
    received, sent = both
    third = make.make_case(cast.youssef(), "Nog eens", "Nog steeds niets.", at=timezone.now())
    contact = make.find_contact(third)
    contact.order = make.find_contact(sent).order
    contact.save()
    html = noor.get(f"/cases/{received.pk}/").content.decode()
    assert "Hetzelfde pakket: nog 2 zaken" in read(noor, received)
    assert html.count('class="known plain same"') == 1
    assert 'data-key="p"' in html
    assert html.count(f'hx-post="/cases/{received.pk}/merges/"') >= 2


def test_a_parcel_of_last_year_is_not_proposed(noor: Client, both: tuple[Case, Case]) -> None:
    received, sent = both
    Case.objects.filter(pk=sent.pk).update(latest_at=timezone.now() - timedelta(days=365))
    assert "Hetzelfde pakket" not in read(noor, received)


def test_joined_they_are_one_case_with_two_customers(noor: Client, both: tuple[Case, Case]) -> None:
    received, sent = both
    noor.post(f"/cases/{received.pk}/merges/", {"case": sent.pk})
    page = read(noor, received)
    assert "Hetzelfde pakket" not in page
    assert re.search(r"Ook bij deze zaak .*Youssef Benali", page)
    assert "Het is niet aangekomen." in page, "what the other said stands on the same timeline"


def test_an_order_without_a_parcel_joins_nobody(noor: Client, both: tuple[Case, Case]) -> None:
    received, _sent = both
    make.find_contact(received).order.parcels.all().delete()  # type: ignore[union-attr]  # it was given one
    assert "Hetzelfde pakket" not in read(noor, received)


def test_what_is_needed_now_stands_on_top_apart_from_the_claim(noor: Client, both: tuple[Case, Case]) -> None:
    received, _sent = both
    noor.post(f"/cases/{received.pk}/need/", {"need": "Vandaag nog een bed voor de baby."})
    assert 'value="Vandaag nog een bed voor de baby."' in noor.get(f"/cases/{received.pk}/").content.decode()
    event = Event.objects.get(kind="case.need_said")
    assert "bed" not in str(event.details), "the words stay on the case, where erasing finds them"


def test_the_timeline_shows_what_was_promised_and_when_it_really_came(noor: Client, both: tuple[Case, Case]) -> None:
    _received, sent = both
    parcel = Parcel.objects.get()
    assert re.search(r"PakketSnel · beloofd .*3SPK7|3SPK7 PakketSnel · beloofd", read(noor, sent))
    assert parcel.promised_to is not None
    parcel.delivered_at = parcel.promised_to + timedelta(hours=20)
    parcel.save()
    assert re.search(r"3SPK7 PakketSnel · beloofd .* bezorgd \w+ \d+ \w+", read(noor, sent).replace("\u00a0", " "))


def test_looking_for_them_does_not_walk_along_all_cases(noor: Client) -> None:
    people = Customer.objects.bulk_create(Customer(name=f"Klant {number}") for number in range(MANY))
    threads = Conversation.objects.bulk_create(
        Conversation(channel="email", customer=person, reply_key=f"{person.pk:032d}", started_at=cast.NOW)
        for person in people
    )
    team = find_first_team()
    cases = Case.objects.bulk_create(
        Case(customer=person, team=team, opened_at=cast.NOW, latest_at=cast.NOW) for person in people
    )
    Part.objects.bulk_create(Part(case=case, conversation=thread) for case, thread in zip(cases, threads, strict=True))
    Contact.objects.bulk_create(
        Contact(conversation=thread, customer=thread.customer, channel="email", direction="in", started_at=cast.NOW)
        for thread in threads
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    long_ago = cast.NOW - timedelta(days=90)
    values = {"customers": [people[0].pk], "case": cases[0].pk, "team": None, "now": cast.NOW}
    assert most_rows(STATEMENT, values | {"since": long_ago, "recently": long_ago, "lately": long_ago}) < MANY / 10
