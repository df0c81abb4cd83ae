"""The mail server that takes our answers is away for an hour of a clock that we set ourselves."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.faults._finding import Finding
from benchmarks.faults._inside import hang_up, open_shop
from benchmarks.faults._office import open_office
from tests.faults_proxy import FaultProxy, Spoil

from wortel.accounts.models import Agent
from wortel.channels.actions import send_due
from wortel.channels.email.smtp_out import Server, SmtpPost
from wortel.channels.interface import Party
from wortel.channels.models import Delivery, Mailbox
from wortel.channels.queries import list_unsent
from wortel.contacts.actions import start_conversation, write_answer

ANSWERS = 500
FEW = 50
MINUTE = timedelta(minutes=1)
AWAY = timedelta(hours=1)
BACK_WITHIN = timedelta(minutes=31)
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    mailbox, agent = open_shop()
    answers = FEW if is_small else ANSWERS
    for number in range(answers):
        _answer(number, mailbox, agent)
    with open_office(folder) as office, FaultProxy(urlsplit(office.url).port or 0) as proxy:
        proxy.spoil = Spoil(is_refused=True)
        server = Server.from_url(f"smtp://127.0.0.1:{proxy.port}")
        now = START + MINUTE
        while now < START + AWAY:
            _send_all(server, now)
            now += MINUTE
        calls = proxy.calls
        waiting = Delivery.objects.filter(state=Delivery.State.WAITING).exclude(why="").count()
        unsent = list_unsent(now + AWAY).count()
        proxy.spoil = Spoil()
        returned = now
        while Delivery.objects.filter(state=Delivery.State.WAITING).exists() and now < returned + AWAY:
            _send_all(server, now)
            now += MINUTE
        copies = Counter(str(message_from_bytes(raw)["Message-ID"]).strip("<> \r\n") for raw in office.list_taken())
    hang_up()
    sent = sum(count == 1 for count in copies.values())
    took = int((now - returned) / MINUTE)
    return [
        Finding(
            f"{answers} answers, and nobody home for an hour",
            "all wait with the reason, and stand under “not yet sent”",
            f"{waiting} wait with a reason, {unsent} are listed",
            held=waiting == unsent == answers,
        ),
        Finding(
            "trying again",
            "with growing pauses, one call for all that is due",
            f"{calls} calls in 60 minutes",
            held=0 < calls <= 30,
        ),
        Finding(
            "the server is back",
            "everything leaves once, within half an hour",
            f"{sent} left once, {len(copies) - sent} more than once, after {took} minutes",
            held=sent == len(copies) == answers and now - returned <= BACK_WITHIN,
        ),
    ]


def _send_all(server: Server, now: datetime) -> None:
    with SmtpPost(server) as post:
        while send_due(post=post, now=now):
            continue


def _answer(number: int, mailbox: Mailbox, agent: Agent) -> None:
    asked = Party("email", f"klant{number}@post.example", f"Klant {number}")
    conversation = start_conversation(
        channel="email", customer=None, subject=f"mail {number}", mailbox=mailbox, now=START, participants=[asked]
    )
    write_answer(conversation=conversation, agent=agent, text="Morgen is hij er.", now=START, to=asked)
