"""The same message twice is seen, and nothing is merged by itself."""

from datetime import datetime

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import cast, make
from tests.cast import DAY, HOUR, NOW

from wortel.cases.models import Case, Status
from wortel.channels.models import Kind
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.journey.hold_beside import find_copies
from wortel.journey.understand import understand_waiting
from wortel.signals import queries
from wortel.signals.models import Copy, Print

pytestmark = pytest.mark.django_db

STORY = "Ik heb vrij genomen voor de bank en er is in het tijdvak niemand geweest. Wanneer komt hij nu wel?"
AGAIN = f"Beste klantenservice,\n\n{STORY}\n\nMet vriendelijke groet,\nMarijke Hoekstra\nBestelling 2025-10432"
OTHER = "De lamp die ik kreeg is een andere dan op de foto staat, mag ik die nog gewoon ruilen in de winkel?"


def tell(customer: Customer, text: str, *, channel: str = Kind.EMAIL, at: datetime = NOW) -> Case:
    return make.make_case(customer, text=text, at=at, channel=channel)


def look(at: datetime) -> int:
    return int(find_copies(int(at.timestamp())))


def test_the_same_message_over_two_channels_names_the_earlier_case() -> None:
    first = tell(cast.marijke(), STORY, channel="webform")
    second = tell(cast.marijke(), AGAIN, at=NOW + 2 * HOUR)
    assert look(NOW + 3 * HOUR) == 1
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.possibly_belongs_to, first.possibly_belongs_to) == (first, None)
    assert second.merged_into is None
    assert Event.objects.filter(kind="case.supposed_same", about_id=second.pk).count() == 1


def test_what_came_in_wakes_the_look_for_copies() -> None:
    tell(cast.marijke(), STORY)
    understand_waiting(int(NOW.timestamp()))
    assert ProcrastinateJob.objects.filter(task_name="wortel.journey.hold_beside.find_copies").count() == 1


def test_looking_again_finds_nothing_new() -> None:
    tell(cast.marijke(), STORY)
    second = tell(cast.marijke(), AGAIN, at=NOW + 2 * HOUR)
    look(NOW + 3 * HOUR)
    Case.objects.filter(pk=second.pk).update(possibly_belongs_to=None)
    assert look(NOW + 4 * HOUR) == 0
    second.refresh_from_db()
    assert second.possibly_belongs_to is None


def test_another_message_of_the_same_person_is_no_copy() -> None:
    tell(cast.marijke(), STORY)
    tell(cast.marijke(), OTHER, at=NOW + 2 * HOUR)
    assert look(NOW + 3 * HOUR) == 0


def test_a_few_words_are_no_copy_however_often_they_come() -> None:
    tell(cast.marijke(), "Waar blijft mijn pakket?")
    tell(cast.marijke(), "Waar blijft mijn pakket?", at=NOW + HOUR)
    assert look(NOW + 2 * HOUR) == 0
    assert Print.objects.filter(marks=[]).count() == 2


def test_a_settled_case_is_left_alone() -> None:
    tell(cast.marijke(), STORY)
    second = make.make_case(cast.marijke(), text=AGAIN, at=NOW + HOUR, status=Status.CLOSED)
    assert look(NOW + 2 * HOUR) == 1
    second.refresh_from_db()
    assert second.possibly_belongs_to is None


def test_two_people_with_one_text_are_not_put_together() -> None:
    tell(cast.marijke(), STORY)
    second = tell(cast.youssef(), AGAIN, at=NOW + HOUR)
    assert look(NOW + 2 * HOUR) == 1
    second.refresh_from_db()
    assert second.possibly_belongs_to is None


def test_what_was_said_more_than_a_month_ago_is_another_matter() -> None:
    tell(cast.marijke(), STORY)
    look(NOW + HOUR)
    tell(cast.marijke(), AGAIN, at=NOW + 40 * DAY)
    assert look(NOW + 40 * DAY + HOUR) == 0


def test_what_the_mail_names_itself_stays_named() -> None:
    first, named = tell(cast.marijke(), STORY), tell(cast.marijke(), OTHER)
    second = tell(cast.marijke(), AGAIN, at=NOW + HOUR)
    Case.objects.filter(pk=second.pk).update(possibly_belongs_to=named)
    look(NOW + 2 * HOUR)
    second.refresh_from_db()
    assert second.possibly_belongs_to == named != first


def test_one_text_of_many_senders_is_one_group() -> None:
    for number in range(9):
        tell(make.make_customer(f"Klant {number}"), f"Beste,\n{STORY}\nGroet, Klant {number}", at=NOW + number * HOUR)
    tell(cast.marijke(), OTHER)
    look(NOW + DAY)
    (group,) = queries.list_same_texts(since=NOW - DAY)
    assert (group.messages, group.senders) == (9, 9)
    assert len(queries.list_messages_of(group.first)) == 9


def test_the_marks_go_with_the_message() -> None:
    tell(cast.marijke(), STORY)
    tell(cast.marijke(), AGAIN, at=NOW + HOUR)
    look(NOW + 2 * HOUR)
    Contact.objects.all().delete()
    assert not Print.objects.exists()
    assert not Copy.objects.exists()


def test_the_case_says_what_repeats_and_one_key_puts_it_there(client: Client) -> None:
    first = tell(cast.marijke(), STORY, channel="webform")
    second = tell(cast.marijke(), AGAIN, at=NOW + 2 * HOUR)
    look(NOW + 3 * HOUR)
    client.force_login(cast.noor())
    page = client.get(f"/cases/{second.pk}/").content.decode()
    assert "Hetzelfde bericht kwam 2\xa0uur eerder (formulier)" in page
    assert 'data-key="b"' in page
    client.post(f"/cases/{second.pk}/belonging/", {"belongs": "yes"})
    second.refresh_from_db()
    assert second.merged_into == first
