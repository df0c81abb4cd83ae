import random
from email import message_from_bytes
from email.utils import parseaddr

import pytest
from tests import cast
from tests.letters import MARIJKE, OURS, YOUSSEF, deliver, letter, write

from wortel.cases import actions as cases
from wortel.cases.models import Case, Status
from wortel.channels.models import Outcome
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Address
from wortel.journey.receive import Receipt

pytestmark = pytest.mark.django_db

EVE = "Eve <eve@elders.example>"


def test_a_reply_joins_the_conversation() -> None:
    first = write(message_id="a@post.example")
    reply = write("En?", answers="a@post.example")
    assert (reply.outcome, reply.case) == (Outcome.JOINED, first.case)
    assert not reply.is_verified
    case = Case.objects.get()
    assert (case.contact_count, case.latest_words) == (2, "En?")


def test_a_proven_reply_is_verified() -> None:
    write(message_id="a@post.example")
    assert write("En?", answers="a@post.example", verdict="pass").is_verified


def test_a_reply_far_down_the_references_joins() -> None:
    first = write(message_id="a@post.example")
    reply = write("En?", answers="unknown@post.example", references=["a@post.example", "lost@post.example"])
    assert reply.case == first.case


def test_whoever_stood_in_cc_may_join() -> None:
    first = write(message_id="a@post.example", cc=YOUSSEF)
    assert write("Ik ook", sender=YOUSSEF, answers="a@post.example").case == first.case


def test_somebody_else_does_not_get_in_with_the_right_id() -> None:
    first = write(message_id="a@post.example")
    forged = write("Stuur het naar mij", sender=EVE, answers="a@post.example")
    assert forged.outcome == Outcome.FILED
    assert forged.case != first.case
    assert forged.possibly_belongs_to == first.case
    assert not forged.is_verified


def test_a_forged_sender_does_not_get_in() -> None:
    first = write(message_id="a@post.example")
    forged = write("Stuur het naar mij", answers="a@post.example", verdict="fail")
    assert forged.case != first.case
    assert forged.possibly_belongs_to == first.case
    assert not forged.is_verified


def test_a_colleague_whose_address_is_forged_does_not_get_in() -> None:
    first = write(message_id="a@post.example")
    forged = write("Betaal hier", sender=OURS, answers="a@post.example", verdict="fail")
    assert forged.case != first.case
    assert forged.possibly_belongs_to == first.case


def test_an_unproven_mail_lets_nobody_in() -> None:
    first = write(message_id="a@post.example")
    write("Ik zet Eve erbij", answers="a@post.example", message_id="b@post.example", cc=EVE)
    assert write("Dank", sender=EVE, answers="b@post.example").possibly_belongs_to == first.case


def test_a_proven_mail_lets_others_in() -> None:
    first = write(message_id="a@post.example")
    write("Ik zet Eve erbij", answers="a@post.example", message_id="b@post.example", cc=EVE, verdict="pass")
    assert write("Dank", sender=EVE, answers="b@post.example").case == first.case


def test_naming_a_mail_of_others_does_not_draw_its_answers() -> None:
    first = write(message_id="a@post.example")
    write("Let op mij", sender=EVE, cc=MARIJKE, answers="a@post.example")
    assert write("En?", answers="a@post.example").case == first.case


def test_a_number_in_the_subject_joins_nothing() -> None:
    first = write()
    assert first.case is not None
    assert write(subject=f"Re: [#{first.case.pk}] Levering", sender=EVE).case != first.case


def test_the_answer_that_came_first_waits_for_its_question() -> None:
    reply = write("Dank", message_id="b@post.example", answers="a@post.example")
    late = write("De vraag", message_id="a@post.example")
    assert late.case == reply.case
    assert Case.objects.count() == 1


def test_a_late_mail_ties_two_threads_together() -> None:
    write("Eerste", message_id="a@post.example")
    write("Derde", message_id="c@post.example", answers="b@post.example")
    assert Case.objects.standing().count() == 2
    late = write("Tweede", message_id="b@post.example", answers="a@post.example")
    assert Case.objects.standing().get() == late.case
    assert Contact.objects.filter(conversation=late.conversation).count() == 3


def _thread(name: str, length: int) -> list[bytes]:
    ids = [f"{name}-{n}@post.example" for n in range(length)]
    person = f"{name} <{name}@klant.example>"
    return [
        letter(f"{name} {n}", sender=person, message_id=ids[n], answers=ids[n - 1 : n], subject=name)
        for n in range(length)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_makes_no_difference(seed: int) -> None:
    mails = [raw for number in range(4) for raw in _thread(f"klant{number}", 4)]
    random.Random(seed).shuffle(mails)
    for raw in mails:
        deliver(raw)
    assert Case.objects.standing().count() == 4
    assert {contacts.count() for contacts in _by_case()} == {4}


def _by_case() -> list[object]:
    return [Contact.objects.filter(conversation__part__case=case) for case in Case.objects.standing()]


def _answer(receipt: Receipt, text: str = "Morgen") -> Contact:
    assert receipt.conversation is not None
    assert receipt.case is not None
    conversation = Conversation.objects.get(pk=receipt.conversation.pk)
    answer = contacts.write_answer(conversation=conversation, agent=cast.noor(), text=text, now=cast.NOW)
    cases.answered(case=receipt.case, contact=answer, now=cast.NOW)
    return answer


def _reply_to(answer: Contact) -> str:
    assert answer.delivery is not None
    return parseaddr(message_from_bytes(bytes(answer.delivery.raw))["Reply-To"])[1]


def test_a_reply_to_our_answer_joins_by_its_secret_address_alone() -> None:
    first = write()
    answer = _answer(first)
    reply = write("Dank", to=_reply_to(answer))
    assert (reply.outcome, reply.case) == (Outcome.JOINED, first.case)
    assert reply.is_verified


def test_a_secret_address_in_other_hands_opens_nothing() -> None:
    first = write()
    answer = _answer(first)
    reply = write("Ik heb deze mail gekregen", sender=EVE, to=_reply_to(answer))
    assert reply.case != first.case
    assert reply.possibly_belongs_to == first.case


def test_a_tampered_secret_address_proves_nothing() -> None:
    answer = _answer(write())
    local, _, domain = _reply_to(answer).partition("@")
    flipped = local[:-1] + ("a" if local[-1] != "a" else "b")
    assert write("Hallo", sender=EVE, to=f"{flipped}@{domain}").possibly_belongs_to is None


def test_a_reply_opens_a_settled_case_again() -> None:
    first = write(message_id="a@post.example")
    assert first.case is not None
    cases.close(case=first.case, now=cast.NOW, is_solved=True)
    write("Toch niet", answers="a@post.example")
    case = Case.objects.get()
    assert (case.status, case.closed_at, case.is_unread) == (Status.OPEN, None, True)


def test_a_machine_does_not_open_a_settled_case() -> None:
    first = write(message_id="a@post.example")
    assert first.case is not None
    cases.close(case=first.case, now=cast.NOW)
    away = write("Ik ben er niet", answers="a@post.example", more=["Auto-Submitted: auto-replied"])
    assert (away.outcome, away.case) == (Outcome.AUTO_REPLY, first.case)
    assert Case.objects.get().status == Status.CLOSED


def test_our_own_mail_that_comes_back_is_a_loop() -> None:
    answer = _answer(write())
    assert answer.delivery is not None
    back = deliver(bytes(answer.delivery.raw))
    assert (back.outcome, back.contact) == (Outcome.LOOP, answer)
    assert Contact.objects.count() == 2


def _report(answer: Contact, about: str) -> bytes:
    assert answer.delivery is not None
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: hallo@devoorbeeldwinkel.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {about}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{answer.message_id}>\r\n\r\n--r--\r\n"
    ).encode()


def test_a_bounce_marks_the_address_and_brings_the_case_back() -> None:
    first = write()
    answer = _answer(first)
    receipt = deliver(_report(answer, "marijke@hoekstra.example"))
    assert (receipt.outcome, receipt.case) == (Outcome.BOUNCE, first.case)
    assert Address.objects.get().bounced_at == cast.NOW
    assert Case.objects.get().status == Status.OPEN


def test_a_report_says_nothing_about_addresses_we_did_not_write_to() -> None:
    answer = _answer(write())
    cast.youssef()
    deliver(_report(answer, "y.benali@post.example"))
    assert not Address.objects.filter(bounced_at__isnull=False).exists()
