"""What comes back on what we sent: bounces with their reason, complaints, our own mail, and verification mails."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.journey.test_join_threads import _answer, _reply_to, _report
from tests.letters import deliver, write

from wortel.cases.models import Status
from wortel.channels.models import Bounce, Delivery, Outcome
from wortel.contacts.models import Contact
from wortel.customers.models import Address, OptOut

pytestmark = pytest.mark.django_db


def test_the_reason_stands_with_the_mail_that_did_not_arrive() -> None:
    answer = _answer(write())
    deliver(_report(answer, "marijke@hoekstra.example"))
    deliver(_report(answer, "marijke@hoekstra.example").replace(b"Sorry.", b"Once more."))
    bounce = Bounce.objects.get()
    assert (bounce.delivery, bounce.reason) == (answer.delivery, Bounce.Reason.NO_MAILBOX)


def test_the_agent_reads_it_at_the_message_and_the_customer_page_lets_it_go(client: Client) -> None:
    receipt = write()
    answer = _answer(receipt)
    deliver(_report(answer, "marijke@hoekstra.example"))
    client.force_login(cast.noor())
    assert receipt.case is not None
    page = client.get(reverse("case", args=[receipt.case.pk])).content.decode()
    assert "Deze mail is niet aangekomen bij marijke@hoekstra.example." in page
    assert "Dit adres bestaat niet, of niet meer." in page
    assert "bezorgbericht" in page
    address = Address.objects.get()
    customer = reverse("customer", args=[address.customer_id])
    assert "Mail komt weer aan op marijke@hoekstra.example" in client.get(customer).content.decode()
    client.post(reverse("customer-addresses", args=[address.customer_id]), {"works": address.pk})
    address.refresh_from_db()
    assert address.bounced_at is None
    assert "Mail komt weer aan" not in client.get(customer).content.decode()


def _complaint(answer: Contact, named: str = "") -> bytes:
    who = f"Original-Rcpt-To: <{named}>\r\n" if named else ""
    return (
        "From: klachten@post.example\r\nTo: hallo@devoorbeeldwinkel.example\r\nSubject: Klacht\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nSpam.\r\n"
        f"--r\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n{who}\r\n"
        f"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{answer.message_id}>\r\n\r\nx\r\n--r--\r\n"
    ).encode()


@pytest.mark.parametrize("named", ["", "marijke@hoekstra.example"])
def test_who_calls_our_mail_spam_hears_nothing_unasked_any_more(named: str) -> None:
    receipt = write()
    complaint = deliver(_complaint(_answer(receipt), named))
    assert (complaint.outcome, complaint.case) == (Outcome.AUTO_REPLY, receipt.case)
    row = OptOut.objects.get()
    assert (row.value, row.how) == ("marijke@hoekstra.example", OptOut.How.COMPLAINT)


def test_a_complaint_about_somebody_else_changes_nothing() -> None:
    deliver(_complaint(_answer(write()), "iemand@anders.example"))
    assert not OptOut.objects.filter(value="iemand@anders.example").exists()


def test_our_own_mail_is_known_even_where_a_server_took_it_for_forged(client: Client) -> None:
    answer = _answer(write())
    assert answer.delivery is not None
    forged = b"Authentication-Results: mx.devoorbeeldwinkel.example; dmarc=fail\r\n" + bytes(answer.delivery.raw)
    back = deliver(forged)
    assert back.outcome == Outcome.LOOP
    assert Contact.objects.count() == 2
    client.force_login(cast.noor())
    assert back.case is not None
    page = client.get(reverse("case", args=[back.case.pk])).content.decode()
    assert page.count("Deze mail van ons kwam weer binnen.") == 1


def test_a_verification_mail_never_joins_the_case_whose_address_was_given_away() -> None:
    """Somebody signs up elsewhere with our reply address, having had the sender of such mails take part."""
    first = write(message_id="a@post.example", verdict="pass", cc="no-reply@chat.example")
    answer = _answer(first)
    chat = "Chat <no-reply@chat.example>"
    code = write("Your code is 123456", sender=chat, to=_reply_to(answer), verdict="pass")
    assert code.case != first.case
    assert code.possibly_belongs_to == first.case
    named = write("Your code is 654321", sender=chat, answers="a@post.example", verdict="pass")
    assert named.case != first.case


def test_an_absence_message_without_headers_wakes_nothing() -> None:
    first = write(message_id="a@post.example")
    away = write(
        "Ik ben met vakantie. Uw bericht wordt niet gelezen.", answers="a@post.example", subject="Re: Levering"
    )
    assert (away.outcome, away.case) == (Outcome.AUTO_REPLY, first.case)


def test_a_newsletter_is_shown_as_one(client: Client) -> None:
    receipt = write(more=["List-Unsubscribe: <https://shop.example/af>"])
    assert (receipt.outcome, Delivery.objects.count()) == (Outcome.LIST, 0)
    assert receipt.case is not None
    assert receipt.case.status == Status.CLOSED
    client.force_login(cast.noor())
    assert "mailinglijst" in client.get(reverse("case", args=[receipt.case.pk])).content.decode()
