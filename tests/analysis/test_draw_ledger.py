"""The ledger of example A, its rulings, and that it closes to the cent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests import fixture_a
from tests.analysis.rows import NOON, draw, ledger_a, make_contact

from wortel.analysis.cost import Budget, Line, Problem, to_cents

FEE = Fraction("0.335")
LEDGER = [
    ("Facturatie", "P1", 1_250, 10_360, "8339.00"),
    ("PakketSnel", "P2", 500, 3_920, "3140.00"),
    ("PakketSnel", "P3", 390, 4_480, "3503.00"),
    ("unassigned", "R4", 160, 1_520, "1177.00"),
    ("customer_service", "R2", 290, None, "1418.00"),
    ("customer_service", "R5", 50, None, "245.50"),
    ("customer_service", "R6", 25, None, "198.50"),
    ("customer_service", "R7", 10, None, "35.00"),
    ("customer_service", "R8", 20, None, "100.00"),
    ("not_charged", "first contacts on value demand", 2_305, 13_000, "10523.50"),
    ("unused_capacity", "", 0, 12_290, "9217.50"),
    ("total", "budget and fees", 5_000, 48_000, "37897.00"),
]


def test_the_ledger_is_that_of_the_example() -> None:
    for line, (charged_to, name, contacts, minutes, eur) in zip(ledger_a().lines, LEDGER, strict=True):
        assert (line.charged_to, line.line, line.contacts, str(line.eur)) == (charged_to, name, contacts, eur)
        assert minutes in (None, line.minutes)


def test_the_subtotals_of_thedraw() -> None:
    ledger = ledger_a()
    assert _sum(ledger.charged_to("PakketSnel")) == (890, 8_400, Decimal("6643.00"))
    assert _sum(ledger.charged_to("customer_service")) == (395, 2_430, Decimal("1997.00"))
    assert _sum(ledger.lines[:9]) == (2_695, 22_710, Decimal("18156.00"))
    assert _sum(ledger.lines[:10]) == (5_000, 35_710, Decimal("28679.50"))
    assert not ledger.warnings


def test_the_scorecard_of_the_partner() -> None:
    contacts, _, eur = _sum(ledger_a().charged_to("PakketSnel"))
    assert contacts / fixture_a.ORDERS_A * 1000 == 22.25
    assert f"{eur / fixture_a.ORDERS_A:.4f}" == "0.1661"


def test_linking_one_contact_does_not_link_its_chain() -> None:
    ledger = draw([make_contact("1"), make_contact("2", day=2, problem="P1")], [Problem("P1", {"Ruben": Decimal(1)})])
    assert [(line.charged_to, line.contacts) for line in ledger.lines[:2]] == [("Ruben", 1), ("not_charged", 1)]


def test_a_repeat_of_last_month_is_charged_this_month() -> None:
    ledger = draw([make_contact("1", day=-20), make_contact("2", day=-14)], [])
    assert [(line.charged_to, line.contacts) for line in ledger.lines] == [("customer_service", 1), ("total", 1)]


def test_the_owner_who_sorts_last_takes_the_rounding_difference() -> None:
    third = Decimal("0.333")
    lines = _shared({"Anna": third, "Bram": third, "Cees": third})
    assert [(line.charged_to, str(line.eur)) for line in lines] == [
        ("Anna", "3.33"),
        ("Bram", "3.33"),
        ("Cees", "3.34"),
    ]
    assert [line.contacts for line in lines] == [1, 1, 1]


def test_owners_who_both_claim_all_of_it_split_it() -> None:
    lines = _shared({"Anna": Decimal(1), "Bram": Decimal(1)})
    assert [(str(line.eur), float(line.minutes), line.share) for line in lines] == [("5.00", 5, Fraction(1, 2))] * 2


def test_what_no_owner_answers_for_stays_unassigned() -> None:
    lines = _shared({"Anna": Decimal("0.8")})
    assert [(line.charged_to, line.line, str(line.eur)) for line in lines] == [
        ("Anna", "P1", "8.00"),
        ("unassigned", "P1", "2.00"),
    ]


def test_a_problem_without_an_owner_is_unassigned() -> None:
    assert [(line.charged_to, line.line) for line in _shared({})] == [("unassigned", "P1")]


def test_each_cause_of_a_contact_is_charged_its_part() -> None:
    lines = _caused(("P1", "0.7"), ("P2", "0.3"))
    assert [(line.charged_to, str(line.eur), float(line.minutes), line.contacts) for line in lines] == [
        ("Anna", "7.00", 7, 1),
        ("Bram", "3.00", 3, 1),
    ]


def test_causes_that_claim_more_than_the_contact_split_it() -> None:
    assert [str(line.eur) for line in _caused(("P1", "1"), ("P2", "1"))] == ["5.00", "5.00"]


def test_what_the_causes_leave_over_goes_by_the_kind_of_demand() -> None:
    value, failure = _caused(("P1", "0.6")), _caused(("P1", "0.6"), failure={"R1"})
    assert [(line.charged_to, line.line, str(line.eur), line.contacts) for line in value] == [
        ("Anna", "P1", "6.00", 1),
        ("not_charged", "first contacts on value demand", "4.00", 0),
    ]
    assert [(line.charged_to, line.line, str(line.eur), line.contacts) for line in failure] == [
        ("Anna", "P1", "6.00", 1),
        ("unassigned", "R1", "4.00", 1),
    ]


def test_a_launch_takes_only_the_part_of_its_own_cause() -> None:
    launch = ((NOON.date(), NOON.date() + timedelta(days=3)),)
    problems = [Problem("P1", {"Anna": Decimal(1)}, launches=launch), Problem("P2", {"Bram": Decimal(1)})]
    causes = (("P1", Decimal("0.5")), ("P2", Decimal("0.5")))
    contact = replace(make_contact("1"), causes=causes)
    assert [(line.charged_to, line.line, str(line.eur)) for line in draw([contact], problems).lines[:-1]] == [
        ("Bram", "P2", "5.00"),
        ("not_charged", "P1", "5.00"),
    ]


def test_without_a_budget_the_total_is_the_contacts() -> None:
    ledger = draw([make_contact("1")], [])
    assert [(line.charged_to, str(line.eur)) for line in ledger.lines] == [("not_charged", "10.00"), ("total", "10.00")]


def test_a_line_reads_the_same_in_json() -> None:
    assert ledger_a().lines[0].as_json() == {
        "charged_to": "Facturatie",
        "line": "P1",
        "contacts": 1250,
        "minutes": 10360.0,
        "eur": 8339.0,
        "share": 1.0,
    }


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["R1", "R2", ""]),
            st.sampled_from(["P1", "P2", "P3", ""]),
            st.decimals(0, 200, places=3),
            st.integers(0, 20),
            st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), st.decimals(0, 1, places=4), max_size=3),
        ),
        max_size=25,
    ),
    cost=st.decimals(0, 5000, places=2),
    share=st.decimals(0, 1, places=3),
    practical=st.integers(1, 4000),
)
def test_charges_add_up_to_the_budget_and_the_fees(
    rows: list[tuple[str, str, Decimal, int, dict[str, Decimal]]], cost: Decimal, share: Decimal, practical: int
) -> None:
    contacts = [
        replace(
            make_contact(
                str(n), reason=reason, problem=problem, minutes=minutes, day=-(day % 14), customer=f"K{day % 3}"
            ),
            causes=tuple(causes.items()),
        )
        for n, (reason, problem, minutes, day, causes) in enumerate(rows)
    ]
    problems = [Problem("P1", {"A": share, "B": 1 - share}), Problem("P2", {"A": share, "C": share, "B": share})]
    ledger = draw(contacts, problems, budget=Budget(cost, Decimal(practical)), fee=FEE, failure={"R1"})
    *charged, total = ledger.lines
    assert sum(line.eur for line in charged) == total.eur == cost + to_cents(len(contacts) * FEE)
    assert sum(line.minutes for line in charged) == total.minutes == practical
    assert total.contacts == len(contacts)


def _shared(owners: dict[str, Decimal]) -> tuple[Line, ...]:
    return draw([make_contact("1", problem="P1")], [Problem("P1", owners)]).lines[:-1]


def _caused(*causes: tuple[str, str], failure: Iterable[str] = ()) -> tuple[Line, ...]:
    """The lines of one contact of ten euros."""
    said = tuple((problem, Decimal(share)) for problem, share in causes)
    problems = [Problem("P1", {"Anna": Decimal(1)}), Problem("P2", {"Bram": Decimal(1)})]
    return draw([replace(make_contact("1"), causes=said)], problems, failure=failure).lines[:-1]


def _sum(lines: Iterable[Line]) -> tuple[int, float, Decimal]:
    taken = list(lines)
    minutes = float(sum(line.minutes for line in taken))
    return sum(line.contacts for line in taken), minutes, sum((line.eur for line in taken), Decimal(0))
