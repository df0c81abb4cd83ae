"""A colleague at work inside a running Wortel, as a process of its own: sets things up, answers mail, closes the books.

Speaks in lines of JSON: it is given one wish a line on standard input, and answers each with one line.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.db import Error, close_old_connections, connection  # noqa: E402  (Django first)

from wortel.accounts.actions import add_agent  # noqa: E402
from wortel.accounts.models import Agent, Role  # noqa: E402
from wortel.api.actions import make_token  # noqa: E402
from wortel.api.models import Scope  # noqa: E402
from wortel.cases.models import Case  # noqa: E402
from wortel.channels import actions as channels  # noqa: E402
from wortel.channels.models import Delivery, Mailbox  # noqa: E402
from wortel.contacts.models import Contact, Direction  # noqa: E402
from wortel.journey import audit  # noqa: E402
from wortel.journey.answer import AnswerCameBetween, answer  # noqa: E402

NAME = "Noor Vermeer"
PAUSE_SECONDS = 0.2
AT_ONCE = 20


def clock() -> datetime:
    return datetime.now(UTC)


def prepare(wish: dict[str, Any]) -> dict[str, Any]:
    """A mailbox, perhaps fetched over IMAP, a colleague, and a token for another system."""
    mailbox = channels.add_mailbox(address=wish["address"])
    if wish.get("imap_port"):
        channels.fetch_from(
            mailbox=mailbox,
            host="127.0.0.1",
            port=wish["imap_port"],
            user=wish["user"],
            password=wish["password"],
            security="plain",
        )
    noor = add_agent(email="noor@winkel.example", name=NAME, role=Role.AGENT)
    admin = add_agent(email="hanneke@winkel.example", name="Hanneke Smit", role=Role.ADMIN)
    _, secret = make_token(name="De winkel", scopes=tuple(Scope), days=30, agent=admin, now=clock())
    threading.Thread(target=_answer_on, args=(noor,), daemon=True).start()
    return {"secret": secret}


def count(wish: dict[str, Any]) -> dict[str, Any]:
    """What still has to leave, and which threads that ask for an answer have none."""
    return {
        "unanswered": _unanswered().count(),
        "waiting": Delivery.objects.filter(state=Delivery.State.WAITING).count(),
        "unsent": Delivery.objects.exclude(state=Delivery.State.SENT).count(),
        "failing": list(Mailbox.objects.exclude(failing_why="").values_list("failing_why", flat=True)),
    }


def examine(wish: dict[str, Any]) -> dict[str, Any]:
    """The nightly audit, now."""
    found = audit.examine(now=clock())
    mismatches = [[one.check, one.count] for one in found.mismatches]
    return {"mails": found.mails, "answers": found.answers, "mismatches": mismatches}


WISHES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "prepare": prepare,
    "count": count,
    "examine": examine,
}


def _answer_on(agent: Agent) -> None:
    while True:
        try:
            close_old_connections()
            for asked in _unanswered().order_by("id")[:AT_ONCE]:
                _answer_one(asked, agent)
        except Error:
            connection.close()
        time.sleep(PAUSE_SECONDS)


def _unanswered() -> Any:
    """Whoever asks for it in the subject gets one answer, in the thread that begins with it."""
    asking = Contact.objects.filter(direction=Direction.IN, subject__startswith="graag antwoord")
    answered = Contact.objects.filter(direction=Direction.OUT).values("conversation")
    return asking.exclude(conversation__in=answered)


def _answer_one(asked: Contact, agent: Agent) -> None:
    """The commit may have been done although the line broke: the next round looks again before it answers."""
    case = Case.objects.filter(parts__conversation=asked.conversation_id).get()
    latest = Contact.objects.filter(conversation__part__case=case).order_by("-id").values_list("id", flat=True)[0]
    try:
        answer(case=case, text=f"antwoord op {asked.subject} einde", agent=agent, now=clock(), seen=latest)
    except AnswerCameBetween:
        return


def main() -> None:
    for line in sys.stdin:
        wish = json.loads(line)
        try:
            close_old_connections()
            said = WISHES[wish["do"]](wish)
        except Error as error:
            connection.close()
            said = {"trouble": str(error)}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
