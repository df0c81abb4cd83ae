"""What comes back on a message that nobody asked for: words come into the case, a bounce is seen."""

import email

import pytest
from tests.cast import MINUTE, NOW
from tests.letters import deliver, letter
from tests.problems.told import gone

from wortel.cases.models import Case, Status
from wortel.channels.models import Delivery, Outcome
from wortel.contacts.models import Contact
from wortel.customers.models import Address
from wortel.problems.actions import telling as actions
from wortel.problems.models import LeftOut, Recipient
from wortel.problems.queries import telling as queries

pytestmark = pytest.mark.django_db


def told() -> Delivery:
    gone("Ilse")
    actions.send_waiting(now=NOW)
    return Delivery.objects.get()


def report(lost: Delivery) -> bytes:
    """The other mail server could not deliver it."""
    return (
        "From: MAILER-DAEMON@post.example\r\nTo: hallo@devoorbeeldwinkel.example\r\nSubject: Undelivered\r\n"
        "Message-ID: <bounce-1@post.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.post.example\r\n\r\n"
        "Final-Recipient: rfc822; ilse@post.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{lost.message_id}>\r\n\r\ny\r\n--r--\r\n"
    ).encode()


def test_an_answer_comes_into_the_case_it_is_about() -> None:
    sent = told()
    case = Case.objects.get()
    to = email.message_from_bytes(bytes(sent.raw))["Reply-To"]
    receipt = deliver(
        letter("Bij mij staat het er nog op.", sender="Ilse <ilse@post.example>", to=to, answers=sent.message_id),
        now=NOW + MINUTE,
    )
    case.refresh_from_db()
    assert (receipt.outcome, receipt.case, case.status) == (Outcome.JOINED, case, Status.OPEN)
    assert Contact.objects.counted().filter(text__contains="nog op").exists()


def test_an_answer_to_the_sender_alone_still_finds_its_case() -> None:
    sent = told()
    receipt = deliver(
        letter("Dank je wel.", sender="Ilse <ilse@post.example>", answers=sent.message_id), now=NOW + MINUTE
    )
    assert receipt.case == Case.objects.get()


def test_what_did_not_arrive_is_seen_and_reopens_nothing() -> None:
    sent = told()
    receipt = deliver(report(sent), now=NOW + MINUTE)
    case = Case.objects.get()
    assert (receipt.outcome, receipt.case, case.status) == (Outcome.BOUNCE, case, Status.CLOSED)
    assert Address.objects.get(value="ilse@post.example").bounced_at is not None
    recipient = Recipient.objects.get()
    assert queries.list_lost(recipient.telling) == [recipient]


def test_a_customer_whose_mail_came_back_is_not_written_to_again() -> None:
    deliver(report(told()), now=NOW + MINUTE)
    problem = Recipient.objects.get().problem
    [listed] = queries.list_sufferers(problem, NOW)
    assert listed.why in {LeftOut.TOLD, LeftOut.NO_ADDRESS}
