"""What other systems are shown. Numbers (`id`) are ours and stay; codes are those of whoever sent the row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ninja import Schema

from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.metrics.models import StoredFigure, StoredLine
from wortel.problems.models import Effect
from wortel.problems.queries import Card


class CustomerOut(Schema):
    id: int
    code: str | None
    merged_into: int | None


class ContactOut(Schema):
    """One exchange, with the same names as the rows that are sent. `customer` is null when nobody knows who it was.

    Without `readable` its words stay here: they are too personal, or the customer objects.
    """

    id: int
    contact_id: str | None
    channel: str
    direction: str
    started_at: datetime
    ended_at: datetime | None
    conversation: int
    case: int | None
    customer: CustomerOut | None
    order: str | None
    reason: str | None
    problems: list[str]
    solved: bool | None
    cause_open: bool | None
    lacked: list[str]
    minutes: float | None
    transfers: int
    wait_seconds: int | None
    answered: bool
    callback_promised: bool
    follow_up_open: bool
    spam: bool
    automatic: bool
    asked_by_us: bool
    readable: bool
    subject: str
    text: str
    attributes: dict[str, Any]


class CaseOut(Schema):
    """`subject` is empty where a contact in it is not readable."""

    id: int
    number: str
    code: str | None
    subject: str
    status: str
    customer: CustomerOut | None
    team: str | None
    agent: str | None
    opened_at: datetime
    closed_at: datetime | None
    snoozed_until: datetime | None
    latest_at: datetime
    latest_channel: str
    contacts: int
    merged_into: int | None


class OwnerOut(Schema):
    name: str
    share: float
    accepted_at: datetime | None


class EffectOut(Schema):
    """The latest verdict on the latest fix."""

    verdict: str
    fixed_on: str
    measured_at: datetime
    is_final: bool
    numbers: dict[str, Any]


class MeasuredOut(Schema):
    """A measurement of a fix with the plan it was held to; before the end its limits are wider."""

    id: int
    fix: int
    what: str
    fixed_on: str
    registered_at: datetime
    washout_weeks: int
    weeks_after: int
    exposure: str
    expected_reduction: float | None
    controls: list[str]
    left_out: list[dict[str, str]]
    measured_at: datetime
    weeks_measured: int
    is_final: bool
    verdict: str
    numbers: dict[str, Any]
    series: dict[str, Any]


class MeasuredListOut(Schema):
    """Newest first."""

    items: list[MeasuredOut]


class ProblemOut(Schema):
    """`contacts` and `eur` are those of the last seven whole days."""

    id: int
    problem: str
    title_nl: str
    title_en: str
    reason: str | None
    owners: list[OwnerOut]
    opened_at: datetime
    closed_at: datetime | None
    merged_into: int | None
    contacts: int
    eur: float
    state: str
    state_since: datetime
    priority: float
    trend: float
    effect: EffectOut | None


class EventOut(Schema):
    """Something that happened, by number only: ask for what it is about to know more."""

    id: int
    at: datetime
    kind: str
    about: str
    about_id: int | None


class FigureOut(Schema):
    """One figure. `low` and `high` are there where it has an interval; `n` is what stands behind it."""

    figure: str
    dims: dict[str, str]
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    unit: str


class LineOut(Schema):
    """One line of the ledger."""

    charged_to: str
    line: str
    contacts: int
    minutes: float
    eur: float
    share: float


class MonthOut(Schema):
    month: str
    as_of: datetime
    figures: list[FigureOut]
    ledger: list[LineOut]


class ContactsOut(Schema):
    items: list[ContactOut]
    next: str | None
    """Give this as `after` to go on; null when this was the last page."""


class CasesOut(Schema):
    items: list[CaseOut]
    next: str | None


class ProblemsOut(Schema):
    items: list[ProblemOut]
    next: str | None


class EventsOut(Schema):
    items: list[EventOut]
    next: str
    """Give this as `after` next time, also when there was nothing new."""


def show_contact(contact: Contact) -> Mapping[str, Any]:
    part = getattr(contact.conversation, "part", None)
    given = getattr(contact, "given_reason", None)
    outcome = getattr(contact, "outcome", None)
    return {
        **_same(contact, "id channel direction started_at ended_at transfers wait_seconds callback_promised"),
        **_same(contact, "follow_up_open asked_by_us attributes"),
        "readable": contact.is_readable,
        "subject": contact.subject if contact.is_readable else "",
        "text": contact.text if contact.is_readable else "",
        "contact_id": contact.code,
        "conversation": contact.conversation_id,
        "case": part.case_id if part else None,
        "customer": _show_customer(contact.customer),
        "order": contact.order.code if contact.order else None,
        "reason": given.reason.code if given else None,
        "problems": sorted(flag.problem.code for flag in contact.flags.all()),
        "solved": outcome.is_solved if outcome else None,
        "cause_open": outcome.is_cause_open if outcome else None,
        "lacked": sorted(lack.means for lack in contact.lacks.all()),
        "minutes": None if contact.minutes is None else float(contact.minutes),
        "answered": contact.is_answered,
        "spam": contact.is_spam,
        "automatic": contact.is_automatic,
    }


def show_case(case: Case) -> Mapping[str, Any]:
    return {
        **_same(case, "id number code status opened_at closed_at snoozed_until latest_at"),
        "subject": case.subject if case.is_readable else "",
        "latest_channel": case.latest_channel,
        "customer": _show_customer(case.customer),
        "team": case.team.name if case.team else None,
        "agent": case.agent.name if case.agent else None,
        "contacts": case.contact_count,
        "merged_into": case.merged_into_id,
    }


def show_figure(row: StoredFigure) -> Mapping[str, Any]:
    return _same(row, "figure dims value low high n unit")


def show_line(row: StoredLine) -> Mapping[str, Any]:
    euros = {"minutes": float(row.minutes), "eur": row.cents / 100}
    return {**_same(row, "charged_to line contacts share"), **euros}


def show_event(event: Event) -> Mapping[str, Any]:
    return {**_same(event, "id at kind about_id"), "about": event.about_kind}


def show_problem(card: Card) -> Mapping[str, Any]:
    problem, effect = card.problem, card.effect
    return {
        **_same(problem, "id title_nl title_en opened_at closed_at"),
        "problem": problem.code,
        "reason": problem.reason.code if problem.reason else None,
        "merged_into": problem.merged_into_id,
        "owners": [
            {"name": one.owner.name, "share": float(one.share), "accepted_at": one.accepted_at} for one in card.owners
        ],
        "contacts": card.contacts,
        "eur": float(card.eur),
        "state": card.state.state.value if card.state else "reported",
        "state_since": card.state.at if card.state else problem.opened_at,
        "priority": round(card.priority.score, 2),
        "trend": round(card.priority.trend, 3),
        "effect": {**_same(effect, "verdict measured_at is_final numbers"), "fixed_on": effect.fix.on.isoformat()}
        if effect
        else None,
    }


def show_measured(effect: Effect) -> Mapping[str, Any]:
    fix = effect.fix
    plan = _same(fix, "what registered_at washout_weeks weeks_after exposure expected_reduction left_out")
    return {
        **_same(effect, "id measured_at weeks_measured is_final verdict numbers series"),
        **plan,
        "fix": fix.pk,
        "fixed_on": fix.on.isoformat(),
        "controls": sorted(reason.code for reason in fix.controls.all()),
    }


def _show_customer(customer: Customer | None) -> Mapping[str, Any] | None:
    if customer is None:
        return None
    return {"id": customer.pk, "code": customer.code, "merged_into": customer.merged_into_id}


def _same(row: object, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}
