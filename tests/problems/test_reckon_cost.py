"""A contact costs its minutes at its team's rate plus the fee of its channel, as they were on its own day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests import cast, make

from wortel.cases.models import Outcome
from wortel.contacts.models import Contact
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import ContactCost, Launch, Price, WorkBehind

pytestmark = pytest.mark.django_db


def call(minutes: str | None = "8", at: datetime = cast.NOW) -> Contact:
    conversation = make.make_conversation(make.make_customer(), channel="phone")
    contact = make.make_contact(conversation, at=at)
    contact.minutes = None if minutes is None else Decimal(minutes)
    contact.team = cast.care()
    contact.save()
    return contact


def prices() -> None:
    cast.shop()
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    actions.set_fee(channel="phone", valid_from=date(2025, 1, 1), fee_eur=Decimal("0.50"))


def test_the_thousandth_call_costs_six_and_a_half_euros() -> None:
    prices()
    contact = call()
    actions.reckon_cost(contact=contact, now=cast.NOW)
    assert Price.objects.get(contact=contact).eur == Decimal("6.5")


def test_a_later_rate_leaves_a_reckoned_contact_as_it_is() -> None:
    prices()
    frozen, open_one = call(), call()
    actions.reckon_cost(contact=frozen, now=cast.NOW)
    actions.set_rate(team=None, valid_from=date(2025, 6, 1), eur_per_minute=Decimal("1.00"))
    assert Price.objects.get(contact=frozen).eur == Decimal("6.5")
    assert Price.objects.get(contact=open_one).eur == Decimal("8.5")
    assert actions.reckon_cost(contact=frozen, now=cast.NOW).eur_per_minute == Decimal("0.75")


def test_the_teams_own_rate_comes_first_and_holds_from_its_day_on() -> None:
    prices()
    actions.set_rate(team=cast.care(), valid_from=date(2025, 10, 7), eur_per_minute=Decimal("0.80"))
    before = call(at=datetime(2025, 10, 6, 21, 59, tzinfo=UTC))  # a minute to midnight in Amsterdam
    after = call(at=datetime(2025, 10, 6, 22, 1, tzinfo=UTC))
    assert Price.objects.get(contact=before).eur_per_minute == Decimal("0.75")
    assert Price.objects.get(contact=after).eur_per_minute == Decimal("0.80")


def test_standard_minutes_stand_in_for_what_nobody_measured() -> None:
    prices()
    contact, reason = call(minutes=None), make.make_reason("R1")
    assert Price.objects.get(contact=contact).minutes == 0
    make.give_reason(contact, reason)
    actions.set_standard_minutes(reason=reason, channel="phone", valid_from=date(2025, 1, 1), minutes=Decimal("8"))
    assert Price.objects.get(contact=contact).eur == Decimal("6.5")


def test_without_a_rate_the_budget_of_the_month_gives_one() -> None:
    cast.shop()
    actions.set_budget(month="2025-10", cost_eur=Decimal("36000"), practical_minutes=Decimal("48000"))
    assert Price.objects.get(contact=call()).eur == Decimal("6.0")


def test_a_problem_costs_what_its_contacts_cost() -> None:
    prices()
    problem = make.make_problem("P1")
    for _ in range(3):
        actions.flag_cause(contact=call(), problem=problem, agent=None, now=cast.NOW)
    spam = call()
    Contact.objects.filter(pk=spam.pk).update(is_spam=True)
    actions.flag_cause(contact=spam, problem=problem, agent=None, now=cast.NOW)
    suspected = actions.flag_cause(contact=call(), problem=problem, agent=None, now=cast.NOW, kind="suspected")
    assert suspected.kind == "suspected"
    assert queries.tally(problem).eur == Decimal("19.5")
    assert queries.weekly_series(problem, mondays=[date(2025, 9, 29), date(2025, 10, 6)]).contacts == [0, 3]
    figures = queries.count_figures(problem, cast.NOW)
    assert (figures.total.contacts, figures.total.eur, figures.weeks[-2:]) == (3, Decimal("19.5"), [0, 3])


def test_undo_opens_the_cost_again() -> None:
    prices()
    contact = call()
    actions.reckon_cost(contact=contact, now=cast.NOW)
    actions.release_cost(contact=contact)
    actions.set_fee(channel="phone", valid_from=date(2025, 2, 1), fee_eur=Decimal("1.50"))
    assert Price.objects.get(contact=contact).eur == Decimal("7.5")


def test_only_what_a_colleague_wrapped_up_is_frozen_by_the_clock() -> None:
    prices()
    wrapped_up, brought_in = call(), call()
    Outcome.objects.create(contact=wrapped_up, is_solved=True, agent=cast.noor(), at=cast.NOW)
    Outcome.objects.create(contact=brought_in, is_solved=True, at=cast.NOW)
    assert actions.reckon_costs_until(day=cast.NOW.date() + timedelta(days=1), now=cast.NOW) == 1
    assert list(ContactCost.objects.values_list("contact", flat=True)) == [wrapped_up.pk]


def test_minutes_of_a_chat_are_shared_with_the_chats_beside_it() -> None:
    prices()
    day = date(2025, 10, 1)
    actions.set_chats_at_once(team=None, valid_from=day, chats=Decimal(2), today=cast.NOW.date())
    actions.set_chats_at_once(team=cast.care(), valid_from=day, chats=Decimal(3), today=cast.NOW.date())
    chat = call("8")
    Contact.objects.filter(pk=chat.pk).update(channel="chat")
    assert Price.objects.get(contact=chat).minutes == Decimal("2.667")
    Contact.objects.filter(pk=chat.pk).update(attributes={"chats_at_once": "1,6"})
    assert Price.objects.get(contact=chat).minutes == 5
    Contact.objects.filter(pk=chat.pk).update(attributes={"chats_at_once": "drie"}, team=None)
    assert Price.objects.get(contact=chat).minutes == 4
    assert Price.objects.get(contact=call("8")).minutes == 8


def test_a_setting_for_chats_touches_the_months_it_holds_for() -> None:
    actions.set_chats_at_once(team=None, valid_from=date(2024, 12, 15), chats=Decimal(2), today=date(2025, 2, 1))
    assert Event.objects.get(kind="chats_at_once.set").details["months"] == ["2024-12", "2025-01", "2025-02"]


def test_work_behind_a_contact_is_priced_at_the_rate_of_who_did_it() -> None:
    prices()
    back_office, contact = make.make_team("Administratie"), call()
    actions.set_rate(team=back_office, valid_from=date(2025, 10, 1), eur_per_minute=Decimal("0.60"))

    def work(now: datetime) -> WorkBehind:
        return actions.record_work(
            contact=contact, minutes=Decimal(10), what="Creditnota", team=back_office, agent=None, now=now
        )

    with pytest.raises(actions.NoRateYet):
        work(datetime(2024, 1, 1, tzinfo=UTC))
    done = work(cast.NOW)
    assert Price.objects.get(contact=contact).eur == Decimal("12.5")
    actions.forget_work(work=done)
    assert Price.objects.get(contact=contact).eur == Decimal("6.5")


def test_a_launch_is_agreed_before_it_begins() -> None:
    cast.shop()
    problem, today = make.make_problem("P1"), cast.NOW.date()

    def agree(first_on: date, last_on: date, why: str) -> Launch:
        return actions.agree_launch(
            problem=problem, first_on=first_on, last_on=last_on, why=why, by="Iemand", now=cast.NOW
        )

    yesterday = today - timedelta(days=1)
    for first_on, last_on, why in ((yesterday, today, "Nieuw"), (today, yesterday, "Nieuw"), (today, today, " ")):
        with pytest.raises(actions.LaunchNotAhead):
            agree(first_on, last_on, why)
    actions.withdraw_launch(launch=agree(today, today, "Nieuw"), now=cast.NOW)
    assert [one.kind for one in Event.objects.order_by("id")] == ["launch.agreed", "launch.withdrawn"]


def test_prices_begin_with_a_quarter() -> None:
    days = (date(2025, 1, 1), date(2025, 3, 31), date(2025, 9, 30), date(2025, 12, 1))
    assert [str(queries.next_quarter(day)) for day in days] == ["2025-04-01", "2025-04-01", "2025-10-01", "2026-01-01"]
