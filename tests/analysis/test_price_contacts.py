"""Example A3: what each reason cost, what is asked of it, and how much was avoidable."""

from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.analysis.rows import LATER, SIGNS, draw, make_contact, price, priced_a

from wortel.analysis.cost import Budget, Dated, Prices, Problem, find_quadrant, price_contacts, sum_spending, to_cents
from wortel.analysis.repeats import find_chains

COST = {
    "R1": (10_360, "8339.00", "6.6712", "eliminate"),
    "R2": (6_320, "5154.00", "4.6018", "automate"),
    "R3": (3_920, "3140.00", "6.2800", "eliminate"),
    "R4": (6_000, "4680.00", "8.5091", "eliminate"),
    "R5": (2_500, "2035.00", "3.3917", "automate"),
    "R6": (4_100, "3245.00", "7.2111", "leverage"),
    "R7": (870, "745.50", "2.9820", "automate"),
    "R8": (1_640, "1341.00", "4.7893", "simplify"),
}


@pytest.mark.parametrize("reason", COST)
def test_each_reason_cost_this_much_and_asks_for_this(reason: str) -> None:
    spent = sum_spending(one for one in priced_a() if one.contact.reason == reason)
    assert (float(spent.minutes), str(to_cents(spent.eur)), f"{spent.mean_eur:.4f}", _quadrant(reason)) == COST[reason]


@pytest.mark.parametrize(
    ("channel", "eur"), [("phone", "6500.00"), ("email", "1386.00"), ("chat", "288.00"), ("letter", "165.00")]
)
def test_the_invoice_cost_this_much_by_channel(channel: str, eur: str) -> None:
    invoice = [one for one in priced_a() if (one.contact.reason, one.contact.channel) == ("R1", channel)]
    assert str(to_cents(sum_spending(invoice).eur)) == eur


@pytest.mark.parametrize(
    ("quadrant", "expected"),
    [
        ("eliminate", (2_300, "16159.00")),
        ("automate", (1_970, "7934.50")),
        ("simplify", (280, "1341.00")),
        ("leverage", (450, "3245.00")),
    ],
)
def test_each_quadrant_holds_its_contacts(quadrant: str, expected: tuple[int, str]) -> None:
    spent = sum_spending(one for one in priced_a() if _quadrant(one.contact.reason) == quadrant)
    assert (spent.contacts, str(to_cents(spent.eur))) == expected


def test_more_than_half_of_the_month_was_avoidable() -> None:
    spent = sum_spending(priced_a())
    assert (spent.contacts, float(spent.minutes), str(to_cents(spent.eur))) == (5_000, 35_710, "28679.50")
    assert (spent.failures, f"{spent.failure_share:.2%}") == (2_300, "46.00%")
    assert (spent.avoidable, f"{spent.avoidable_share:.2%}") == (2_695, "53.90%")
    assert (str(to_cents(spent.avoidable_eur)), f"{float(spent.avoidable_eur / spent.eur):.2%}") == (
        "18156.00",
        "63.31%",
    )


def test_a_value_contact_with_a_problem_is_avoidable_only_as_a_repeat() -> None:
    priced = price([make_contact("1", problem="P1"), make_contact("2", day=2, problem="P1")])
    assert [(one.parts[0].problem, one.is_avoidable) for one in priced] == [("P1", False), ("P1", True)]


def test_a_failure_contact_that_came_back_is_avoidable_once() -> None:
    spent = sum_spending(price([make_contact("1"), make_contact("2", day=2)], failure={"R1"}))
    assert (spent.failures, spent.avoidable) == (2, 2)


def test_a_team_has_its_own_rate_from_a_day_on() -> None:
    rates = Dated([("", date(2025, 1, 1), Decimal(1)), ("night", date(2025, 9, 15), Decimal(2))])
    budget = {"2025-09": Budget(Decimal(30), Decimal(10))}
    prices = Prices(rates=rates, budgets=budget)
    assert [prices.rate("night", date(2025, 9, day)) for day in (14, 15)] == [1, 2]
    assert prices.rate("night", date(2024, 9, 1)) is None
    assert Prices(budgets=budget).rate("night", date(2025, 9, 1)) == 3


def test_what_has_no_price_counts_as_nothing_and_is_told() -> None:
    chains = find_chains([make_contact("1", minutes=None)], as_of=LATER)
    priced, warnings = price_contacts(
        chains, month="2025-09", zone=UTC, prices=Prices(), problems=[], failure=frozenset()
    )
    assert priced[0].eur == 0
    assert warnings == {"no minutes": 1, "no rate": 1, "no fee": 1}


def test_the_minutes_measured_win_over_the_standard() -> None:
    prices = Prices(minutes=Dated([(("R1", "phone"), date(2025, 1, 1), Decimal(8))]))
    priced = price([make_contact("1", minutes=Decimal(3)), make_contact("2", day=2, minutes=None)], prices=prices)
    assert [one.minutes for one in priced] == [3, 8]


def _quadrant(reason: str) -> str | None:
    return find_quadrant(*SIGNS[reason])


def test_minutes_of_a_chat_are_shared_to_the_thousandth() -> None:
    day = date(2025, 9, 1)
    shared = Prices(chats_at_once=Dated([("", day, Decimal(2)), ("Chat", day, Decimal(3))]))
    assert shared.worked(Decimal(8), "chat", "Chat", day, None) == Fraction("2.667")
    assert shared.worked(Decimal(8), "chat", "", day, None) == 4
    assert shared.worked(Decimal(8), "chat", "", day, Decimal("0.5")) == 8
    assert shared.worked(Decimal(8), "phone", "Chat", day, Decimal(3)) == 8


def test_work_behind_a_contact_costs_what_it_cost_there() -> None:
    contact = replace(make_contact("1", minutes=Decimal(4)), work_behind=((Decimal(10), Decimal("0.6")),))
    (one,) = price([contact])
    assert (one.minutes, one.labour) == (14, 10)


def test_a_contact_in_an_agreed_window_is_nobodys_charge() -> None:
    problem = Problem("P1", {"Facturatie": Decimal(1)}, launches=((date(2025, 9, 17), date(2025, 9, 18)),))
    lines = draw([make_contact(str(day), day=day, problem="P1") for day in range(1, 4)], [problem]).lines
    assert [(one.charged_to, one.line, one.contacts) for one in lines[:-1]] == [
        ("Facturatie", "P1", 1),
        ("not_charged", "P1", 2),
    ]
