"""The counts from which all figures of a month are made, each asked for once.

A figure is a ratio of such counts; the counts are the expressions, so that every engine gives the same figures.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis
from ibis import _
from ibis.expr.types import Table

from wortel.metrics.reckoning import facts
from wortel.metrics.reckoning.chains import chained, is_abandoned, is_inbound
from wortel.metrics.reckoning.priced import classified

SCORES = ("csat", "nps", "ces", "friendliness")
MEANS = ("knowledge", "customer_data", "product_info", "case_status", "mandate")


@dataclass(frozen=True, slots=True)
class Question:
    """Which month, seen from which moment, by which definitions."""

    month: str
    as_of: datetime
    window: timedelta
    answer_within: int
    short: int


def ask(question: Question) -> dict[str, Table]:
    """Every count of the month, by name."""
    links = chained(month=question.month, as_of=question.as_of, window=question.window)
    contacts = classified(links, month=question.month, as_of=question.as_of)
    return {
        "contacts": _contacts(contacts),
        "chains": _chains(links, question.month),
        "scores": _scores(contacts),
        "calls": _calls(question),
        "orders": facts.order.filter(_.month == question.month, _.placed_at <= question.as_of).aggregate(
            orders=_.count()
        ),
        "reasons": facts.reason,
        "owners": facts.owner,
        "budget": facts.budget.filter(_.month == question.month),
    }


def _contacts(contacts: Table) -> Table:
    """Contacts and what they took, for each kind of contact there was."""
    measures = {
        "contacts": _.count(),
        "minutes": ibis.coalesce(_.spent.sum(), 0),
        "fees": ibis.coalesce(_.fee.sum(), 0),
        "without_minutes": _count(_.spent.isnull()),
        "without_fee": _count(_.fee.isnull()),
        "lacking": _count(_.lacked != ""),
        **{means: _count((";" + _.lacked + ";").contains(f";{means};")) for means in MEANS},
    }
    return contacts.group_by("reason", "channel", "problem", "is_repeat", "is_failure", "rate").aggregate(**measures)


def _chains(links: Table, month: str) -> Table:
    """Chains that can be judged, in the month of their first contact."""
    judged = links.filter(~_.is_repeat, _.month == month, _.is_mature)
    is_single = _.links == 1
    is_handed_on = (_.transfers > 0) | _.callback_promised | _.follow_up_open
    return judged.group_by("reason").aggregate(
        chains=_.count(), singles=_count(is_single), strict_singles=_count(is_single & ~is_handed_on)
    )


def _scores(contacts: Table) -> Table:
    """How often each score was given, and how often on a contact whose cause is still open."""
    asked = [
        contacts.filter(contacts[name].notnull()).select(
            "reason", "cause_open", question=ibis.literal(name), score=name
        )
        for name in SCORES
    ]
    answers = ibis.union(*asked)
    return answers.group_by("reason", "question", "score").aggregate(answers=_.count(), hollow=_count(_.cause_open))


def _calls(question: Question) -> Table:
    """The phone of the month: also those who hung up before anybody answered."""
    call = facts.contact.filter(
        is_inbound(facts.contact)
        & (facts.contact.channel == "phone")
        & (facts.contact.month == question.month)
        & (facts.contact.started_at <= question.as_of)
    )
    waited, gone = ibis.coalesce(call.wait_seconds, 0), is_abandoned(call)
    return call.aggregate(
        answered=_count(~gone),
        abandoned=_count(gone),
        short_abandoned=_count(gone & (waited <= question.short)),
        in_time=_count(~gone & (waited <= question.answer_within)),
        waited_seconds=ibis.coalesce(waited.sum(where=~gone), 0),
        transferred=_count(~gone & (call.transfers > 0)),
        transfers=ibis.coalesce(call.transfers.sum(where=~gone), 0),
        most_transfers=ibis.coalesce(call.transfers.max(where=~gone), 0),
    )


def _count(condition: ibis.expr.types.BooleanValue) -> ibis.Deferred:
    return _.count(where=condition)
