"""Decisions without a database, to the edge."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortel.problems.rules import (
    Level,
    SharesExceedWhole,
    chance_of_so_many,
    check_shares,
    is_back,
    is_plannable,
    monday_of,
    subject_of,
    title_from,
    window_of,
    without_subject,
)

TODAY = date(2025, 10, 7)


@pytest.mark.parametrize(
    ("on", "washout", "post_from"),
    [
        (date(2025, 10, 6), 0, date(2025, 10, 6)),
        (date(2025, 10, 6), 1, date(2025, 10, 13)),
        (date(2025, 10, 7), 0, date(2025, 10, 13)),
        (date(2025, 10, 12), 1, date(2025, 10, 13)),
        (date(2025, 10, 12), 5, date(2025, 11, 10)),
    ],
)
def test_the_week_of_a_fix_counts_only_when_it_began_on_monday(on: date, washout: int, post_from: date) -> None:
    assert window_of(on, washout_weeks=washout, weeks_before=26, weeks_after=12).post_from == post_from


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 12))
def test_before_washout_and_after_follow_each_other_without_a_gap(on: date, washout: int) -> None:
    span = window_of(on, washout_weeks=washout, weeks_before=26, weeks_after=12)
    weeks = [*span.pre, *span.washout, *span.post]
    assert weeks == [span.pre_from + n * timedelta(days=7) for n in range(len(weeks))]
    assert (len(span.pre), len(span.post)) == (26, 12)
    assert all(monday_of(week) == week for week in weeks)
    assert span.pre[-1] + timedelta(days=6) < on
    assert span.post[0] >= on or span.post[0] == monday_of(on)


def test_a_window_is_open_until_its_last_sunday_is_over() -> None:
    span = window_of(date(2025, 10, 6), washout_weeks=1, weeks_before=26, weeks_after=12)
    assert span.is_open(date(2026, 1, 4))
    assert not span.is_open(date(2026, 1, 5))
    assert span.post_complete(date(2025, 10, 19)) == []
    assert span.post_complete(date(2025, 10, 20)) == [date(2025, 10, 13)]


@pytest.mark.parametrize(("count", "back"), [(2, False), (3, True)])
def test_three_contacts_after_complete_silence_are_a_return(count: int, back: bool) -> None:
    assert is_back(count, Level(expected=0, seen=0)) is back


def test_what_is_known_badly_needs_more_to_be_a_return() -> None:
    well, badly = Level(9, seen=9_000), Level(9, seen=9)
    assert is_back(21, well)
    assert not is_back(21, badly)


@given(st.integers(1, 60), st.floats(0, 50), st.floats(0, 500), st.floats(0, 5))
def test_more_contacts_are_never_likelier(count: int, expected: float, seen: float, phi: float) -> None:
    level = Level(expected, seen, phi)
    more, fewer = chance_of_so_many(count + 1, level), chance_of_so_many(count, level)
    assert -1e-12 <= more <= fewer + 1e-12
    assert fewer <= 1 + 1e-12


@pytest.mark.parametrize("shares", [["1"], ["0.5", "0.5"], ["0.0001"]])
def test_shares_up_to_the_whole_are_fine(shares: list[str]) -> None:
    check_shares([Decimal(share) for share in shares])


@pytest.mark.parametrize("shares", [[], ["0"], ["-0.1"], ["1.0001"], ["0.5", "0.5001"]])
def test_other_shares_are_refused(shares: list[str]) -> None:
    with pytest.raises(SharesExceedWhole):
        check_shares([Decimal(share) for share in shares])


@pytest.mark.parametrize(
    ("on", "possible"),
    [
        (None, False),
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TODAY + timedelta(days=731), True),
        (TODAY + timedelta(days=732), False),
    ],
)
def test_a_plan_lies_within_two_years(on: date | None, possible: bool) -> None:
    assert is_plannable(on, TODAY) is possible


@pytest.mark.parametrize(
    ("label", "subject", "taken", "title"),
    [
        ("Onduidelijke factuur", "Vraag", [], "Onduidelijke factuur"),
        (
            "Onduidelijke factuur",
            "Servicekosten",
            ["onduidelijke factuur"],
            "Onduidelijke factuur: Servicekosten",
        ),
        ("Onduidelijke factuur", "", ["Onduidelijke factuur"], "Onduidelijke factuur"),
        ("", "Geen bevestiging", [], "Geen bevestiging"),
        ("", "", [], ""),
    ],
)
def test_a_title_is_made_without_typing(label: str, subject: str, taken: list[str], title: str) -> None:
    assert title_from(label, subject, taken) == title


@pytest.mark.parametrize(
    ("subject", "text", "about"),
    [
        ("RE: FW: Servicekosten", "Wat is dit?", "Servicekosten"),
        ("", "Wij krijgen na het bestellen nooit meer een bevestiging.", "Wij krijgen na het bestellen nooit meer een"),
        ("Antw: ", "", ""),
    ],
)
def test_it_is_about_the_subject_or_the_first_words(subject: str, text: str, about: str) -> None:
    assert subject_of(subject, text) == about


def test_a_title_loses_what_the_customer_said_and_nothing_that_a_person_wrote() -> None:
    assert without_subject("Geen bevestiging", "Geen bevestiging", "") == ""
    assert without_subject("Factuur: Servicekosten", "Servicekosten", "Factuur") == "Factuur"
    assert without_subject("Onduidelijke Servicekosten", "Servicekosten", "Factuur") == "Onduidelijke Servicekosten"
