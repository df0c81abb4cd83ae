"""What was closed, merged or marked as spam still stands on the IMAP server, which numbers its mails anew."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from benchmarks.faults._finding import Finding
from benchmarks.faults._imap import Line
from benchmarks.faults._inside import hang_up, open_shop
from tests.channels.dovecot import Dovecot
from tests.faults_proxy import FaultProxy

from wortel.cases import actions as cases
from wortel.cases.models import Case, Status
from wortel.channels.email.reader import Reader
from wortel.channels.models import Arrival
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact

EACH = 10


def run(folder: Path, *, is_small: bool = False) -> list[Finding]:
    mailbox, _ = open_shop()
    with Dovecot(folder) as dovecot, FaultProxy(dovecot.port) as proxy, Reader() as reader:
        line = Line(dovecot, proxy, mailbox, reader)
        findings = [
            _again(line, "closed", _close),
            _again(line, "marked as spam", _mark),
            _again(line, "merged into another case", _merge),
        ]
    hang_up()
    return findings


def _again(line: Line, name: str, act: Callable[[list[Case]], None]) -> Finding:
    """Do this to fresh cases, then let the server number everything anew and fetch it all once more."""
    line.put(EACH)
    line.fetch()
    act(list(Case.objects.filter(status=Status.OPEN, merged_into=None).order_by("-id")[:EACH]))
    before = _picture()
    line.dovecot.number_anew()
    line.fetch()
    wrong = line.find_wrong() + ([] if _picture() == before else ["something changed"])
    seen = f"{len(line.sent)} mails fetched again; {', '.join(wrong) or 'nothing came back'}"
    return Finding(
        f"{EACH} cases {name}, their mails still on the server", "not brought in again", seen, held=not wrong
    )


def _picture() -> str:
    """Everything that a mail could have changed."""
    rows = [
        list(Case.objects.order_by("id").values_list("id", "status", "version", "contact_count", "merged_into")),
        list(Contact.objects.order_by("id").values_list("id", "conversation", "is_spam", "message_id")),
        list(Arrival.objects.order_by("id").values_list("id", "key", "outcome")),
    ]
    return sha256(repr(rows).encode()).hexdigest()


def _close(found: list[Case]) -> None:
    for case in found:
        cases.close(case=case, now=datetime.now(UTC))


def _mark(found: list[Case]) -> None:
    for contact in Contact.objects.filter(conversation__part__case__in=found):
        contacts.mark_spam(contact=contact)


def _merge(found: list[Case]) -> None:
    kept, *others = found
    for case in others:
        cases.merge(kept=kept, absorbed=case, now=datetime.now(UTC))
