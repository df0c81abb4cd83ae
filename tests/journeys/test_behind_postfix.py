"""With a real Postfix around it: mail comes in over LMTP, answers leave through it, and what fails comes back."""

import smtplib
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone
from tests import cast
from tests.channels.postfix import Postfix, free_port, wait_until
from tests.journeys.conftest import Letterbox, running
from tests.letters import OURS, letter

from wortel.channels import actions as channels
from wortel.channels.email.sink import Sink
from wortel.channels.email.smtp_out import Server, SmtpPost
from wortel.channels.interface import DeliveryFailed, NobodyHome, Party
from wortel.channels.models import Arrival, Delivery, Outcome
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation, Direction

pytestmark = pytest.mark.django_db(transaction=True)

DOMAIN = OURS.rpartition("@")[2]
RAW = b"Subject: x\r\n\r\nx\r\n"


class Outside(Letterbox):
    """The servers of customers; one of them is no more."""

    async def handle_RCPT(  # noqa: N802 (named by aiosmtpd)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.endswith("@gone.example"):
            return "550 5.1.1 This address is no more"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Outside()
    with Sink(box) as url:
        yield box, url


@pytest.fixture
def lmtp_port() -> int:
    return free_port()


@pytest.fixture
def postfix(tmp_path: Path, letterbox: tuple[Letterbox, str], lmtp_port: int) -> Iterator[Postfix]:
    outside = int(letterbox[1].rpartition(":")[2])
    with Postfix(tmp_path / "postfix", domain=DOMAIN, lmtp_port=lmtp_port, next_port=outside) as server:
        yield server


@pytest.fixture
def shop() -> None:
    cast.shop()
    cast.care()
    cast.mailbox()


def wortel(postfix: Postfix, lmtp_port: int) -> running:
    words = ("mail", "--port", "0", "--lmtp-port", str(lmtp_port))
    return running(*words, said=r"(smtp://\S+)", SMTP_URL=f"smtp://127.0.0.1:{postfix.port}")


def write_to(postfix: Postfix, raw: bytes, to: str = OURS) -> None:
    with smtplib.SMTP("127.0.0.1", postfix.port, timeout=30) as line:
        line.sendmail("marijke@hoekstra.example", [to], raw)


def test_a_mail_comes_in_an_answer_leaves_and_its_reply_joins(
    shop: None, postfix: Postfix, lmtp_port: int, letterbox: tuple[Letterbox, str]
) -> None:
    with wortel(postfix, lmtp_port):
        write_to(postfix, letter("Waar blijft mijn bankje?", at=timezone.now()))
        assert wait_until(lambda: Contact.objects.count() == 1), postfix.log[-3000:]
        thread = Conversation.objects.get()
        contacts.write_answer(conversation=thread, agent=cast.noor(), text="Morgen.", now=timezone.now())
        Delivery.objects.update(due_at=timezone.now())
        assert wait_until(lambda: letterbox[0].mails), postfix.log[-3000:]
        sent = message_from_bytes(letterbox[0].mails[0])
        assert sent["To"] == "marijke@hoekstra.example"

        # The reply address has a tag, and Postfix must bring it here all the same.
        reply = letter("Hoe laat?", to=sent["Reply-To"], answers=sent["Message-ID"].strip("<>"), at=timezone.now())
        write_to(postfix, reply, sent["Reply-To"])
        assert wait_until(lambda: Contact.objects.filter(direction=Direction.IN).count() == 2)
    assert Conversation.objects.count() == 1
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert postfix.count_waiting() == 0


def test_an_answer_that_cannot_arrive_comes_back_to_its_case(shop: None, postfix: Postfix, lmtp_port: int) -> None:
    with wortel(postfix, lmtp_port):
        write_to(postfix, letter("Hallo?", sender="Iemand <iemand@gone.example>", at=timezone.now()))
        assert wait_until(lambda: Contact.objects.count() == 1), postfix.log[-3000:]
        thread = Conversation.objects.get()
        contacts.write_answer(conversation=thread, agent=cast.noor(), text="Dag.", now=timezone.now())
        Delivery.objects.update(due_at=timezone.now())
        assert wait_until(lambda: Arrival.objects.filter(outcome=Outcome.BOUNCE).exists()), postfix.log[-3000:]
    report = Contact.objects.get(arrival__outcome=Outcome.BOUNCE)
    assert report.conversation == thread
    assert report.is_automatic


def test_while_wortel_is_away_postfix_keeps_the_mail(shop: None, postfix: Postfix, lmtp_port: int) -> None:
    for number in range(5):
        write_to(postfix, letter(f"mail {number}", at=timezone.now()))
    assert wait_until(lambda: "status=deferred" in postfix.log)
    with wortel(postfix, lmtp_port):
        postfix.try_again()
        assert wait_until(lambda: Arrival.objects.count() == 5), postfix.log[-3000:]
        assert wait_until(lambda: postfix.count_waiting() == 0)
    assert Contact.objects.count() == 5


def test_a_mailbox_with_a_server_of_its_own_sends_through_it(
    shop: None, postfix: Postfix, lmtp_port: int, letterbox: tuple[Letterbox, str]
) -> None:
    """The installation names no server at all; only this mailbox does."""
    box = cast.mailbox()
    channels.send_through(mailbox=box, host="127.0.0.1", port=postfix.port, user="", password="", security="none")
    channels.post_mail(
        mailbox=box,
        to=Party("email", "marijke@hoekstra.example"),
        bcc=[Party("email", "archief@hoekstra.example")],
        subject="Hallo",
        text="Dag",
        reply_to=box.address,
        now=timezone.now(),
        due_at=timezone.now(),
    )
    words = ("mail", "--port", "0")
    with running(*words, said=r"(smtp://\S+)", SMTP_URL="", WORTEL_INSIDE_HOSTS="127.0.0.1"):
        assert wait_until(lambda: letterbox[0].mails), postfix.log[-3000:]
        assert wait_until(lambda: Delivery.objects.get().state == Delivery.State.SENT)
    assert "archief" not in letterbox[0].mails[0].decode()
    assert postfix.log.count("to=<archief@hoekstra.example>") == 1


@pytest.mark.parametrize(("who", "permanent"), [("later@post.example", False), ("nobody@post.example", True)])
def test_the_two_kinds_of_no_are_told_apart(postfix: Postfix, who: str, permanent: bool) -> None:
    with SmtpPost(Server("127.0.0.1", postfix.port, "plain")) as post, pytest.raises(DeliveryFailed) as refusal:
        post.hand_over(sender=OURS, recipients=[who], raw=RAW)
    assert refusal.value.permanent is permanent


def test_starttls_is_checked_before_anything_is_said(postfix: Postfix) -> None:
    known = postfix.certificate.for_clients()

    def send(host: str, tls: ssl.SSLContext | None) -> None:
        with SmtpPost(Server(host, postfix.port, "starttls"), tls=tls) as post:
            post.hand_over(sender=OURS, recipients=["marijke@hoekstra.example"], raw=RAW)

    send("localhost", known)
    for host, tls, kind in (("127.0.0.1", known, "wrong_name"), ("localhost", None, "untrusted")):
        with pytest.raises(NobodyHome) as refusal:
            send(host, tls)
        assert refusal.value.kind == kind
