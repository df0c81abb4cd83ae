"""One text from many people: one answer to all of them, and one cause."""

from dataclasses import dataclass
from datetime import datetime

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Status
from wortel.contacts.models import Contact
from wortel.journey.answer import AnswerCameBetween, answer
from wortel.journey.route import find_route
from wortel.problems import actions as problems
from wortel.problems.models import Problem
from wortel.signals.queries import list_messages_of

# One press of a button; whoever is left is answered by the next one.
AT_ONCE = 200


@dataclass(frozen=True)
class Answered:
    """How many were answered, and how many were not: something came in between, or there is no address."""

    sent: int
    left: int


def list_waiting(first: Contact) -> list[Case]:
    """The cases that wait for us with this text in them, oldest first."""
    conversations = list_messages_of(first).order_by().values("conversation")
    waiting = Case.objects.standing().filter(status=Status.OPEN, parts__conversation__in=conversations)
    return list(waiting.distinct().order_by("pk"))


def answer_all(*, first: Contact, text: str, agent: Agent, now: datetime) -> Answered:
    """Send one answer in every case that waits with this text; each of them succeeds or fails alone."""
    waiting = list_waiting(first)
    sent = sum(_answer(case, text, agent, now) for case in waiting[:AT_ONCE])
    return Answered(sent, len(waiting) - sent)


def _answer(case: Case, text: str, agent: Agent, now: datetime) -> bool:
    if find_route(case).to is None:
        return False
    seen = Contact.objects.filter(conversation__part__case=case).order_by("-pk").values_list("pk", flat=True).first()
    try:
        answer(case=case, text=text, agent=agent, now=now, seen=seen or 0)
    except AnswerCameBetween:
        return False
    return True


def flag_all(*, first: Contact, problem: Problem, agent: Agent, now: datetime) -> int:
    """Say of every message with this text that it has this cause; gives how many there are."""
    messages = list(list_messages_of(first))
    for message in messages:
        problems.flag_cause(contact=message, problem=problem, agent=agent, now=now)
    return len(messages)
