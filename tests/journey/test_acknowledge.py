"""An acknowledgement goes seldom, in our own words only, and never to a machine or to somebody who never wrote."""

from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.letters import MARIJKE, OURS, deliver, letter, write

from wortel.accounts.models import Organisation
from wortel.channels import actions as channels
from wortel.channels.actions.returns import UNPROVEN_PER_HOUR
from wortel.channels.interface import Party, Refused
from wortel.channels.models import Delivery, Outcome
from wortel.journey.receive import receive_form

pytestmark = pytest.mark.django_db
OWN_WORDS = "We hebben je mail en kijken er morgen naar."


@pytest.fixture(autouse=True)
def shop() -> Organisation:
    channels.acknowledge_from(mailbox=cast.mailbox(), acknowledges=True, text_nl=OWN_WORDS, text_en="")
    return cast.shop()


def sent() -> list[Message]:
    return [message_from_bytes(bytes(row.raw)) for row in Delivery.objects.order_by("pk")]


def text_of(mail: Message) -> str:
    return bytes(mail.get_payload(decode=True)).decode()


def test_it_is_off_until_somebody_switches_it_on() -> None:
    channels.acknowledge_from(mailbox=cast.mailbox(), acknowledges=False, text_nl="", text_en="")
    write()
    assert sent() == []


def test_a_new_mail_is_acknowledged_in_the_words_of_the_mailbox() -> None:
    receipt = write()
    [mail] = sent()
    assert receipt.case is not None
    assert OWN_WORDS in text_of(mail)
    assert receipt.case.number in text_of(mail)
    assert mail["To"] == "marijke@hoekstra.example"


def test_nothing_stands_in_it_that_the_sender_wrote() -> None:
    write("Koop goud", sender='"Koop goud" <marijke@hoekstra.example>', subject="Koop goud http://goud.example")
    [mail] = sent()
    assert "goud" not in bytes(Delivery.objects.get().raw).decode().lower()
    assert mail["Subject"] == "We hebben je bericht ontvangen"


def test_machines_are_told_not_to_answer_it() -> None:
    write()
    [mail] = sent()
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"], mail["X-Loop"]) == ("auto-replied", "All", OURS)

    class Notebook:
        def hand_over(self, *, sender: str, recipients: object, raw: bytes) -> list[Refused]:
            assert sender == ""
            return []

    assert channels.send_due(post=Notebook(), now=cast.NOW) == 1


def test_a_reply_and_a_second_mail_within_the_hour_are_not_acknowledged() -> None:
    write(message_id="a@post.example")
    write("En?", answers="a@post.example")
    write("Nog een vraag")
    assert len(sent()) == 1


def test_one_address_gets_one_an_hour_and_five_a_day() -> None:
    for number in range(200):
        deliver(letter(f"vraag {number}"), now=cast.NOW + timedelta(minutes=7 * number))
    moments = list(Delivery.objects.order_by("made_at").values_list("made_at", flat=True))
    assert len(moments) == 5
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(moments))


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Precedence: bulk",
        "List-Id: <nieuws.shop.example>",
        "Return-Path: <>",
        "X-Loop: hallo@devoorbeeldwinkel.example",
    ],
)
def test_machines_and_lists_are_never_answered(more: str) -> None:
    write(more=[more])
    assert sent() == []


@pytest.mark.parametrize(
    "wishes",
    [{"sender": "no-reply@shop.example"}, {"sender": OURS}, {"verdict": "fail"}, {"to": "iedereen@lijst.example"}],
)
def test_who_cannot_be_answered_or_never_wrote_to_us_gets_nothing(wishes: dict[str, str]) -> None:
    write(**wishes)
    assert sent() == []


def test_two_mailboxes_of_ours_do_not_answer_each_other() -> None:
    channels.acknowledge_from(
        mailbox=channels.add_mailbox(address="verkoop@devoorbeeldwinkel.example"),
        acknowledges=True,
        text_nl="",
        text_en="",
    )
    write(sender="verkoop@devoorbeeldwinkel.example", to=OURS)
    write(sender=OURS, to="verkoop@devoorbeeldwinkel.example")
    assert sent() == []


def test_the_bounce_of_an_acknowledgement_sends_nothing() -> None:
    write()
    report = letter(
        "Sorry.",
        sender="MAILER-DAEMON@mx.example",
        subject="Undelivered Mail Returned to Sender",
        more=["Return-Path: <>"],
    )
    assert deliver(report).outcome == Outcome.BOUNCE
    assert len(sent()) == 1


def test_a_thousand_forged_senders_have_us_write_to_few_strangers() -> None:
    for number in range(UNPROVEN_PER_HOUR + 40):
        write(sender=f"vreemde{number}@elders.example")
    assert len(sent()) == UNPROVEN_PER_HOUR


def test_a_thousand_forms_send_at_most_five_mails() -> None:
    """Whoever fills in a form has proven nothing, so it has us write to nobody at all."""
    victim = Party("email", "slachtoffer@elders.example", "Koop goud")
    for number in range(1_000):
        receive_form(sender=victim, subject="Koop", text="goud", now=cast.NOW + timedelta(minutes=number))
    assert len(sent()) <= 5
    assert sent() == []


def test_the_form_itself_sends_nothing(client: Client) -> None:
    client.post(reverse("question"), {"text": "goud", "name": "Koop goud", "email": MARIJKE.partition("<")[2][:-1]})
    assert sent() == []
