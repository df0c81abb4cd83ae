"""A contact of the past: what was said on which channel, with its reason, its outcome and what the customer thought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from wortel.accounts.models import Agent, Team
from wortel.channels.models import Kind
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.customers.models import Customer
from wortel.journey.bring_in import cases, told
from wortel.journey.bring_in.change import (
    CODE_LENGTH,
    NAME_LENGTH,
    Change,
    find,
    find_or_make,
    put,
    update_all,
    with_others,
)
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import answer, choice, moment, needed, number, others, several, whole, words
from wortel.orders.models import Order
from wortel.partners.models import Partner
from wortel.quality.models import Answer
from wortel.signals.models import Means

REQUIRED = ("contact_id", "channel", "direction", "started_at", "ended_at")
COLUMNS = frozenset(
    (
        *(*REQUIRED, "customer", "reason", "minutes", "case", "order", "product", "partner", "agent_team", "agent"),
        *("transfers", "wait_seconds", "answered", "solved", "cause_open", "problem", "lacked", "callback_promised"),
        *("follow_up_open", "survey_csat", "survey_nps", "survey_ces", "friendliness", "subject", "text", "spam"),
        "fed_up",
    )
)
SUBJECT_LENGTH = 300
SCORES = {
    "survey_csat": (Answer.Question.CSAT, 1, 5),
    "survey_nps": (Answer.Question.NPS, 0, 10),
    "survey_ces": (Answer.Question.CES, 1, 7),
    "friendliness": (Answer.Question.FRIENDLINESS, 1, 10),
}
YES_OR_NO = {
    "answered": ("is_answered", True),
    "callback_promised": ("callback_promised", False),
    "follow_up_open": ("follow_up_open", False),
    "spam": ("is_spam", False),
}
# Column, field and the kind of thing that it names.
NAMED = {
    "customer": ("customer_id", Customer, "code"),
    "order": ("order_id", Order, "code"),
    "partner": ("partner_id", Partner, "name"),
    "agent_team": ("team_id", Team, "name"),
    "agent": ("agent_id", Agent, "email"),
}
TEAM_LENGTH, MAIL_LENGTH = 120, 254


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row as read. Only the columns that the file has are in here, so that a narrow file clears nothing."""

    key: str
    started_at: datetime
    ended_at: datetime
    values: dict[str, Any]
    names: dict[str, str]
    extra: dict[str, str]
    told: told.Told
    case: str | None


def read(row: Row) -> Incoming:
    started_at = moment(row, "started_at")
    if started_at is None:
        raise BadRow("started_at: is empty")
    ended_at = moment(row, "ended_at") or started_at
    if ended_at < started_at:
        raise BadRow("ended_at: is before started_at")
    if not words(row, "direction"):
        raise BadRow("direction: is empty")
    if not words(row, "channel"):
        raise BadRow("channel: is empty")
    values = {
        "channel": choice(row, "channel", Kind.values),
        "direction": choice(row, "direction", Direction.values),
        "started_at": started_at,
        "ended_at": ended_at,
        **_values_of(row),
    }
    return Incoming(
        key=needed(row, "contact_id", most=CODE_LENGTH),
        started_at=started_at,
        ended_at=ended_at,
        values=values,
        names={column: _name(row, column) for column in NAMED if column in row.values},
        extra=others(row, COLUMNS),
        told=_told(row),
        case=words(row, "case", most=CODE_LENGTH) if "case" in row.values else None,
    )


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    known = {row.code: row for row in Contact.objects.filter(code__in=[item.key for item in items]).defer("words")}
    before = {row.customer_id for row in known.values() if row.customer_id is not None}
    ids = {
        # To be named in a file gives nobody an account.
        column: (find if model is Agent else find_or_make)(
            model, name, {one for item in items if (one := item.names.get(column))}
        )
        for column, (_, model, name) in NAMED.items()
    }
    wanted = [item.values | _ids_of(item, ids) for item in items]
    changes = [
        _amend(known[item.key], item, values) if item.key in known else _make(item, values)
        for item, values in zip(items, wanted, strict=True)
    ]
    _save(changes)
    pairs = [(contact_of(change), item.told) for change, item in zip(changes, items, strict=True)]
    for change, fields in zip(changes, told.write(pairs), strict=True):
        change.fields |= fields
    named = {contact_of(change).pk: item.case for change, item in zip(changes, items, strict=True)}
    # Most rows of a file that comes again are the same, and so are their cases.
    unsettled = cases.find_misplaced(named) | {contact_of(one).pk for one in changes if one.is_new or one.fields}
    moved = cases.settle(named={pk: named[pk] for pk in unsettled}, customers=before if unsettled else ())
    for change, item in zip(changes, items, strict=True):
        if item.case and contact_of(change).pk in moved:
            change.fields.add("case")
    return changes


def contact_of(change: Change) -> Contact:
    assert isinstance(change.about, Contact)
    return change.about


def _values_of(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {}
    has = row.values.keys()
    if "minutes" in has:
        values["minutes"] = number(row, "minutes", places=3)
    if "wait_seconds" in has:
        waited = number(row, "wait_seconds", places=0, below=10**9)
        values["wait_seconds"] = None if waited is None else int(waited)
    if "transfers" in has:
        values["transfers"] = whole(row, "transfers") or 0
    for column, (name, otherwise) in YES_OR_NO.items():
        if column in has:
            said = answer(row, column)
            values[name] = otherwise if said is None else said
    if "subject" in has:
        values["subject"] = words(row, "subject")[:SUBJECT_LENGTH]
    if "product" in has:
        values["product"] = words(row, "product", most=NAME_LENGTH)
    if "text" in has:
        values["text"] = values["reply_text"] = words(row, "text")
    return values


def _told(row: Row) -> told.Told:
    has = row.values.keys()
    return told.Told(
        reason=words(row, "reason", most=CODE_LENGTH) if "reason" in has else None,
        problem=words(row, "problem", most=CODE_LENGTH) if "problem" in has else None,
        outcome={column: answer(row, column) for column in ("solved", "cause_open") if column in has},
        lacked=frozenset(several(row, "lacked", allowed=Means.values)) if "lacked" in has else None,
        is_fed_up=bool(answer(row, "fed_up")) if "fed_up" in has else None,
        scores={
            question: whole(row, column, low=low, high=high)
            for column, (question, low, high) in SCORES.items()
            if column in has
        },
    )


def _name(row: Row, column: str) -> str:
    longest = {"partner": NAME_LENGTH, "agent_team": TEAM_LENGTH, "agent": MAIL_LENGTH}
    name = words(row, column, most=longest.get(column, CODE_LENGTH))
    return name.lower() if column == "agent" else name


def _ids_of(item: Incoming, ids: dict[str, dict[str, int]]) -> dict[str, int | None]:
    return {NAMED[column][0]: ids[column].get(name) for column, name in item.names.items()}


def _make(item: Incoming, values: dict[str, Any]) -> Change:
    contact = Contact(code=item.key, attributes=item.extra, **values)
    contact.conversation = Conversation(reply_key=token_hex(16), **_conversation_values(contact))
    return Change(contact, (contact.started_at,), is_new=True)


def _amend(contact: Contact, item: Incoming, values: dict[str, Any]) -> Change:
    values = values | {"attributes": with_others(contact.attributes, item.extra)}
    moments = (contact.started_at, item.started_at)
    return Change(contact, moments, fields=put(contact, values))


def _conversation_values(contact: Contact) -> dict[str, Any]:
    return {
        "channel": contact.channel,
        "customer_id": contact.customer_id,
        "subject": contact.subject,
        "started_at": contact.started_at,
    }


def _save(changes: Sequence[Change]) -> None:
    fresh = [contact_of(change) for change in changes if change.is_new]
    Conversation.objects.bulk_create([contact.conversation for contact in fresh])
    for contact in fresh:
        contact.conversation_id = contact.conversation.pk
    Contact.objects.bulk_create(fresh)
    amended = [(contact_of(change), change.fields) for change in changes if change.fields]
    update_all(Contact, amended)
    own = [contact for contact, fields in amended if fields & {"channel", "customer_id", "subject", "started_at"}]
    threads = Conversation.objects.in_bulk([contact.conversation_id for contact in own])
    update_all(
        Conversation,
        [
            (threads[contact.conversation_id], put(threads[contact.conversation_id], _conversation_values(contact)))
            for contact in own
        ],
    )
