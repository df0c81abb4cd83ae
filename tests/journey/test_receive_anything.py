"""Laws that hold for every mail, however strange."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast
from tests.letters import InProcess, deliver, letter
from tests.outside import shared

from wortel.cases.models import Case
from wortel.channels.email.reader import Reader
from wortel.channels.email.sources import Source, walk
from wortel.channels.models import Arrival, Outcome
from wortel.channels.queries import find_own_addresses
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer
from wortel.journey.receive import receive_mail

LINES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.sampled_from(
            [
                b"From: a@post.example",
                b"From: =?utf-8?q?=00?= <x@post.example>",
                b"To: hallo@devoorbeeldwinkel.example",
                b"Subject: \xff\xfe\x00",
                b"Date: Mon, 99 Foo 9999 99:99",
                b"Message-ID: <a@post.example>",
                b"References: <a@post.example> <b@post.example>",
                b"Content-Type: multipart/mixed; boundary=x",
                b"Content-Type: text/plain; charset=unicode-1-1-utf-7",
                b"Content-Transfer-Encoding: base64",
                b"Auto-Submitted: auto-replied",
                b"--x",
                b"",
            ]
        ),
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_every_mail_gets_one_outcome_and_keeps_its_bytes(lines: list[bytes]) -> None:
    raw = b"\r\n".join(lines)
    receipt = deliver(raw)
    assert receipt.outcome in Outcome
    assert deliver(raw).outcome == Outcome.DUPLICATE
    if receipt.outcome != Outcome.DUPLICATE:
        assert receipt.arrival is not None
        assert bytes(Arrival.objects.get(pk=receipt.arrival.pk).raw) == raw
    assert not Conversation.objects.filter(part=None).exists()
    assert not Conversation.objects.filter(contacts=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["nul \x00 in het midden", "los \udc80 half teken", "😀" * 400, "a" * 300_000, "\u202e omgekeerd", " "],
    ids=["nul", "surrogate", "emoji", "long", "reversed", "blank"],
)
def test_strange_words_can_be_stored(words: str) -> None:
    raw = letter("x").replace(b"Subject: Levering", b"Subject: " + words[:200].encode("utf-8", "surrogatepass"))
    receipt = deliver(raw + words.encode("utf-8", "surrogatepass"))
    assert receipt.outcome == Outcome.FILED


@pytest.mark.django_db
@pytest.mark.slow
def test_fifty_megabytes_are_filed_whole() -> None:
    raw = letter("groot") + b"x" * 76 + (b"\r\n" + b"y" * 76) * (50 * 1024 * 1024 // 78)
    with Reader() as reader:
        receipt = receive_mail(raw, reader=reader, mailboxes=find_own_addresses(), now=cast.NOW)
    assert receipt.outcome == Outcome.FILED
    assert Arrival.objects.get().size == len(raw)


@pytest.mark.django_db(transaction=True)
def test_two_workers_file_a_mail_once_and_a_thread_together() -> None:
    cast.shop(), cast.care(), cast.mailbox()
    first = letter("Vraag", message_id="a@post.example")
    reply = letter("En?", message_id="b@post.example", answers="a@post.example")
    mails = [mail for pair in zip(repeat(first, 4), repeat(reply, 4), strict=True) for mail in pair]
    with ThreadPoolExecutor(max_workers=4) as workers:
        outcomes = list(workers.map(_take_in, mails))
    assert len([outcome for outcome in outcomes if outcome == Outcome.DUPLICATE]) == 6
    assert (Contact.objects.count(), Case.objects.standing().count(), Customer.objects.count()) == (2, 1, 1)


def _take_in(raw: bytes) -> Outcome:
    try:
        return receive_mail(raw, reader=InProcess(), mailboxes=find_own_addresses(), now=cast.NOW).outcome
    finally:
        connection.close()


@pytest.mark.django_db
@pytest.mark.outside
@pytest.mark.slow
def test_the_outside_mails_all_end_in_one_outcome_and_none_is_filed_twice() -> None:
    found = [each for each in walk([shared("data/mail")]) if isinstance(each, Source)]
    with Reader() as reader:
        own = find_own_addresses()
        outcomes = [
            [receive_mail(each.raw, reader=reader, mailboxes=own, now=cast.NOW).outcome for each in found]
            for _ in (1, 2)
        ]
    assert len(outcomes[0]) == len(found) > 100
    assert set(outcomes[1]) == {Outcome.DUPLICATE}
    assert Arrival.objects.count() == len(found) - outcomes[0].count(Outcome.DUPLICATE)
