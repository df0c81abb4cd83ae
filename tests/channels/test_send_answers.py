from collections.abc import Iterator, Sequence
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests import cast, make
from wortel.cases.models import Case, Status
from wortel.channels import actions as channels
from wortel.channels.email.sink import Sink
from wortel.channels.email.smtp_out import NotASmtpUrl, Server, SmtpPost
from wortel.channels.interface import DeliveryFailed, NobodyHome, Party, Refused
from wortel.channels.models import Bounce, Delivery
from wortel.channels.queries import by_installation, by_mailbox, list_stuck, list_unsent
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Address
from wortel.events.models import Event
from wortel.journey.reports import heed_refusal

pytestmark = pytest.mark.django_db

LATER = cast.NOW + timedelta(seconds=11)
State = Delivery.State


class Notebook:
    """Takes mail from us and writes down what it got; does what it is told to."""

    def __init__(self, trouble: DeliveryFailed | None = None, refuses: Sequence[Refused] = ()) -> None:
        self.taken: list[tuple[str, tuple[str, ...], bytes]] = []
        self.trouble = trouble
        self._refuses = refuses

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[Refused]:
        if self.trouble:
            raise self.trouble
        self.taken.append((sender, tuple(recipients), raw))
        return self._refuses


def _thread() -> Conversation:
    box = cast.mailbox()
    box.signature_nl = "De Voorbeeldwinkel"
    box.save()
    return make.make_conversation(cast.marijke(), subject="Levering bankje Fjell", mailbox=box)


def _answer(text: str = "Morgen is hij er.") -> Contact:
    return contacts.write_answer(conversation=_thread(), agent=cast.noor(), text=text, now=cast.NOW)


def _sent() -> Delivery:
    return Delivery.objects.get()


def test_an_answer_carries_what_mail_programs_need() -> None:
    thread = _thread()
    Contact.objects.filter(pk=make.make_contact(thread).pk).update(message_id="vraag@post.example")
    answer = contacts.write_answer(conversation=thread, agent=cast.noor(), text="Morgen.", now=cast.NOW)
    assert answer.delivery is not None
    mail = message_from_bytes(bytes(answer.delivery.raw))
    assert mail["Subject"] == "Re: Levering bankje Fjell"
    assert mail["To"] == "marijke@hoekstra.example"
    assert mail["In-Reply-To"] == mail["References"] == "<vraag@post.example>"
    assert mail["Message-ID"] == f"<{answer.message_id}>"
    assert mail["Reply-To"].startswith("hallo+w")
    assert "Auto-Submitted" not in mail
    assert mail.get_payload(decode=True).decode().endswith("-- \r\nDe Voorbeeldwinkel\r\n")  # type: ignore[union-attr]  # one part


def test_an_answer_waits_ten_seconds_and_leaves_once() -> None:
    _answer()
    post = Notebook()
    assert channels.send_due(post=post, now=cast.NOW + timedelta(seconds=9)) == 0
    assert channels.send_due(post=post, now=LATER) == 1
    assert channels.send_due(post=post, now=LATER) == 0
    assert [recipients for _, recipients, _ in post.taken] == [("marijke@hoekstra.example",)]
    assert (_sent().state, _sent().sent_at) == (State.SENT, LATER)


def test_an_answer_can_be_taken_back_while_it_waits() -> None:
    answer = _answer()
    contacts.take_back(contact=answer, now=cast.NOW)
    assert channels.send_due(post=Notebook(), now=LATER) == 0
    assert _sent().state == State.TAKEN_BACK
    assert not Contact.objects.exists()


def test_an_answer_that_left_cannot_be_taken_back() -> None:
    answer = _answer()
    channels.send_due(post=Notebook(), now=LATER)
    with pytest.raises(contacts.AlreadySent):
        contacts.take_back(contact=answer, now=LATER)


def test_what_cannot_be_sent_now_is_tried_again_later_each_time() -> None:
    _answer()
    trouble = Notebook(DeliveryFailed("greylisted", permanent=False))
    channels.send_due(post=trouble, now=LATER)
    assert (_sent().state, _sent().why, _sent().attempts) == (State.WAITING, "greylisted", 1)
    first = _sent().due_at
    channels.send_due(post=trouble, now=first)
    assert _sent().due_at - first > first - LATER
    assert list_unsent(_sent().due_at).get() == _sent()
    trouble.trouble = None
    channels.send_due(post=trouble, now=_sent().due_at)
    assert _sent().state == State.SENT


def test_after_two_days_somebody_has_to_look_at_it() -> None:
    _answer()
    trouble = Notebook(DeliveryFailed("greylisted", permanent=False))
    now, waits = LATER, []
    while _sent().state == State.WAITING:
        channels.send_due(post=trouble, now=now)
        waits.append(_sent().due_at - now)
        now = max(now, _sent().due_at)
    assert timedelta(days=2) <= now - LATER < timedelta(days=2, hours=1)
    assert max(waits) == timedelta(minutes=30)
    assert Event.objects.filter(kind="answer.failed").count() == 1


def test_what_was_given_up_can_be_sent_again_under_the_same_id() -> None:
    _answer()
    channels.send_due(post=Notebook(DeliveryFailed("mailbox full", permanent=True)), now=LATER)
    before = _sent()
    later = LATER + timedelta(days=3)
    channels.send_again(delivery=before, now=later)
    post = Notebook()
    channels.send_due(post=post, now=later)
    assert _sent().state == State.SENT
    assert post.taken[0][2] == bytes(before.raw)


def test_what_has_left_is_not_sent_again() -> None:
    _answer()
    channels.send_due(post=Notebook(), now=LATER)
    with pytest.raises(channels.NotWaiting):
        channels.send_again(delivery=_sent(), now=LATER)


def test_a_server_that_is_away_for_an_hour_loses_nothing_and_holds_up_nobody_else() -> None:
    """An hour of simulated clock, asked every ten seconds; another mailbox has a server of its own that works."""
    away = [_answer(f"{n}") for n in range(3)]
    other = channels.add_mailbox(address="facturen@devoorbeeldwinkel.example")
    channels.send_through(mailbox=other, host="smtp.x.example", port=587, user="", password="", security="starttls")
    thread = make.make_conversation(cast.youssef(), subject="Factuur", mailbox=other)
    contacts.write_answer(conversation=thread, agent=cast.noor(), text="Klopt.", now=cast.NOW)

    closed, open_, now = Notebook(NobodyHome("no route")), Notebook(), LATER
    while now < LATER + timedelta(hours=1):
        channels.send_due(post=closed, now=now, of=by_installation())
        channels.send_due(post=open_, now=now, of=by_mailbox(other))
        now += timedelta(seconds=10)
    assert len(open_.taken) == 1
    assert {row.state for row in Delivery.objects.exclude(mailbox=other)} == {State.WAITING}
    assert max(row.attempts for row in Delivery.objects.all()) <= 10
    assert list_stuck().count() == 3

    closed.trouble = None
    channels.send_due(post=closed, now=now + timedelta(minutes=30), of=by_installation())
    assert sorted(raw for _, _, raw in closed.taken) == sorted(bytes(answer.delivery.raw) for answer in away)  # type: ignore[union-attr]  # each has one


def test_a_refusal_for_good_is_not_tried_again() -> None:
    _answer()
    channels.send_due(post=Notebook(DeliveryFailed("no such user", permanent=True)), now=LATER)
    assert (_sent().state, _sent().why) == (State.FAILED, "no such user")


def test_when_nobody_is_home_everything_waits() -> None:
    thread = _thread()
    for n in range(3):
        contacts.write_answer(conversation=thread, agent=cast.noor(), text=f"{n}", now=cast.NOW)
    channels.send_due(post=Notebook(NobodyHome("refused")), now=LATER)
    assert {row.attempts for row in Delivery.objects.all()} == {1}
    assert channels.send_due(post=Notebook(), now=LATER) == 0


def test_automatic_mail_says_so_and_wants_no_answer() -> None:
    contacts.answer_automatically(conversation=_thread(), text="We hebben je mail.", now=cast.NOW)
    post = Notebook()
    channels.send_due(post=post, now=cast.NOW)
    sender, _, raw = post.taken[0]
    assert sender == ""
    mail = message_from_bytes(raw)
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


def test_a_name_cannot_add_a_header() -> None:
    thread = _thread()
    thread.subject = "Hoi\r\nBcc: eve@elders.example"
    answer = contacts.write_answer(conversation=thread, agent=cast.noor(), text="x", now=cast.NOW)
    assert answer.delivery is not None
    mail = message_from_bytes(bytes(answer.delivery.raw))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Re: Hoi Bcc: eve@elders.example"


def test_a_conversation_without_an_address_cannot_be_answered() -> None:
    cast.mailbox()
    thread = make.make_conversation(make.make_customer("Iemand"))
    with pytest.raises(contacts.NobodyToAnswer):
        contacts.write_answer(conversation=thread, agent=cast.noor(), text="x", now=cast.NOW)


class _Office:
    """A real mail server on this machine, with a doorman who says no to some."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.went_to: list[list[str]] = []
        self.is_greylisting = True
        self.has_nobody = False

    async def handle_RCPT(  # noqa: N802 (named by aiosmtpd)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("later") and self.is_greylisting:
            return "451 4.7.1 Greylisted"
        if address.startswith("nobody") and not self.has_nobody:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        self.mails.append(bytes(envelope.original_content or b""))
        self.went_to.append(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def office() -> Iterator[tuple[_Office, Server]]:
    """It stands on a free port."""
    handler = _Office()
    with Sink(handler) as url:
        yield handler, Server.from_url(url)


def test_answers_leave_over_a_real_line(office: tuple[_Office, Server]) -> None:
    handler, server = office
    answer = _answer("Morgen is hij er. Echt 💐")
    with SmtpPost(server) as post:
        channels.send_due(post=post, now=LATER)
    assert _sent().state == State.SENT
    assert answer.delivery is not None
    assert handler.mails == [bytes(answer.delivery.raw)]


@pytest.mark.parametrize(("who", "permanent"), [("later@x.example", False), ("nobody@x.example", True)])
def test_a_server_that_says_no_is_understood(office: tuple[_Office, Server], who: str, permanent: bool) -> None:
    with SmtpPost(office[1]) as post, pytest.raises(DeliveryFailed) as refusal:
        post.hand_over(sender="a@x.example", recipients=[who], raw=b"Subject: x\r\n\r\nx\r\n")
    assert refusal.value.permanent is permanent


def _answer_with_copies(*values: str) -> None:
    copies = tuple(Party("email", value) for value in values)
    contacts.write_answer(conversation=_thread(), agent=cast.noor(), text="x", now=cast.NOW, cc=copies)


def test_one_refused_of_several_does_not_stop_the_others(office: tuple[_Office, Server]) -> None:
    _answer_with_copies("nobody@x.example")
    with SmtpPost(office[1]) as post:
        channels.send_due(post=post, now=LATER)
    assert (_sent().state, _sent().still_to) == (State.SENT, [])
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.reason, bounce.said) == (
        "nobody@x.example",
        Bounce.Reason.NO_MAILBOX,
        "5.1.1 No such user",
    )


def test_whoever_was_refused_for_now_gets_it_later_and_nobody_gets_it_twice(office: tuple[_Office, Server]) -> None:
    handler, server = office
    _answer_with_copies("later@x.example", "nobody@x.example")
    with SmtpPost(server) as post:
        channels.send_due(post=post, now=LATER)
        assert (_sent().state, _sent().still_to, _sent().sent_at) == (State.WAITING, ["later@x.example"], None)
        handler.is_greylisting = False
        channels.send_due(post=post, now=_sent().due_at)
    assert (_sent().state, _sent().still_to) == (State.SENT, [])
    assert handler.went_to == [["marijke@hoekstra.example"], ["later@x.example"]]


def test_what_left_for_some_cannot_be_taken_back(office: tuple[_Office, Server]) -> None:
    _answer_with_copies("later@x.example")
    with SmtpPost(office[1]) as post:
        channels.send_due(post=post, now=LATER)
    channels.send_again(delivery=_sent(), now=LATER)
    with pytest.raises(contacts.AlreadySent):
        contacts.take_back(contact=Contact.objects.get(), now=LATER)


def test_after_two_days_only_the_one_who_is_missing_is_given_up(office: tuple[_Office, Server]) -> None:
    handler, server = office
    _answer_with_copies("later@x.example")
    with SmtpPost(server) as post:
        channels.send_due(post=post, now=LATER)
        channels.send_due(post=post, now=LATER + timedelta(days=2))
        assert (_sent().state, _sent().still_to) == (State.FAILED, ["later@x.example"])
        handler.is_greylisting = False
        channels.send_again(delivery=_sent(), now=LATER + timedelta(days=3))
        channels.send_due(post=post, now=LATER + timedelta(days=3))
    assert _sent().state == State.SENT
    assert handler.went_to == [["marijke@hoekstra.example"], ["later@x.example"]]


def test_whoever_is_refused_for_good_in_the_end_does_not_undo_that_others_have_it(
    office: tuple[_Office, Server],
) -> None:
    _answer_with_copies("later@x.example")
    with SmtpPost(office[1]) as post:
        channels.send_due(post=post, now=LATER)
    gone = Refused("later@x.example", "550 5.1.1 Gone", permanent=True)
    channels.send_due(post=Notebook(DeliveryFailed("Gone", permanent=True, refused=(gone,))), now=_sent().due_at)
    assert (_sent().state, Bounce.objects.get().address) == (State.SENT, "later@x.example")


def test_what_did_not_arrive_is_sent_again_to_that_address_alone(office: tuple[_Office, Server]) -> None:
    handler, server = office
    _answer_with_copies("nobody@x.example")
    with SmtpPost(server) as post:
        channels.send_due(post=post, now=LATER)
        handler.has_nobody = True
        channels.send_again(delivery=_sent(), now=LATER)
        channels.send_due(post=post, now=LATER)
    assert handler.went_to == [["marijke@hoekstra.example"], ["nobody@x.example"]]
    assert _sent().state == State.SENT
    assert not Bounce.objects.exists()


@pytest.mark.parametrize(
    ("said", "is_gone"), [("5.1.1 No such user", True), ("5.7.1 Relaying denied", False), ("not today", False)]
)
def test_a_refusal_for_good_counts_as_a_report_that_it_did_not_arrive(said: str, is_gone: bool) -> None:
    """A server that does not want our mail says nothing about the address of the customer."""
    case = make.make_case(cast.marijke(), "Bankje", mailbox=cast.mailbox())
    thread = Conversation.objects.get()
    contacts.write_answer(conversation=thread, agent=cast.noor(), text="x", now=cast.NOW)
    Case.objects.update(status=Status.WAITING, waiting_since=None)
    refused = (Refused("marijke@hoekstra.example", said, permanent=True),)
    trouble = DeliveryFailed(said, permanent=True, refused=refused)
    channels.send_due(post=Notebook(trouble), now=LATER, heed=heed_refusal)
    case.refresh_from_db()
    assert (_sent().state, case.status, case.waiting_since) == (State.FAILED, Status.OPEN, LATER)
    assert (Address.objects.get(value="marijke@hoekstra.example").bounced_at is not None) is is_gone


def test_a_server_that_is_not_there_is_nobody_home() -> None:
    with SmtpPost(Server.from_url("smtp://127.0.0.1:1")) as post, pytest.raises(NobodyHome):
        post.hand_over(sender="a@x.example", recipients=["b@x.example"], raw=b"x")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "plain", "")),
        ("smtps://me:p%40ss@mail.example", ("mail.example", 465, "tls", "p@ss")),
        ("smtp://me:x@mail.example:2587?starttls=1", ("mail.example", 2587, "starttls", "x")),
        ("smtp+starttls://mail.example", ("mail.example", 587, "starttls", "")),
    ],
)
def test_the_address_of_a_server_is_read(url: str, expected: tuple[str, int, str, str]) -> None:
    server = Server.from_url(url)
    assert (server.host, server.port, server.security, server.password) == expected


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(NotASmtpUrl):
        Server.from_url(url)
