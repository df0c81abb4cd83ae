"""The counts from which all figures of a month are made, each asked for once.

A figure is a ratio of such counts; the counts are the expressions, so that every engine gives the same figures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis
from ibis import _
from ibis.expr.types import Table

from wortel.metrics.reckoning import facts
from wortel.metrics.reckoning.chains import IN_ORDER, THREAD, chained, is_abandoned, is_inbound, judged
from wortel.metrics.reckoning.priced import classified, each_cause

SCORES = ("csat", "nps", "ces", "friendliness")
MEANS = ("knowledge", "customer_data", "product_info", "case_status", "mandate")

# What a ledger or a figure asks of a contact.
ALIKE = ("reason", "channel", "problem", "is_repeat", "is_failure", "is_launch", "is_split")
# What a ledger asks of one of several causes.
DIVIDED = ("reason", "is_repeat", "is_failure", "problem", "is_launch", "share", "claim", "is_main")

# Keeps the rows of an expression under a name for as long as the engine lives, and gives them back as a table.
type Keep = Callable[[str, Table], Table]


@dataclass(frozen=True, slots=True)
class Question:
    """Which month, seen from which moment, by which definitions."""

    month: str
    as_of: datetime
    window: timedelta
    answer_within: int
    short: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What all counts are made of, worked out once: the links of chains, the contacts of the month, and the causes of
    those that have several.
    """

    links: Table
    contacts: Table
    causes: Table

    @property
    def caused(self) -> Table:
        """Every contact beside each of its causes."""
        columns = ("id", "who", "reason", "problem", "is_launch", "csat", "friendliness")
        whole = self.contacts.filter(_.problem != "", ~_.is_split).select(*columns)
        several = self.causes.select("problem", "is_launch", of=_.id)
        split = self.contacts.drop("problem", "is_launch").inner_join(several, self.contacts.id == several.of)
        return ibis.union(whole, split.select(*columns))


def lay_basis(question: Question, keep: Keep) -> Basis:
    links = keep("month_links", chained(month=question.month, as_of=question.as_of, window=question.window))
    contacts = keep("month_contacts", classified(links, month=question.month, as_of=question.as_of))
    return Basis(links, contacts, keep("month_causes", each_cause(contacts, month=question.month)))


def ask(question: Question, basis: Basis) -> dict[str, Table]:
    """Every count of the month, by name."""
    return {
        "contacts": _contacts(basis.contacts),
        "parts": _parts(basis),
        "chains": _chains(basis.links, question.month),
        "scores": _scores(basis.contacts),
        "calls": _calls(question),
        "orders": facts.order.filter(_.month == question.month, _.placed_at <= question.as_of).aggregate(
            orders=_.count()
        ),
        "reasons": facts.reason,
        "owners": facts.owner,
        "budget": facts.budget.filter(_.month == question.month),
    }


def ask_more(question: Question, basis: Basis) -> dict[str, Table]:
    """What pages show besides the figures of the report."""
    thread = (*THREAD, "channel")
    apart = chained(month=question.month, as_of=question.as_of, window=question.window, thread=thread)
    unripe = basis.links.filter(~_.is_repeat, _.month == question.month, ~_.is_mature)
    return {
        "silos": _chains(apart, question.month),
        "routes": _routes(basis.links, question.month),
        "waiting": unripe.aggregate(chains=_.count()),
        "customers": _customers(basis.caused),
    }


def _routes(links: Table, month: str) -> Table:
    """The channels that customers tried one after the other, for chains of more than one contact."""
    chain = (*THREAD, "chain")
    wanted = judged(links, month).filter(_.links > 1).select(*chain)
    steps = links.semi_join(wanted, list(chain))
    in_order = [steps[column] for column in IN_ORDER]
    routes = steps.group_by(*chain).aggregate(
        route=steps.channel.group_concat(sep=">", order_by=in_order), channels=steps.channel.nunique()
    )
    return routes.group_by("route", "channels").aggregate(chains=_.count())


def _customers(caused: Table) -> Table:
    """How many different people each problem, and each owner, brought to the phone or the keyboard."""
    owner = facts.owner.select(of=facts.owner.problem, owner=facts.owner.owner)
    caused = caused.filter(~caused.is_launch)
    by_problem = caused.group_by(name=caused.problem).aggregate(customers=_.who.nunique())
    owned = caused.join(owner, caused.problem == owner.of)
    by_owner = owned.group_by(name=owned.owner).aggregate(customers=_.who.nunique())
    return ibis.union(by_problem.mutate(kind=ibis.literal("problem")), by_owner.mutate(kind=ibis.literal("charged_to")))


def _contacts(contacts: Table) -> Table:
    """Contacts and what they took, for each kind of contact there was."""
    measures = {
        "contacts": ibis.coalesce(_.counts.sum(), 0),
        "minutes": ibis.coalesce(_.spent.sum(), 0),
        "talked": ibis.coalesce(_.spent.sum(where=_.counts == 1), 0),
        "waited": ibis.coalesce(_.waited.sum(), 0),
        "fees": ibis.coalesce(_.fee.sum(), 0),
        "without_minutes": _count(_.spent.isnull()),
        "without_fee": _count(_.fee.isnull()),
        "lacking": _count(_.lacked != ""),
        **{means: _count((";" + _.lacked + ";").contains(f";{means};")) for means in MEANS},
    }
    return _with_work_behind(contacts).group_by(*ALIKE, "rate").aggregate(**measures)


def _parts(basis: Basis) -> Table:
    """The same of contacts with several causes, for each cause: what they took whole, and which part it has."""
    taken = _with_work_behind(basis.contacts.filter(_.is_split)).drop("problem", "is_launch")
    cause = basis.causes.select("problem", "share", "claim", "is_main", "is_launch", of=_.id)
    return (
        taken.inner_join(cause, taken.id == cause.of)
        .group_by(*DIVIDED, "rate")
        .aggregate(
            contacts=ibis.coalesce(_.counts.sum(), 0),
            minutes=ibis.coalesce(_.spent.sum(), 0),
            fees=ibis.coalesce(_.fee.sum(), 0),
        )
    )


def _with_work_behind(contacts: Table) -> Table:
    """The contacts, and beside each what was done for it away from the customer: minutes, and no contact more."""
    waited = ibis.coalesce(contacts.wait_seconds, 0).cast("int64")
    own = contacts.select(
        "id", *ALIKE, "rate", "spent", "fee", "lacked", waited=waited, counts=ibis.literal(1, "int64")
    )
    work = facts.behind.select(behind=_.contact, took=_.minutes, price=_.eur_per_minute)
    joined = contacts.inner_join(work, contacts.id == work.behind)
    behind = joined.select(
        "id",
        *ALIKE,
        rate=_.price.cast(own.rate.type()),
        spent=_.took.cast(own.spent.type()),
        fee=ibis.literal(0).cast(own.fee.type()),
        lacked=ibis.literal(""),
        waited=ibis.literal(0, "int64"),
        counts=ibis.literal(0, "int64"),
    )
    return ibis.union(own, behind.select(*own.columns))


def _chains(links: Table, month: str) -> Table:
    """Chains that can be judged, in the month of their first contact."""
    is_single = _.links == 1
    is_handed_on = (_.transfers > 0) | _.callback_promised | _.follow_up_open
    return (
        judged(links, month)
        .group_by("reason")
        .aggregate(chains=_.count(), singles=_count(is_single), strict_singles=_count(is_single & ~is_handed_on))
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
