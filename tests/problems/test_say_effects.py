"""What a page says about an effect: never more than was shown."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import cast, make

from wortel.accounts.models import Role
from wortel.problems import actions
from wortel.problems.models import Effect, Fix, Flag, Notice, Problem, Verdict
from wortel.problems.queries import shown
from wortel.problems.queries.board import list_cards
from wortel.problems.queries.shown import list_gains, say_avoided

pytestmark = pytest.mark.django_db

GAP = "\u00a0"
# fmt: off
NUMBERS = {
    "avoided": -10.0, "avoided_low": -127.0, "avoided_high": 116.0, "saved": -85.0, "saved_low": -1054.0,
    "saved_high": 969.0, "weeks_after": 24, "weeks_before": 26, "rr": 1.0, "rr_low": 0.9, "rr_high": 1.1,
    "controlled_rr": 1.01, "controlled_low": 0.925, "controlled_high": 1.097, "raw_ratio": 0.816,
    "orders_before": 1, "orders_after": 1,
}
# fmt: on
SERIES = {"first": "2025-09-01", "pre": 0, "washout": 0, "contacts": [], "orders": [], "expected": []}


def measured(verdict: Verdict, **numbers: float | None) -> Effect:
    series = {**SERIES, "expected_low": [], "expected_high": []}
    fix = Fix(what="Nieuwe band", on=date(2025, 9, 1))
    return Effect(fix=fix, measured_at=cast.NOW, verdict=verdict, numbers={**NUMBERS, **numbers}, series=series)


def test_without_effect_no_number_stands_where_one_would_be_believed() -> None:
    with translation.override("nl"):
        contacts, euros = list_gains(measured(Verdict.NO_EFFECT))
        assert (contacts.value, euros.value) == ("niet aangetoond", "niet aangetoond")
        assert contacts.between == f"tussen{GAP}127 meer en{GAP}116 minder"
        assert euros.between == f"tussen{GAP}€{GAP}1.054 meer en{GAP}€{GAP}969 minder"
        assert say_avoided(measured(Verdict.NO_EFFECT)) == ""


def test_what_backfires_is_told_as_more() -> None:
    worse = measured(Verdict.WORSE, avoided=-200.0, avoided_low=-300.0, avoided_high=-100.0)
    with translation.override("nl"):
        contacts = list_gains(worse)[0]
    assert (contacts.label, contacts.value) == ("Meer in 24 weken", "200")
    assert contacts.between == f"tussen{GAP}100 en{GAP}300"


def test_what_works_stands_in_leaf_and_in_round_words() -> None:
    works = measured(Verdict.WORKS, avoided=2523.5, avoided_low=2106.2, avoided_high=2985.7)
    with translation.override("nl"):
        assert [gain.tone for gain in list_gains(works)] == ["lfv", ""]
        assert say_avoided(works) == f"ongeveer{GAP}2.500 contacten, tussen{GAP}2.106 en{GAP}2.986"


def test_before_there_is_a_verdict_the_headline_holds_no_number() -> None:
    early = measured(Verdict.TOO_EARLY)
    with translation.override("nl"):
        assert list_gains(early) == []
        assert shown.show_effect(early).headline == "Nog geen verschil te zien"
        assert shown.show_effect(measured(Verdict.TOO_EARLY, weeks_after=0)).headline.startswith("Nog geen hele week")


def test_a_month_that_runs_is_not_told_as_whole() -> None:
    now = datetime(2025, 10, 8, 12, tzinfo=UTC)
    with translation.override("nl"):
        assert shown.month_words(date(2025, 10, 1), now) == "oktober tot nu toe"
        assert shown.month_words(date(2025, 9, 1), now) == "september"
        assert shown.month_words(date(2024, 10, 1), now) == f"oktober{GAP}2024"
        assert shown.charge("2025-09", "unassigned", 160, 117_700, now).name == "nog niet toegewezen"
        assert shown.charge("2025-09", "Facturatie", 1250, 833_900, now).month == "september"


def test_the_board_names_no_effect_and_counts_whole_days(client: Client) -> None:
    cast.shop()
    client.force_login(cast.colleague(Role.MANAGER))
    problem = _reported()
    fix = Fix.objects.create(problem=problem, what="Band", on=date(2025, 9, 1), registered_at=cast.NOW)
    Effect.objects.create(
        fix=fix,
        measured_at=cast.NOW,
        weeks_measured=12,
        is_final=True,
        verdict=Verdict.NO_EFFECT,
        numbers={},
        series={},
    )
    assert "geen wezenlijk effect" in client.get(reverse("problems")).content.decode()
    tomorrow = cast.NOW.replace(day=cast.NOW.day + 1)
    (card,) = list_cards([problem], tomorrow)
    assert card.spark == [0, 0, 0, 0, 0, 0, 0, 1]
    assert card.contacts == card.spark[-1]


def test_pages_and_files_keep_to_the_days_that_were_asked(client: Client) -> None:
    cast.shop()
    client.force_login(cast.colleague(Role.MANAGER))
    problem = _reported()
    address = reverse("problem-contacts", args=[problem.pk])
    text = client.get(f"{address}?from=2025-01-01&until=2026-12-31&page=1").content.decode()
    assert "?from=2025-01-01&amp;until=2026-12-31&amp;format=csv" in text
    assert "page=1" not in text
    assert "31\u00a0december\u00a02026" in text


def test_what_is_taken_back_is_not_told() -> None:
    problem = _reported()
    fix = actions.record_fix(problem=problem, what="Band", on=cast.NOW.date(), now=cast.NOW)
    assert Notice.objects.filter(kind=Notice.Kind.FIXED).count() == Flag.objects.count() == 1
    actions.withdraw_fix(fix=fix, now=cast.NOW)
    assert not Notice.objects.exists()


def _reported() -> Problem:
    problem = make.make_problem("P3", "Sorteerschade", at=cast.NOW)
    contact = make.make_contact(make.make_conversation(cast.marijke()), "De doos was kapot.")
    actions.flag_cause(contact=contact, problem=problem, agent=cast.noor(), now=cast.NOW)
    return problem
