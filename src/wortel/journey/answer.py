"""Answering: everything one stroke on the send button does."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_time_zone
from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.cases.queries import list_files_to_send
from wortel.channels import queries as mailboxes
from wortel.channels.interface import Party
from wortel.channels.models import Delivery, Kind, Mailbox
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.jobs.actions import enqueue
from wortel.journey.route import Route, find_route
from wortel.problems import actions as problems
from wortel.problems.actions import anticipating
from wortel.problems.models import Flag, Problem
from wortel.reasons import actions as reasons
from wortel.reasons.models import GivenReason, Reason
from wortel.reasons.queries import find_given
from wortel.reasons.tasks import LEARN, learn_reasons
from wortel.signals import actions as signals
from wortel.signals.models import Signal

MANY = 20
CORRECTIONS_GATHERED = 3


class AnswerCameBetween(Exception):
    """Something was said in this case after its reader last saw it."""

    def __init__(self, between: list[Contact]) -> None:
        super().__init__()
        self.between = between


@dataclass(frozen=True)
class WrapUp:
    """What the sender said of the contact: both answers, the reason, what was lacking, and the cause."""

    is_solved: bool | None = None
    is_cause_open: bool | None = None
    reason: Reason | None = None
    problem: Problem | None = None
    is_new_cause: bool = False
    lacks: Set[str] = frozenset()
    is_unsolvable: bool = False
    is_fed_up: bool = False
    is_stuck: bool = False


@dataclass(frozen=True)
class Wrapped:
    """What a wrap-up changed, and what was there before."""

    contact: Contact
    flag: Flag | None = None
    earlier_reason: GivenReason | None = None
    earlier_lacks: Set[str] = field(default_factory=set)
    unsolvable: Signal | None = None
    fed_up: Signal | None = None
    stuck: signals.Stuck | None = None


@dataclass(frozen=True)
class Copies:
    """Who else gets an answer, openly or not, and from which of our addresses it leaves."""

    cc: tuple[Party, ...] = ()
    bcc: tuple[Party, ...] = ()
    mailbox: Mailbox | None = None


NO_COPIES = Copies()


@dataclass(frozen=True)
class Sent:
    """An answer on its way, and how to call it back."""

    contact: Contact
    change: int
    wrapped: Wrapped | None = None


@transaction.atomic
def answer(
    *,
    case: Case,
    text: str,
    agent: Agent,
    now: datetime,
    seen: int,
    wrap_up: WrapUp | None = None,
    copies: Copies = NO_COPIES,
) -> Sent:
    """Send an answer with the files beside it, say where the case stands, and report its cause: all or nothing."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    _refuse_unread(case, seen, agent)
    route = find_route(case)
    sent = _say(case, route, text, agent, now, copies)
    change = cases.answered(case=case, contact=sent, now=now)
    cases.forget_draft(case=case, agent=agent)
    if route.answers is not None:
        anticipating.settle(contact=route.answers, now=now)
    wrapped = None
    if wrap_up is not None and route.answers is not None:
        asked = Contact.objects.get(pk=route.answers)
        wrapped = wrap(case=case, contact=asked, wrap_up=wrap_up, agent=agent, now=now)
    return Sent(sent, change.event, wrapped)


@transaction.atomic
def wrap(*, case: Case, contact: Contact, wrap_up: WrapUp, agent: Agent, now: datetime) -> Wrapped:
    """Give the two answers about a contact, its reason and what was lacking; an open cause is reported at once."""
    earlier_reason = find_given(contact)
    if wrap_up.reason is not None:
        reasons.confirm(contact=contact, reason=wrap_up.reason, agent=agent, now=now)
        if earlier_reason is None or earlier_reason.reason_id != wrap_up.reason.pk:
            # Learned at once, but not for each of a row of corrections.
            enqueue(learn_reasons, once_as=LEARN, after_seconds=CORRECTIONS_GATHERED)
    earlier_lacks = signals.mark_lacks(contact=contact, means=wrap_up.lacks, agent=agent, now=now)
    unsolvable = signals.mark_unsolvable(contact=contact, agent=agent, now=now) if wrap_up.is_unsolvable else None
    fed_up = signals.mark_fed_up(contact=contact) if wrap_up.is_fed_up else None
    stuck = _get_stuck(contact) if wrap_up.is_stuck else None
    flag = _report(contact, wrap_up, agent, now) if wrap_up.is_cause_open else None
    cases.wrap_up(
        case=case,
        contact=contact,
        is_solved=wrap_up.is_solved,
        is_cause_open=wrap_up.is_cause_open,
        agent=agent,
        now=now,
    )
    problems.reckon_cost(contact=contact, now=now)
    return Wrapped(contact, flag, earlier_reason, earlier_lacks, unsolvable, fed_up, stuck)


def _get_stuck(contact: Contact) -> signals.Stuck | None:
    """Counted for the topic as it is known now, in the week in which the customer asked."""
    given = find_given(contact)
    topic = given.reason.code if given else ""
    return signals.count_stuck(topic=topic, at=contact.started_at, zone=find_time_zone())


def _report(contact: Contact, wrap_up: WrapUp, agent: Agent, now: datetime) -> Flag | None:
    """A cause that was reported already is not reported twice, unless another one is named."""
    if wrap_up.is_new_cause:
        problem = _make_cause(contact, wrap_up.reason, now)
        return problems.flag_cause(contact=contact, problem=problem, agent=agent, now=now)
    if wrap_up.problem is not None:
        if Flag.objects.filter(contact=contact, problem=wrap_up.problem).exists():
            return None
        return problems.flag_cause(contact=contact, problem=wrap_up.problem, agent=agent, now=now)
    if Flag.objects.filter(contact=contact).exists():
        return None
    return problems.report_cause(contact=contact, agent=agent, now=now)


def _make_cause(contact: Contact, reason: Reason | None, now: datetime) -> Problem:
    """The sender knows the causes we have, and says that it is none of these."""
    title = contact.subject or (reason.label if reason else "") or " ".join(contact.text.split()[:8])
    return problems.make_problem(title_nl=title[:300], reason=reason, now=now)


@transaction.atomic
def undo_wrap(*, case: Case, wrapped: Wrapped, agent: Agent, now: datetime) -> None:
    """Bring back what a wrap-up changed."""
    problems.release_cost(contact=wrapped.contact)
    if wrapped.flag is not None:
        problems.unflag(flag=wrapped.flag)
    if wrapped.unsolvable is not None:
        signals.undo(signal=wrapped.unsolvable, now=now)
    if wrapped.fed_up is not None:
        signals.undo(signal=wrapped.fed_up, now=now)
    if wrapped.stuck is not None:
        signals.uncount_stuck(stuck=wrapped.stuck)
    cases.undo_wrap_up(case=case, contact=wrapped.contact, now=now)
    signals.mark_lacks(contact=wrapped.contact, means=wrapped.earlier_lacks, agent=agent, now=now)
    reasons.put_back(contact=wrapped.contact, earlier=wrapped.earlier_reason)


@transaction.atomic
def undo_answer(*, case: Case, sent: Sent, agent: Agent, now: datetime) -> None:
    """Call an answer back before it leaves: its words are a draft again, and nothing was said about the case."""
    text, conversation, delivery = sent.contact.text, sent.contact.conversation, sent.contact.delivery
    if sent.contact.delivery_id is None:
        contacts.strike_out(contact=sent.contact)
    else:
        contacts.take_back(contact=sent.contact, now=now)
    if sent.wrapped is not None:
        undo_wrap(case=case, wrapped=sent.wrapped, agent=agent, now=now)
    cases.undo(change=sent.change, now=now)
    contacts.forget_empty(conversation=conversation)
    copied, hidden = (delivery.copied, delivery.hidden) if delivery else ([], [])
    cases.save_draft(case=case, agent=agent, text=text, copied=", ".join(copied), hidden=", ".join(hidden), now=now)
    if delivery is not None:
        _put_files_back(case, delivery, agent, now)


def _put_files_back(case: Case, delivery: Delivery, agent: Agent, now: datetime) -> None:
    for file in mailboxes.list_sent_files(delivery):
        content = mailboxes.read_file(delivery, file.part)
        cases.add_draft_file(case=case, agent=agent, name=file.name or "", kind=file.type, content=content, now=now)


def _refuse_unread(case: Case, seen: int, agent: Agent) -> None:
    between = list(
        Contact.objects.filter(conversation__part__case=case, pk__gt=seen).exclude(agent=agent).order_by("pk")[:MANY]
    )
    if between:
        raise AnswerCameBetween(between)


def _say(case: Case, route: Route, text: str, agent: Agent, now: datetime, copies: Copies) -> Contact:
    if route.to is None:
        return _write_down_call(case, route, text, agent, now)
    thread = Conversation.objects.get(pk=route.thread) if route.thread else None
    conversation = thread or _start_mail(case, route.to, now)
    return contacts.write_answer(
        conversation=conversation,
        agent=agent,
        text=text,
        to=route.to,
        cc=tuple(party for party in copies.cc if party.value != route.to.value),
        bcc=copies.bcc,
        files=list_files_to_send(case, agent),
        mailbox=copies.mailbox,
        now=now,
    )


def _start_mail(case: Case, to: Party, now: datetime) -> Conversation:
    conversation = contacts.start_conversation(
        channel=Kind.EMAIL,
        customer=case.customer,
        subject=case.subject,
        mailbox=mailboxes.find_default_mailbox(),
        now=now,
        participants=[to],
    )
    cases.add_conversation(case=case, conversation=conversation, now=now)
    return conversation


def _write_down_call(case: Case, route: Route, text: str, agent: Agent, now: datetime) -> Contact:
    """Nobody can be mailed: what was said on the telephone is written down in the conversation it belongs to."""
    call = Conversation.objects.filter(contacts=route.answers, channel=Kind.PHONE).first() if route.answers else None
    contact = contacts.log_call(
        customer=case.customer,
        phone="",
        agent=agent,
        text=text,
        started_at=now,
        ended_at=now,
        direction=Direction.OUT,
        conversation=call,
        subject=case.subject,
        caller=agent.name,
    )
    if call is None:
        cases.add_conversation(case=case, conversation=contact.conversation, now=now)
    return contact
