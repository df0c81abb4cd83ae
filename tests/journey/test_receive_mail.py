import gc
import sys
from datetime import timedelta

import pytest
from tests import cast
from tests.letters import MARIJKE, OURS, YOUSSEF, deliver, letter, new_id, write

from wortel.cases.models import Case, Status
from wortel.channels.interface import Inbound, Unreadable
from wortel.channels.models import Arrival, Outcome
from wortel.channels.queries import find_own_addresses
from wortel.contacts.models import Contact, Direction
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.journey.receive import receive_mail, retry

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_case_with_its_bytes_kept() -> None:
    raw = letter("Waar blijft mijn bankje?", subject="Levering bankje Fjell")
    receipt = deliver(raw)
    assert receipt.outcome == Outcome.FILED
    assert receipt.is_new_case
    assert bytes(Arrival.objects.get().raw) == raw
    case = Case.objects.get()
    assert (case.subject, case.who, case.latest_words) == (
        "Levering bankje Fjell",
        "Marijke Hoekstra",
        "Waar blijft mijn bankje?",
    )
    assert (case.status, case.contact_count, case.is_unread) == (Status.OPEN, 1, True)
    assert case.team == cast.care()


def test_the_sender_is_recognised_by_address() -> None:
    known = cast.marijke()
    assert write(sender="M. Hoekstra <Marijke@Hoekstra.example>").customer == known
    assert Customer.objects.count() == 1


def test_a_newcomer_becomes_a_customer_once() -> None:
    first, second = write(sender=YOUSSEF), write(sender=YOUSSEF)
    assert first.customer == second.customer
    assert Customer.objects.get().name == "Youssef Benali"


def test_a_shared_address_is_not_guessed() -> None:
    for name in ("Bram", "Fleur"):
        cast.make.make_address(cast.make.make_customer(name), "email", "gezin@thuis.example")
    receipt = write(sender="gezin@thuis.example")
    assert receipt.customer is None
    assert Case.objects.get().who == "gezin@thuis.example"


def test_the_same_mail_is_filed_once() -> None:
    raw = letter()
    first, second = deliver(raw), deliver(raw)
    assert second.outcome == Outcome.DUPLICATE
    assert second.contact == first.contact
    assert second.case == first.case
    assert (Arrival.objects.count(), Contact.objects.count()) == (1, 1)


def test_another_mail_under_a_borrowed_id_is_not_a_duplicate() -> None:
    deliver(letter("Waar blijft mijn bankje?", message_id="same@post.example"))
    assert deliver(letter("Heel iets anders", message_id="same@post.example")).outcome != Outcome.DUPLICATE


class _Stumbles:
    def read(self, raw: bytes) -> Inbound:
        raise Unreadable("nested too deep")


def test_what_cannot_be_read_is_kept_with_the_reason() -> None:
    receipt = receive_mail(b"\x00\xff", reader=_Stumbles(), mailboxes=find_own_addresses(), now=cast.NOW)
    assert receipt.outcome == Outcome.QUARANTINED
    arrival = Arrival.objects.get()
    assert (bytes(arrival.raw), arrival.why) == (b"\x00\xff", "nested too deep")
    assert Event.objects.filter(kind="mail.quarantined").count() == 1
    again = receive_mail(b"\x00\xff", reader=_Stumbles(), mailboxes=find_own_addresses(), now=cast.NOW)
    assert again.outcome == Outcome.DUPLICATE


def test_a_better_reader_gets_it_out_of_quarantine() -> None:
    from tests.letters import InProcess

    raw = letter("Toch leesbaar")
    aside = receive_mail(raw, reader=_Stumbles(), mailboxes=find_own_addresses(), now=cast.NOW)
    assert aside.arrival is not None
    receipt = retry(arrival=aside.arrival, reader=InProcess(), now=cast.NOW)
    assert receipt.outcome == Outcome.FILED
    assert Arrival.objects.get().outcome == Outcome.FILED
    assert deliver(raw).outcome == Outcome.DUPLICATE


@pytest.mark.parametrize("at", [cast.NOW + timedelta(days=400), None])
def test_a_clock_that_cannot_be_right_is_not_believed(at: object) -> None:
    write(at=at)
    assert Contact.objects.get().started_at == cast.NOW


def test_a_late_mail_keeps_the_moment_it_was_written() -> None:
    write(at=cast.NOW - cast.DAY)
    assert Contact.objects.get().started_at == cast.NOW - cast.DAY
    assert Case.objects.get().latest_at == cast.NOW


def test_a_mail_without_a_sender_or_words_is_filed() -> None:
    receipt = write("", sender="", subject="")
    assert receipt.outcome == Outcome.FILED
    assert receipt.customer is None


def test_mail_of_our_own_is_outgoing_and_makes_no_customer() -> None:
    receipt = write("Wij hebben een vraag", sender=OURS, to="nieuw@klant.example")
    assert receipt.outcome == Outcome.FILED
    assert receipt.contact is not None
    assert receipt.contact.direction == Direction.OUT
    assert not Customer.objects.exists()
    assert Case.objects.get().status == Status.WAITING


def test_an_address_named_on_the_command_line_is_ours_too() -> None:
    receipt = deliver(letter(sender="verkoop@anders.example"), own=["Verkoop@anders.example"])
    assert receipt.contact is not None
    assert receipt.contact.direction == Direction.OUT


def test_a_newsletter_is_kept_out_of_the_inbox() -> None:
    receipt = write(more=["List-Id: <nieuws.partner.example>", "List-Unsubscribe: <mailto:weg@partner.example>"])
    assert receipt.outcome == Outcome.LIST
    assert receipt.case is not None
    assert receipt.case.status == Status.CLOSED
    assert not Customer.objects.exists()
    assert not Contact.objects.counted().exists()


def test_every_step_is_in_the_audit_trail() -> None:
    write()
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"customer.made", "contact.filed", "case.opened"} <= kinds


def test_the_number_of_statements_does_not_grow(django_assert_max_num_queries: object) -> None:
    first = new_id()
    write(sender=MARIJKE)
    own = find_own_addresses()
    from tests.letters import InProcess

    with django_assert_max_num_queries(9):  # type: ignore[operator]  # a fixture of pytest-django
        receive_mail(letter(sender=YOUSSEF, message_id=first), reader=InProcess(), mailboxes=own, now=cast.NOW)
    reply = letter("Nog iets", sender=YOUSSEF, answers=first, references=[first])
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture of pytest-django
        receive_mail(reply, reader=InProcess(), mailboxes=own, now=cast.NOW)


def test_a_mail_with_very_many_files_is_filed_with_all_of_them() -> None:
    part = b"--grens\r\nContent-Type: image/png; name=bon.png\r\n\r\nx\r\n"
    head = letter(more=("X-Many: 1500",)).partition(b"MIME-Version")[0]
    raw = head + b"Content-Type: multipart/mixed; boundary=grens\r\n\r\n" + part * 1_500 + b"--grens--\r\n"
    contact = deliver(raw).contact
    assert contact is not None
    assert contact.attachments.count() == 1_500


def test_nothing_holds_the_bytes_of_a_mail_that_is_stored() -> None:
    """A hundred of 25 MB come before the collector does: it counts things, not what they weigh."""
    raw = letter("Met een foto van 25 MB.")
    gc.disable()
    try:
        before = sys.getrefcount(raw)
        deliver(raw)
        assert sys.getrefcount(raw) == before
    finally:
        gc.enable()
    assert bytes(Arrival.objects.get().raw) == raw
