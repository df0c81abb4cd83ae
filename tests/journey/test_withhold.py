"""Who objects is not read by any model, what is too personal neither, and both are counted."""

from datetime import timedelta

import pytest
from django.test import Client
from tests import cast, make
from tests.cast import HOUR, NOW
from tests.journey.test_find_copies import STORY, look

from wortel.accounts.models import Role
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact, Withheld
from wortel.customers.actions import end_objection, merge, split
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.insight.queries.drivers import count_volumes
from wortel.journey.understand import understand_waiting
from wortel.journey.withhold import forget_at_night, object_to_reading
from wortel.reasons.actions import confirm, texts
from wortel.reasons.models import Assignment, GivenReason, Guess, Placed, TextVector
from wortel.reasons.queries import list_examples
from wortel.signals.models import Copy, Kind, Print, Signal

pytestmark = pytest.mark.django_db

ILL = "Ik lig in het ziekenhuis, kan de bank ook volgende week komen?"


@pytest.fixture(autouse=True)
def _shop() -> None:
    cast.shop()


def say(customer: Customer, text: str = STORY, after: timedelta = timedelta(0)) -> Contact:
    return make.make_contact(make.make_conversation(customer), text, at=NOW + after)


def read_everything() -> None:
    look(NOW + 2 * HOUR)
    texts.read_new(now=NOW + 2 * HOUR)


def mark(contact: Contact) -> None:
    """Everything else that models and rules make of words."""
    Assignment.objects.create(contact=contact, confidence=1, by=Placed.FOUND, at=NOW)
    Guess.objects.create(
        contact=contact, choices=[], is_sure=False, is_strange=True, words=[], alike=[], lesson=1, at=NOW
    )
    make.give_reason(contact, make.make_reason("levering"))
    Signal.objects.create(kind=Kind.RE_ASKED, contact=contact, about=f"contact {contact.pk}", at=NOW)


def count_read() -> int:
    """How much there is of what was read in words."""
    rows = (TextVector, Assignment, Guess, GivenReason, Print, Copy, Signal)
    return sum(model._default_manager.count() for model in rows)


def test_an_objection_leaves_nothing_of_what_was_read() -> None:
    marijke = cast.marijke()
    mark(say(marijke))
    say(marijke, after=HOUR)
    read_everything()
    assert count_read() == 2 + 4 + 2 + 1
    object_to_reading(customer=marijke, now=NOW)
    assert count_read() == 0
    assert Contact.objects.filter(customer=marijke).count() == 2
    assert Event.objects.filter(kind="customer.objected", about_id=marijke.pk).count() == 1


def test_what_others_said_stays_read() -> None:
    say(cast.youssef())
    read_everything()
    object_to_reading(customer=cast.marijke(), now=NOW)
    assert (TextVector.objects.count(), Print.objects.count()) == (1, 1)


def test_what_a_colleague_gave_stays() -> None:
    contact = say(cast.marijke())
    confirm(contact=contact, reason=make.make_reason("levering"), agent=cast.noor(), now=NOW)
    object_to_reading(customer=cast.marijke(), now=NOW)
    assert GivenReason.objects.filter(contact=contact).exists()
    assert list_examples(5) == []


def test_what_comes_in_later_is_not_read_until_they_allow_it() -> None:
    object_to_reading(customer=cast.marijke(), now=NOW)
    say(cast.marijke())
    read_everything()
    understand_waiting(int((NOW + HOUR).timestamp()))
    assert count_read() == 0
    end_objection(customer=cast.marijke(), now=NOW)
    read_everything()
    assert (TextVector.objects.count(), Print.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="customer.objection_ended").count() == 1


def test_it_holds_for_whoever_turned_out_to_be_the_same_person() -> None:
    same = make.make_customer("M. Hoekstra")
    said = say(same)
    read_everything()
    merged = merge(kept=cast.marijke(), absorbed=same, now=NOW)
    object_to_reading(customer=cast.marijke(), now=NOW)
    assert not Contact.objects.readable().filter(pk=said.pk).exists()
    assert count_read() == 0
    split(merge=merged, now=NOW)
    assert Contact.objects.readable().filter(pk=said.pk).exists()


def test_each_night_takes_what_a_merge_or_a_running_model_left() -> None:
    same = make.make_customer("M. Hoekstra")
    say(same)
    read_everything()
    object_to_reading(customer=cast.marijke(), now=NOW)
    merge(kept=cast.marijke(), absorbed=same, now=NOW)
    assert count_read() == 2
    forget_at_night(int(NOW.timestamp()))
    assert count_read() == 0


def test_marks_are_kept_for_as_long_as_anything_is_held_against_them() -> None:
    say(cast.marijke())
    read_everything()
    forget_at_night(int((NOW + timedelta(days=36)).timestamp()))
    assert Print.objects.count() == 1
    forget_at_night(int((NOW + timedelta(days=38)).timestamp()))
    assert Print.objects.count() == 0


def test_what_tells_of_health_is_withheld_before_anything_reads_it() -> None:
    ill = say(cast.marijke(), ILL)
    well = say(cast.youssef())
    read_everything()
    understand_waiting(int((NOW + HOUR).timestamp()))
    assert [one.contact for one in Withheld.objects.all()] == [ill]
    assert {field.name for field in Withheld._meta.get_fields()} == {"contact", "at"}
    assert [one.contact for one in TextVector.objects.all()] == [well]
    assert [one.contact for one in Print.objects.all()] == [well]
    assert not GivenReason.objects.filter(contact=ill).exists()


def test_each_night_takes_what_was_read_before_it_was_withheld() -> None:
    ill = say(cast.marijke(), ILL)
    mark(ill)
    keep_readable(contacts=[ill], now=NOW)
    forget_at_night(int(NOW.timestamp()))
    assert count_read() == 0


def test_it_is_withheld_once() -> None:
    ill = say(cast.marijke(), ILL)
    assert keep_readable(contacts=[ill], now=NOW) == []
    assert keep_readable(contacts=[ill], now=NOW) == []
    assert Event.objects.filter(kind="contact.withheld").count() == 1


def test_everything_still_adds_up() -> None:
    say(cast.marijke(), ILL)
    say(cast.youssef())
    say(make.make_customer("Ilse Roozendaal"))
    object_to_reading(customer=cast.youssef(), now=NOW)
    read_everything()
    volumes = count_volumes(f"{NOW:%Y-%m}", cast.noor())
    assert (volumes.total, volumes.unread, volumes.withheld) == (3, 1, 2)


def test_the_customer_page_takes_the_objection_and_takes_it_back(client: Client) -> None:
    client.force_login(cast.noor())
    marijke = cast.marijke()
    address = f"/customers/{marijke.pk}/objections/"
    assert "Geen model leest hun woorden" in client.post(address, {"objects": "1"}, follow=True).text
    assert "Modellen zoeken onderwerpen" in client.post(address, follow=True).text
    client.force_login(make.make_agent("Greta Nauta", Role.AUDITOR))
    assert client.post(address, {"objects": "1"}).status_code == 403
