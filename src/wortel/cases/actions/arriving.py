from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Team
from wortel.accounts.queries import find_first_team
from wortel.cases.actions.changing import Change, Value, change, lock
from wortel.cases.actions.merging import rethread
from wortel.cases.models import Case, Part, Status
from wortel.cases.rules import is_answer_to, is_woken_by, seems_new, waits_since
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.contacts.rules import snippet
from wortel.events import actions as events
from wortel.store.actions import fetch, keep, together

MANY = 20
STANDS_IN = (
    "SELECT {c} FROM cases_case c WHERE id = (SELECT case_id FROM cases_part WHERE conversation_id = %s) FOR UPDATE"
)


@transaction.atomic(savepoint=False)
def open_case(
    *,
    conversation: Conversation,
    contact: Contact,
    now: datetime,
    team: Team | None = None,
    status: Status = Status.OPEN,
    possibly_belongs_to: Case | None = None,
) -> Case:
    """Promise to settle what this contact asks."""
    inbound = contact.direction == Direction.IN
    case = Case(
        customer=contact.customer,
        subject=(contact.subject or snippet(contact.reply_text or contact.text, 80))[:300],
        status=status,
        team=team or contact.team or find_first_team(),
        opened_at=contact.started_at,
        closed_at=now if status == Status.CLOSED else None,
        waiting_since=contact.started_at if inbound and status == Status.OPEN else None,
        latest_at=now,
        latest_channel=contact.channel,
        latest_words=_words(contact),
        who=_who(contact),
        contact_count=1 if inbound else 0,
        is_unread=inbound and status == Status.OPEN,
        possibly_belongs_to=possibly_belongs_to,
    )
    with together():
        keep(case, Part(case=case, conversation=conversation))
        events.record("case.opened", about=case, channel=contact.channel)
    return case


@transaction.atomic(savepoint=False)
def join(*, conversation: Conversation, contact: Contact, now: datetime) -> Case:
    """Let something new in a conversation show on its case; a person's words open it again."""
    case: Case = fetch(STANDS_IN, [conversation.pk], c=Case)[0][0]
    values: dict[str, Value] = {"latest_at": max(now, case.latest_at), "latest_channel": contact.channel}
    values["latest_words"] = _words(contact)
    if contact.direction == Direction.IN:
        values["contact_count"] = case.contact_count + 1
    elif is_answer_to(waiting_since=case.waiting_since, said_at=contact.started_at) and case.is_open:
        values |= {"status": Status.WAITING, "waiting_since": None}
    if is_woken_by(direction=contact.direction, is_automatic=contact.is_automatic):
        values |= {"status": Status.OPEN, "closed_at": None, "snoozed_until": None, "is_unread": True}
        values["waiting_since"] = waits_since(before=case.waiting_since, said_at=contact.started_at)
    was_closed, closed_before = case.status == Status.CLOSED, case.closed_at
    joined = change(case, "case.joined", values).case
    if was_closed and joined.is_open:
        joined.closed_before = closed_before
        events.record("case.reopened", about=joined, contact=contact.pk)
    return joined


@transaction.atomic(savepoint=False)
def see_new_question(*, case: Case, contact: Contact) -> Case:
    """Propose a case of its own for what came as an answer to a settled one and seems to ask something else.

    `case` is as `join` gave it; its words are read only when the answer opened it again.
    """
    if case.closed_before is None:
        return case
    earlier = (
        Contact.objects.filter(conversation__part__case=case).exclude(pk=contact.pk).order_by("-started_at", "-id")
    )
    before = [case.subject, *(text for pair in earlier.values_list("reply_text", "subject")[:MANY] for text in pair)]
    is_new = seems_new(
        closed_at=case.closed_before,
        said_at=contact.started_at,
        before=" ".join(before),
        said=contact.reply_text or contact.text,
    )
    return change(lock(case), "case.seemed_new", {"asks_anew_id": contact.pk}).case if is_new else case


@transaction.atomic
def bounced(*, case: Case, answer: Contact, now: datetime) -> Change:
    """Our answer did not arrive, so the customer waits for us again."""
    case = lock(case)
    values: dict[str, Value] = {"status": Status.OPEN, "closed_at": None, "snoozed_until": None, "is_unread": True}
    values["waiting_since"] = case.waiting_since or now
    return change(case, "case.answer_bounced", values)


@transaction.atomic
def unite(*, kept: Conversation, absorbed: Conversation, now: datetime) -> Case:
    """Two threads turned out to be one: what was said in both stands in one case."""
    target = Part.objects.select_related("case").get(conversation=kept).case
    source = Part.objects.select_related("case").get(conversation=absorbed).case
    contacts.unite(kept=kept, absorbed=absorbed)
    if source.pk != target.pk:
        rethread(conversations=[absorbed], case=target, now=now)
        target.refresh_from_db()
    return target


@transaction.atomic
def answered(*, case: Case, contact: Contact, now: datetime) -> Change:
    """We said something: now the customer is the one to speak, unless the case is settled."""
    case = lock(case)
    values: dict[str, Value] = {"latest_at": now, "latest_channel": contact.channel, "latest_words": _words(contact)}
    values |= {"waiting_since": None, "is_unread": False, "snoozed_until": None}
    if case.is_open:
        values["status"] = Status.WAITING
    return change(case, "case.answered", values)


@transaction.atomic
def add_conversation(*, case: Case, conversation: Conversation, now: datetime) -> Part:
    """Let the same case go on in another conversation, such as an answer by mail to a call."""
    part = Part.objects.create(case=case, conversation=conversation)
    events.record("case.conversation_added", about=case, conversation=conversation.pk)
    return part


def _words(contact: Contact) -> str:
    return snippet(contact.reply_text or contact.text)


def _who(contact: Contact) -> str:
    if contact.direction == Direction.OUT:
        return contact.customer.name if contact.customer else ""
    return (contact.customer.name if contact.customer else "") or contact.sender_name
