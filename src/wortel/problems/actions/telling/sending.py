"""Sending: one customer per transaction, so that whatever dies in between leaves nobody told twice or half."""

from datetime import datetime, timedelta

from django.db import transaction

from wortel.cases import actions as cases
from wortel.cases.models import Case, Status
from wortel.channels import queries as mailboxes
from wortel.channels.interface import Party
from wortel.contacts import actions as contacts
from wortel.customers.queries import list_standings
from wortel.events import actions as events
from wortel.problems.actions.telling.proposing import NothingToWarnOf, NotProven, check_allowed
from wortel.problems.actions.telling.steering import follow_merge, halt, heard_of, take_turn
from wortel.problems.models import LeftOut, Recipient, Restraint, Telling
from wortel.problems.queries import telling as queries
from wortel.problems.rules.telling import allowance
from wortel.store.actions import one_at_a_time

AT_ONCE = 25
HOUR = timedelta(hours=1)
LONGEST_CHAIN = 20
SENDING = "tellings"


def send_waiting(*, now: datetime) -> int:
    """Send what may leave now of every message that is on its way; gives how many customers were written to."""
    running = Telling.objects.filter(state=Telling.State.RUNNING).order_by("approved_at")
    return sum(send_batch(telling=telling, now=now) for telling in running)


def send_batch(*, telling: Telling, now: datetime, at_once: int = AT_ONCE) -> int:
    """Send the next few, unless it is quiet, the hour is full, or there is a reason to hold it."""
    restraint = queries.find_restraint()
    if queries.is_quiet_now(restraint, now) or _hold_back(telling, restraint):
        return 0
    room = allowance(per_hour=restraint.per_hour, sent_this_hour=queries.sent_since(now - HOUR), at_once=at_once)
    sent = 0
    while sent < room and (turn := _send_next(telling, restraint, now)) is not None:
        sent += turn.state == Recipient.State.SENT
    _wind_up(telling, sent, now)
    return sent


@transaction.atomic
def _hold_back(telling: Telling, restraint: Restraint) -> bool:
    """What was proven may have come undone since, and those who were told may say otherwise."""
    fresh = Telling.objects.select_for_update(of=("self",)).select_related("problem").get(pk=telling.pk)
    if fresh.state != Telling.State.RUNNING:
        return True
    why = _find_halt(fresh, restraint)
    if why is not None:
        halt(fresh, why)
    return why is not None


def _find_halt(telling: Telling, restraint: Restraint) -> Telling.Halt | None:
    try:
        check_allowed(telling.problem, telling.kind_of)
        mailboxes.find_default_mailbox()
    except NotProven:
        return Telling.Halt.UNPROVEN
    except NothingToWarnOf:
        return Telling.Halt.CLOSED
    except mailboxes.NoMailbox:
        return Telling.Halt.NO_MAILBOX
    is_alarming = queries.tally_replies(telling.recipients.all(), restraint).is_alarming
    return Telling.Halt.BOTHERED if is_alarming else None


@transaction.atomic
def _send_next(telling: Telling, restraint: Restraint, now: datetime) -> Recipient | None:
    """The next customer who waits: weighed once more, then written to, or left out with the reason."""
    one_at_a_time(SENDING)
    fresh = Telling.objects.select_for_update(of=("self",)).select_related("problem").get(pk=telling.pk)
    is_full = queries.sent_since(now - HOUR) >= restraint.per_hour
    if fresh.state != Telling.State.RUNNING or is_full:
        return None
    waiting = fresh.recipients.filter(state=Recipient.State.WAITING).select_related("customer", "order")
    recipient = waiting.select_for_update(of=("self",)).order_by("pk").first()
    if recipient is None:
        return None
    _weigh_again(fresh, recipient, restraint, now)
    if recipient.state == Recipient.State.WAITING:
        _write(fresh, recipient, now)
    recipient.save()
    return recipient


def _weigh_again(telling: Telling, recipient: Recipient, restraint: Restraint, now: datetime) -> None:
    """Days may lie between choosing and sending."""
    follow_merge(recipient, list_standings(), set(telling.recipients.values_list("customer", flat=True)))
    found = queries.weigh(
        [heard_of(recipient)],
        problem=telling.problem,
        kind=telling.kind_of,
        restraint=restraint,
        now=now,
        besides=recipient,
    )
    take_turn(recipient, found[0] if found else None, now)
    exposure = queries.find_exposure(telling.problem) if not telling.is_gone else None
    if exposure and queries.list_called(exposure, {recipient.customer_id}):
        recipient.state, recipient.why = Recipient.State.LEFT_OUT, LeftOut.CALLED


def _write(telling: Telling, recipient: Recipient, now: datetime) -> None:
    """An ordinary contact of ours, in the case it is about, or in one of its own that asks nothing of anybody."""
    token, customer = queries.token_of(recipient), recipient.customer
    order = recipient.order.code if recipient.order else ""
    letter = queries.write_letter(telling, customer, latest_at=recipient.latest_at, order=order, token=token)
    contact = contacts.tell(
        customer=customer,
        to=Party(kind="email", value=recipient.value, name=customer.name),
        subject=letter.subject,
        text=letter.text,
        unsubscribe=queries.stop_address(token),
        mailbox=mailboxes.find_default_mailbox(),
        now=now,
    )
    case = _standing_case(recipient)
    if case is None:
        cases.open_case(conversation=contact.conversation, contact=contact, status=Status.CLOSED, now=now)
    else:
        cases.add_conversation(case=case, conversation=contact.conversation, now=now)
    recipient.contact, recipient.state = contact, Recipient.State.SENT


def _standing_case(recipient: Recipient) -> Case | None:
    """Only a case of this very customer: others may read along in one that is somebody else's."""
    case = recipient.case
    for _ in range(LONGEST_CHAIN):
        if case is None or case.merged_into is None:
            break
        case = case.merged_into
    return case if case is not None and case.customer_id == recipient.customer_id else None


@transaction.atomic
def _wind_up(telling: Telling, sent: int, now: datetime) -> None:
    """Say how many left, and end it when nobody waits any more."""
    if sent:
        events.record("telling.sent", about=telling, customers=sent)
    fresh = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    is_over = not fresh.recipients.filter(state=Recipient.State.WAITING).exists()
    if fresh.state == Telling.State.RUNNING and is_over:
        fresh.state, fresh.finished_at = Telling.State.DONE, now
        fresh.save(update_fields=["state", "finished_at"])
        events.record("telling.finished", about=fresh)
