"""What contacts cost: rates, fees and standard minutes that hold from a day on, and costs frozen per contact."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from wortel.accounts.models import Agent, Team
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.models import (
    Budget,
    ChannelFee,
    ChatsAtOnce,
    ContactCost,
    Launch,
    Price,
    Problem,
    Rate,
    StandardMinutes,
    WorkBehind,
)
from wortel.reasons.models import Reason

AT_ONCE = 2000


class NoRateYet(Exception):
    """Work can be priced once somebody said what a minute costs."""


class LaunchNotAhead(ValueError):
    """A window is agreed before it begins, ends after it began, and says why."""


@transaction.atomic
def reckon_cost(*, contact: Contact, now: datetime) -> ContactCost:
    """Freeze what this contact cost, with the rate and fee of its own day; later rates leave it as it is."""
    price = Price.objects.get(pk=contact.pk)
    cost, is_new = ContactCost.objects.get_or_create(contact=contact, defaults=_frozen(price, now))
    if is_new:
        events.record("cost.reckoned", about=contact, eur=str(round(price.eur, 4)))
    return cost


@transaction.atomic
def reckon_costs_until(*, day: date, now: datetime) -> int:
    """Freeze what every contact that a colleague wrapped up before `day` cost; returns how many in this batch.

    What came in by file is not frozen: the file with its prices may still follow.
    """
    open_ones = Price.objects.filter(
        contact__cost=None, contact__outcome__agent__isnull=False, contact__started_at__date__lt=day
    )[:AT_ONCE]
    costs = [ContactCost(contact_id=price.pk, **_frozen(price, now)) for price in open_ones]
    ContactCost.objects.bulk_create(costs, ignore_conflicts=True)
    return len(costs)


@transaction.atomic
def release_cost(*, contact: Contact) -> None:
    """Undo: the cost of this contact is open again, as it was before wrap-up."""
    deleted, _ = ContactCost.objects.filter(contact=contact).delete()
    if deleted:
        events.record("cost.released", about=contact)


def _frozen(price: Price, now: datetime) -> dict[str, Decimal | datetime]:
    return {
        "minutes": price.minutes,
        "eur_per_minute": price.eur_per_minute,
        "fee_eur": price.fee_eur,
        "at": now,
    }


@transaction.atomic
def set_rate(*, team: Team | None, valid_from: date, eur_per_minute: Decimal) -> Rate:
    """What a minute of a team costs from a day on; without a team, of everybody without a rate of their own."""
    rate, _ = Rate.objects.update_or_create(
        team=team, valid_from=valid_from, defaults={"eur_per_minute": eur_per_minute}
    )
    events.record("rate.set", about=rate, team=team.name if team else "", eur_per_minute=str(eur_per_minute))
    return rate


@transaction.atomic
def set_fee(*, channel: str, valid_from: date, fee_eur: Decimal) -> ChannelFee:
    fee, _ = ChannelFee.objects.update_or_create(channel=channel, valid_from=valid_from, defaults={"fee_eur": fee_eur})
    events.record("fee.set", about=fee, channel=channel, fee_eur=str(fee_eur))
    return fee


@transaction.atomic
def set_standard_minutes(*, reason: Reason, channel: str, valid_from: date, minutes: Decimal) -> StandardMinutes:
    standard, _ = StandardMinutes.objects.update_or_create(
        reason=reason, channel=channel, valid_from=valid_from, defaults={"minutes": minutes}
    )
    events.record("standard_minutes.set", about=standard, reason=reason.code, channel=channel, minutes=str(minutes))
    return standard


@transaction.atomic
def set_budget(*, month: str, cost_eur: Decimal, practical_minutes: Decimal) -> Budget:
    budget, _ = Budget.objects.update_or_create(
        month=month, defaults={"cost_eur": cost_eur, "practical_minutes": practical_minutes}
    )
    events.record("budget.set", about=budget, month=month, cost_eur=str(cost_eur))
    return budget


@transaction.atomic
def set_chats_at_once(*, team: Team | None, valid_from: date, chats: Decimal, today: date) -> ChatsAtOnce:
    """With how many customers a colleague chats at a time from a day on; measured minutes of a chat are shared so."""
    setting, _ = ChatsAtOnce.objects.update_or_create(team=team, valid_from=valid_from, defaults={"chats": chats})
    months = list(_months(valid_from, today))
    events.record("chats_at_once.set", about=setting, team=team.name if team else "", chats=str(chats), months=months)
    return setting


def _months(first: date, last: date) -> Iterator[str]:
    """Every month from one day up to another; their facts change."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{month // 12}-{month % 12 + 1:02}"


@transaction.atomic
def record_work(
    *, contact: Contact, minutes: Decimal, what: str, team: Team | None, agent: Agent | None, now: datetime
) -> WorkBehind:
    """Add what was done for a contact away from the customer, at today's rate of the team that did it."""
    rate = queries.find_rate(team, queries.today(now))
    if rate is None:
        raise NoRateYet
    work = WorkBehind.objects.create(
        contact=contact, minutes=minutes, what=what, team=team, agent=agent, eur_per_minute=rate, at=now
    )
    events.record("work.recorded", about=contact, work=work.pk, minutes=str(minutes), what=what)
    return work


@transaction.atomic
def forget_work(*, work: WorkBehind) -> None:
    """Undo: this was not done, or not for this contact."""
    events.record("work.forgotten", about=work.contact, minutes=str(work.minutes), what=work.what)
    work.delete()


@transaction.atomic
def agree_launch(*, problem: Problem, first_on: date, last_on: date, why: str, by: str, now: datetime) -> Launch:
    """Agree beforehand that contacts of a problem in these days are nobody's charge."""
    if first_on < queries.today(now) or last_on < first_on or not why.strip():
        raise LaunchNotAhead
    launch = Launch.objects.create(problem=problem, first_on=first_on, last_on=last_on, why=why.strip(), by=by, at=now)
    events.record("launch.agreed", about=problem, launch=launch.pk, first_on=str(first_on), last_on=str(last_on))
    return launch


@transaction.atomic
def withdraw_launch(*, launch: Launch, now: datetime) -> None:
    if Launch.objects.filter(pk=launch.pk, withdrawn_at=None).update(withdrawn_at=now):
        events.record("launch.withdrawn", about=launch.problem, launch=launch.pk)
