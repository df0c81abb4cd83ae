"""Which way an answer goes."""

from dataclasses import dataclass
from typing import Literal

from wortel.cases.models import Case
from wortel.channels.interface import Party
from wortel.contacts.models import Direction
from wortel.customers.queries import find_mail_address, list_family
from wortel.store.actions import ask

type Why = Literal["wrote_last", "mail_known", "no_mail"]

# What was said last, with the mail address of its writer: their own, or else that of somebody in the conversation.
SAID = """
SELECT c.id, c.conversation_id, c.direction, c.channel, w.value, w.name
FROM cases_part k
JOIN contacts_contact c ON c.conversation_id = k.conversation_id
LEFT JOIN LATERAL (
    SELECT value, c.sender_name AS name, 0 AS place, true AS is_verified, id FROM customers_address
    WHERE id = c.sender_id AND kind = 'email'
    UNION ALL
    SELECT value, name, 1, is_verified, id FROM contacts_participant
    WHERE conversation_id = c.conversation_id AND kind = 'email'
    ORDER BY place, is_verified DESC, id LIMIT 1
) w ON c.direction = 'in' AND c.channel IN ('email', 'webform') AND NOT c.is_automatic
WHERE k.case_id = %s ORDER BY c.started_at DESC, c.id DESC LIMIT 20
"""


@dataclass(frozen=True)
class Route:
    """Which way an answer goes. Without an address it can only be said on the telephone, and written down.

    `thread` is the conversation it continues, `answers` the contact it answers and `channel` how that came, `seen`
    the newest contact its writer can have read.
    """

    why: Why
    to: Party | None = None
    thread: int | None = None
    answers: int | None = None
    channel: str = ""
    seen: int = 0

    @property
    def is_mail(self) -> bool:
        return self.to is not None


@dataclass(frozen=True)
class Said:
    """A contact of the case, and where its writer can be reached by mail."""

    contact: int
    thread: int
    direction: str
    channel: str
    writer: Party | None


def find_route(case: Case) -> Route:
    """An answer follows the mail that came last; to a call or a letter it goes by mail where we know an address."""
    said = _list_said(case)
    asked = next((one for one in said if one.direction == Direction.IN), None)
    mailed = next((one for one in said if one.writer), None)
    to, why = _find_address(case, asked, mailed)
    return Route(
        why=why,
        to=to,
        thread=mailed.thread if to and mailed else None,
        answers=asked.contact if asked else None,
        channel=asked.channel if asked else "",
        seen=max((one.contact for one in said), default=0),
    )


def _list_said(case: Case) -> list[Said]:
    return [
        Said(contact, thread, direction, channel, Party(kind="email", value=value, name=name) if value else None)
        for contact, thread, direction, channel, value, name in ask(SAID, [case.pk])
    ]


def _find_address(case: Case, asked: Said | None, mailed: Said | None) -> tuple[Party | None, Why]:
    if asked and mailed and asked.thread == mailed.thread:
        return mailed.writer, "wrote_last"
    known = find_mail_address(list_family(case.customer)) if case.customer else ""
    if known and case.customer:
        return Party(kind="email", value=known, name=case.customer.name), "mail_known"
    return (mailed.writer, "mail_known") if mailed else (None, "no_mail")
