"""What did each contact cost, what caused it, and could it have been avoided?"""

from datetime import datetime

import ibis
from ibis import _
from ibis.expr.types import Table

from wortel.metrics.reckoning import facts


def classified(chained: Table, *, month: str, as_of: datetime) -> Table:
    """The contacts of the month with demand, problem and price."""
    contact = chained.filter(_.month == month)
    return _with_price(_with_launch(_with_split(_with_problem(_with_demand(contact), as_of), month)))


def each_cause(contact: Table, *, month: str) -> Table:
    """The causes of the contacts of the month of which not one whole problem is the cause."""
    cause = facts.cause.filter(_.month == month).select(
        of=_.contact, problem=_.problem, share=_.share, claim=_.claim, is_main=_.is_main
    )
    days = contact.select("id", "day")
    joined = cause.inner_join(days, cause.of == days.id).drop("of")
    return _with_launch(joined).drop("day")


def _with_demand(contact: Table) -> Table:
    """A contact without a reason is value demand."""
    demand = facts.reason.select(of=facts.reason.reason, demand=facts.reason.demand)
    joined = contact.left_join(demand, contact.reason == demand.of).drop("of")
    is_failure = ibis.coalesce(joined.demand, "value") == "failure"
    return joined.mutate(is_failure=is_failure, is_avoidable=is_failure | joined.is_repeat)


def _with_problem(contact: Table, as_of: datetime) -> Table:
    """Its own problem; else the smallest code of the rules that hold for its reason and the start of its chain."""
    begun = contact.select("reason", "first_channel").distinct()
    rule = facts.rule.select(of=facts.rule.reason, code=facts.rule.problem, but=facts.rule.not_first_channel)
    matching = begun.join(rule, [begun.reason == rule.of, (rule.but == "") | (rule.but != begun.first_channel)])
    ruled = matching.group_by("reason", "first_channel").aggregate(ruled=matching.code.min())
    ruled = ruled.rename(of="reason", begun="first_channel")
    joined = contact.left_join(ruled, [contact.reason == ruled.of, contact.first_channel == ruled.begun])
    joined = joined.mutate(
        problem=(joined.own_problem != "").ifelse(joined.own_problem, ibis.coalesce(joined.ruled, ""))
    ).drop("of", "begun", "ruled")
    return _with_open_cause(joined, as_of)


def _with_split(contact: Table, month: str) -> Table:
    """Whether its cost is divided: then `problem` is only the cause with the largest share."""
    split = facts.cause.filter(_.month == month, _.is_main).select(of=_.contact)
    joined = contact.left_join(split, contact.id == split.of)
    return joined.mutate(is_split=joined.of.notnull()).drop("of")


def _with_open_cause(contact: Table, as_of: datetime) -> Table:
    """A linked problem says whether the cause is open; only without one does the colleague's own answer."""
    problem = facts.problem.select(linked=facts.problem.problem, solved_at=facts.problem.closed_at)
    joined = contact.left_join(problem, contact.problem == problem.linked)
    is_open = joined.solved_at.isnull() | (joined.solved_at > as_of)
    return joined.mutate(cause_open=(joined.problem != "").ifelse(is_open, joined.is_cause_open)).drop(
        "linked", "solved_at"
    )


def _with_launch(contact: Table) -> Table:
    """Whether the contact fell in a window agreed for its problem."""
    days = contact.filter(_.problem != "").select(of=_.problem, on=_.day).distinct()
    launch = facts.launch
    covered = days.semi_join(launch, [days.of == launch.problem, days.on >= launch.first_on, days.on <= launch.last_on])
    joined = contact.left_join(covered, [contact.problem == covered.of, contact.day == covered.on])
    return joined.mutate(is_launch=joined.of.notnull()).drop("of", "on")


def _with_price(contact: Table) -> Table:
    """Minutes, rate and fee of the contact's own day, or as they were frozen; null where nobody set any."""
    minutes = facts.minutes.select(
        minutes_of=_.reason,
        minutes_on=_.channel,
        minutes_from=_.valid_from,
        minutes_until=_.valid_until,
        usual=_.minutes,
    )
    fee = facts.fee.select(fee_on=_.channel, fee_from=_.valid_from, fee_until=_.valid_until, fee_eur=_.fee_eur)
    own = facts.rate.select(own_team=_.team, own_from=_.valid_from, own_until=_.valid_until, own_rate=_.eur_per_minute)
    rest = facts.rate.filter(_.team == "").select(
        rest_from=_.valid_from, rest_until=_.valid_until, rest_rate=_.eur_per_minute
    )
    joined = (
        contact.left_join(
            minutes,
            [
                contact.reason == minutes.minutes_of,
                contact.channel == minutes.minutes_on,
                contact.day >= minutes.minutes_from,
                contact.day < minutes.minutes_until,
            ],
        )
        .left_join(fee, [contact.channel == fee.fee_on, contact.day >= fee.fee_from, contact.day < fee.fee_until])
        .left_join(own, [contact.team == own.own_team, contact.day >= own.own_from, contact.day < own.own_until])
        .left_join(rest, [contact.day >= rest.rest_from, contact.day < rest.rest_until])
    )
    return joined.mutate(
        spent=ibis.coalesce(joined.frozen_minutes, joined.minutes, joined.usual),
        rate=ibis.coalesce(joined.frozen_eur_per_minute, joined.own_rate, joined.rest_rate),
        fee=ibis.coalesce(joined.frozen_fee_eur, joined.fee_eur),
    )
