from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from wortel.ui import numbers
from wortel.ui.numbers import GAP, MINUS

NOW = datetime(2025, 10, 8, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "nl", "en"),
    [
        (833900, f"€{GAP}8.339,00", "€8,339.00"),
        (10676, f"€{GAP}106,76", "€106.76"),
        (-500, f"{MINUS}€{GAP}5,00", f"{MINUS}€5.00"),
        (Decimal("1661.25"), f"€{GAP}16,61", "€16.61"),
        (0, f"€{GAP}0,00", "€0.00"),
    ],
)
def test_an_amount_is_written_as_the_language_writes_it(cents: float, nl: str, en: str) -> None:
    assert (numbers.euros(cents, lang="nl"), numbers.euros(cents, lang="en")) == (nl, en)


def test_a_share_is_written_as_a_percentage() -> None:
    assert numbers.percent(3350 / 4085, lang="nl") == f"82,0{GAP}%"
    assert numbers.percent(3350 / 4085, lang="en") == "82.0%"


def test_halves_are_rounded_away_from_nought() -> None:
    assert numbers.number(31.25, 1, "en") == "31.3"
    assert numbers.number(0.125, 2, "en") == "0.13"
    assert numbers.number(2.5, 0, "nl") == "3"


def test_thousands_are_grouped() -> None:
    assert numbers.number(28679.5, 2, "nl") == "28.679,50"
    assert numbers.number(28679.5, 2, "en") == "28,679.50"


def test_fewer_and_more_are_said_in_words() -> None:
    assert numbers.change(0.4133, lang="nl") == f"58,7{GAP}%{GAP}minder"
    assert numbers.change(1.12, lang="en") == f"12.0%{GAP}more"


def test_an_estimate_in_running_text_keeps_two_digits() -> None:
    assert numbers.roughly(2523.5, "nl") == f"ongeveer{GAP}2.500"
    assert numbers.roughly(96, "en") == f"about{GAP}96"


def test_a_day_has_its_weekday_and_no_year_within_the_year() -> None:
    on = date(2025, 10, 8)
    assert numbers.day(on, lang="nl") == f"wo{GAP}8{GAP}okt"
    assert numbers.day(on, lang="en") == f"Wed{GAP}8{GAP}Oct"
    assert numbers.day(on, date(2026, 1, 5), "nl") == f"wo{GAP}8{GAP}okt{GAP}2025"


def test_a_moment_is_told_on_the_clock_of_the_organisation() -> None:
    assert numbers.clock(NOW) == "11:45"
    assert numbers.moment(NOW - timedelta(hours=2, minutes=33), NOW, "nl") == f"vandaag{GAP}9:12"


def test_from_yesterday_on_a_moment_is_absolute() -> None:
    asked = datetime(2025, 10, 3, 13, 10, tzinfo=UTC)
    assert numbers.moment(asked, NOW, "nl") == f"vr{GAP}3{GAP}okt{GAP}15:10"


@pytest.mark.parametrize(
    ("gone", "nl", "en"),
    [
        (timedelta(seconds=20), "nu", "now"),
        (timedelta(minutes=4), f"4{GAP}min", f"4{GAP}min"),
        (timedelta(minutes=119), f"1{GAP}u", f"1{GAP}h"),
        (timedelta(days=2), f"2{GAP}d", f"2{GAP}d"),
        (timedelta(days=20), f"18{GAP}sep", f"18{GAP}Sep"),
        (timedelta(minutes=-3), "nu", "now"),
    ],
)
def test_an_age_uses_the_largest_whole_unit(gone: timedelta, nl: str, en: str) -> None:
    assert (numbers.age(NOW - gone, NOW, "nl"), numbers.age(NOW - gone, NOW, "en")) == (nl, en)


def test_a_call_tells_its_minutes_and_seconds() -> None:
    assert numbers.duration(400, "nl") == f"6{GAP}min{GAP}40"
    assert numbers.duration(8100, "nl") == f"2{GAP}u{GAP}15"


def test_without_a_choice_the_language_of_the_page_counts() -> None:
    with translation.override("en"):
        assert numbers.euros(100) == "€1.00"
    with translation.override("nl"):
        assert numbers.euros(100) == f"€{GAP}1,00"


@pytest.mark.parametrize(
    ("eur", "words"), [("0.7500", "0,75"), ("0.0825", "0,0825"), ("12.0000", "12,00"), ("30", "30,00")]
)
def test_a_price_keeps_what_it_has_beyond_cents(eur: str, words: str) -> None:
    assert numbers.price(Decimal(eur), "nl") == f"€\u00a0{words}"
