"""Words that no model may read stand in no quote, no comparison of answers and no proposal of a cause."""

import pytest
from tests import cast, make
from tests.cast import HOUR, NOW
from tests.journey.test_withhold import ILL, STORY

from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact, Direction
from wortel.customers.models import Customer
from wortel.journey.withhold import object_to_reading
from wortel.problems.queries import list_quotes
from wortel.problems.queries.proposing import _list_examples
from wortel.quality.queries import list_given

pytestmark = pytest.mark.django_db


def answered(customer: Customer, text: str) -> Contact:
    conversation = make.make_conversation(customer)
    contact = make.make_contact(conversation, text)
    make.make_contact(conversation, f"Beste {customer.name}", at=NOW + HOUR, direction=Direction.OUT)
    return contact


@pytest.fixture(params=["too personal", "objects"])
def readable(request: pytest.FixtureRequest) -> Contact:
    """The only one that may be read: next to it stands one that tells of an illness, or one of somebody who objects."""
    cast.shop()
    if request.param == "objects":
        answered(cast.marijke(), STORY)
        object_to_reading(customer=cast.marijke(), now=NOW)
    else:
        keep_readable(contacts=[answered(cast.marijke(), ILL)], now=NOW)
    return answered(cast.youssef(), f"{STORY} Ik wacht nu al een week.")


def test_nothing_of_it_is_quoted(readable: Contact) -> None:
    problem = make.make_problem("bank-komt-niet")
    for contact in Contact.objects.filter(direction=Direction.IN):
        make.make_flag(contact, problem)
    assert list_quotes(problem, 5) == [readable]


def test_what_we_answered_to_it_is_not_compared(readable: Contact) -> None:
    given = list_given(Contact.objects.filter(direction=Direction.IN), NOW)
    assert [one.text for one in given] == ["Beste Youssef Benali"]


def test_nothing_else_of_its_conversation_is_read() -> None:
    cast.shop()
    before = answered(cast.marijke(), STORY)
    keep_readable(contacts=[make.make_contact(before.conversation, ILL, at=NOW + HOUR)], now=NOW)
    assert keep_readable(contacts=[before], now=NOW) == []
    together = [make.make_contact(make.make_conversation(cast.youssef()), text) for text in (STORY, ILL)]
    together[1].conversation = together[0].conversation
    together[1].save()
    assert keep_readable(contacts=together, now=NOW) == []


def test_no_cause_is_proposed_by_its_words(readable: Contact) -> None:
    problem = make.make_problem("bank-komt-niet")
    for contact in Contact.objects.filter(direction=Direction.IN):
        make.make_flag(contact, problem)
    examples = _list_examples([problem.pk], Contact.objects.readable())
    assert [text for _, _, text, _, _ in examples] == [readable.text]
