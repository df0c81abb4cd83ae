"""The one stream of a customer: every kind of thing, over cases and channels, page by page without loss."""

from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from tests import cast, make
from tests.desk.screens import lasting_plan

from wortel.cases.models import Case, Outcome
from wortel.contacts.models import Contact, Conversation
from wortel.customers import actions as customers
from wortel.customers.models import Customer
from wortel.customers.queries import list_family
from wortel.desk.queries import stream_sql
from wortel.desk.queries.stream import Item, Place, list_stream, list_stream_from
from wortel.desk.queries.stream_sql import PAGE

pytestmark = pytest.mark.django_db


def kinds(items: tuple[Item, ...]) -> list[str]:
    return [item.kind for item in items]


def everything(customer: int, case: Case | None) -> list[Item]:
    """All pages one after another, as somebody reads who scrolls to the beginning."""
    page = list_stream(customers=[customer], case=case)
    found = list(page.items)
    while page.has_earlier:
        page = list_stream(customers=[customer], case=case, before=page.first)
        found = [*page.items, *found]
    return found


def test_it_holds_orders_parcels_notes_and_earlier_cases() -> None:
    marijke, now = cast.marijke(), cast.NOW
    order = make.make_order(marijke, "88-20655", at=now - 13 * cast.DAY)
    make.make_parcel(order, "3SPK", carrier=cast.carrier(), at=now - 4 * cast.DAY)
    earlier = make.make_case(marijke, at=now - 2 * cast.DAY, status="closed")
    case = make.make_case(marijke, at=now)
    make.make_note(case, "Gevonden.", agent=cast.joris(), at=now + cast.MINUTE)
    stream = list_stream(customers=[marijke.pk], case=case)
    assert kinds(stream.items) == ["order", "parcel", "case", "contact", "case", "contact", "note"]
    assert stream.items[2].id == earlier.pk


def test_an_earlier_case_tells_how_it_ended() -> None:
    marijke = cast.marijke()
    earlier = make.make_case(marijke, at=cast.NOW - cast.DAY, status="closed")
    Outcome.objects.create(contact=make.find_contact(earlier), is_solved=True, is_cause_open=True, at=cast.NOW)
    case = make.make_case(marijke)
    told = list_stream(customers=[marijke.pk], case=case).items[0]
    assert told.body["outcome"] == {"solved": True, "cause_open": True}


def test_what_happens_at_the_same_moment_is_neither_lost_nor_doubled() -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke)
    conversation = case.parts.get().conversation
    for number in range(3 * PAGE):
        make.make_contact(conversation, f"bericht {number}", at=cast.NOW)
    texts = [item.body["text"] for item in everything(marijke.pk, case) if item.kind == "contact"]
    assert sorted(texts[1:]) == sorted(f"bericht {number}" for number in range(3 * PAGE))


def test_a_screen_that_looks_again_gets_what_it_had_and_what_is_new() -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke, at=cast.NOW)
    shown = list_stream(customers=[marijke.pk], case=case)
    make.make_contact(case.parts.get().conversation, "nog iets", at=cast.NOW + cast.HOUR)
    assert shown.first is not None
    again = list_stream_from(customers=[marijke.pk], case=case, start=shown.first)
    assert [item.id for item in again.items[:-1]] == [item.id for item in shown.items]
    assert again.items[-1].body["text"] == "nog iets"


def test_a_merged_customer_brings_their_past_along() -> None:
    old, kept = make.make_customer("Oude naam"), cast.marijke()
    make.make_case(old, "Van vroeger", text="Vroeger")
    customers.merge(kept=kept, absorbed=old, now=cast.NOW)
    stream = list_stream(customers=list_family(kept), case=None)
    assert "Vroeger" in {item.body["text"] for item in stream.items if item.kind == "contact"}


def test_a_long_stream_is_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke)
    conversation = case.parts.get().conversation
    for number in range(2 * PAGE):
        make.make_contact(conversation, f"bericht {number}", at=cast.NOW)
    with django_assert_num_queries(1):
        list_stream(customers=[marijke.pk], case=case)


def test_somebody_else_in_the_case_is_heard_too() -> None:
    case = make.make_case(cast.marijke())
    other = make.make_conversation(cast.youssef(), at=cast.NOW)
    make.make_contact(other, "Ik ben de ontvanger", at=cast.NOW + cast.MINUTE)
    case.parts.create(conversation=other)
    texts = [item.body["text"] for item in list_stream(customers=[cast.marijke().pk], case=case).items[1:]]
    assert "Ik ben de ontvanger" in texts


def test_spam_is_left_out() -> None:
    case = make.make_case(cast.marijke())
    contact = make.find_contact(case)
    contact.is_spam = True
    contact.save()
    assert "contact" not in kinds(list_stream(customers=[cast.marijke().pk], case=case).items)


def test_a_place_is_read_as_it_was_written() -> None:
    place = Place(cast.NOW + timedelta(microseconds=3), 4, 17)
    assert Place.read(str(place)) == place
    assert Place.read("geen plaats") is None


def test_a_case_with_ten_thousand_messages_opens_at_its_end() -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke, at=cast.NOW - 400 * cast.DAY)
    conversation = case.parts.get().conversation
    Contact.objects.bulk_create(
        Contact(
            conversation=conversation,
            customer=marijke,
            channel="email",
            direction="in",
            started_at=cast.NOW - number * cast.MINUTE,
            text=f"bericht {number}",
        )
        for number in range(10_000)
    )
    page = list_stream(customers=[marijke.pk], case=case)
    assert len(page.items) == PAGE
    assert page.items[-1].body["text"] == "bericht 0"


@pytest.mark.parametrize("window", [stream_sql.LAST, stream_sql.BEFORE])
def test_the_plan_that_is_kept_walks_along_the_messages_of_the_customer(window: stream_sql.Window) -> None:
    people = Customer.objects.bulk_create(Customer(name=f"Klant {number}") for number in range(2_000))
    threads = Conversation.objects.bulk_create(
        Conversation(channel="email", customer=person, reply_key=f"{person.pk:032d}", started_at=cast.NOW)
        for person in people
    )
    Contact.objects.bulk_create(
        Contact(conversation=thread, customer=thread.customer, channel="email", direction="in", started_at=cast.NOW)
        for thread in threads
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact, contacts_conversation, customers_customer")
    plan = lasting_plan(stream_sql.statement(window))
    assert "Index Scan using contact_customer on contacts_contact" in plan
    assert "Seq Scan on contacts_contact" not in plan
