"""What takes little work and saves much, with how sure that is."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.problems.weeks import fill_contacts

from wortel.analysis.effect import estimate_saving
from wortel.problems import actions, queries
from wortel.problems.models import Problem

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 10, 8, 9, tzinfo=UTC)
FIRST = date(2025, 10, 6) - timedelta(weeks=26)


def dear_invoice() -> Problem:
    """Forty contacts a week of ten minutes at 75 cents: 300 euros."""
    cast.shop()
    problem = make.make_problem("P1", "Servicekosten", process=cast.invoicing())
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    fill_contacts(FIRST, [36, 44] * 13, problem=problem, minutes="10")
    return problem


def add(problem: Problem, what: str, effort: str, expected: float | None = 0.5, **given: object) -> None:
    actions.add_action(
        problem=problem,
        lever=str(given.pop("lever", "process")),
        what=what,
        effort=effort,
        expected_reduction=expected,
        now=NOW,
        **given,  # type: ignore[arg-type]  # names of the action
    )


def test_little_work_comes_first_and_among_equals_what_saves_most() -> None:
    problem = dear_invoice()
    add(problem, "Nieuw systeem", "large", 0.9)
    add(problem, "Regel weg", "small", 0.5)
    add(problem, "Regel anders", "small", 0.2)
    add(problem, "Nog te schatten", "", 0.5)
    assert [win.action.what for win in queries.list_quick_wins(NOW)] == [
        *("Regel weg", "Regel anders", "Nieuw systeem", "Nog te schatten"),
    ]
    assert queries.list_quick_wins(NOW, "saving")[0].action.what == "Nieuw systeem"


def test_by_day_what_is_due_first_comes_first() -> None:
    problem = dear_invoice()
    add(problem, "Later", "small", planned_on=date(2025, 12, 1))
    add(problem, "Ooit", "small")
    add(problem, "Eerst", "large", planned_on=date(2025, 11, 1))
    assert [win.action.what for win in queries.list_quick_wins(NOW, "due")] == ["Eerst", "Later", "Ooit"]


def test_the_saving_is_half_of_what_a_week_costs_with_its_interval() -> None:
    problem = dear_invoice()
    add(problem, "Regel weg", "small", 0.5)
    (win,) = queries.list_quick_wins(NOW)
    assert win.contacts_per_week == 40
    expected = estimate_saving([270, 330] * 13, [36, 44] * 13, 0.5)
    assert win.saving.value == pytest.approx(150)
    assert (win.saving.low, win.saving.high) == pytest.approx((expected.low, expected.high))


def test_without_contacts_or_expectation_no_saving_is_made_up() -> None:
    cast.shop()
    quiet = make.make_problem("P9", "Stil")
    fill_contacts(date(2025, 9, 8), [1, 1, 1, 1], problem=quiet)
    add(quiet, "Iets", "small", 0.5)
    assert not queries.list_quick_wins(NOW)[0].saving.is_certain
    assert not estimate_saving([300] * 26, [40] * 26, None).is_certain


def test_what_is_done_closed_or_only_eases_is_not_in_the_list() -> None:
    problem = dear_invoice()
    add(problem, "Vraag en antwoord", "small", lever="mitigation")
    add(problem, "Al gedaan", "small", done_on=date(2025, 10, 1))
    assert queries.list_quick_wins(NOW) == []


def test_the_page_says_it_in_words_and_gives_a_file(client: Client) -> None:
    problem = dear_invoice()
    client.force_login(cast.noor())
    now = queries.latest_mondays(datetime.now(UTC), 1)[0]
    fill_contacts(now - timedelta(weeks=26), [36, 44] * 13, problem=problem, minutes="10")
    add(problem, "=Regel weg", "small", 0.5, who="Ruben Aarts", owner=cast.ruben().owner)
    add(problem, "Onbekend", "medium", None)
    page = client.get(reverse("quick-wins"), headers={"Accept-Language": "nl"}).content.decode()
    assert "€\u00a0150" in page
    assert "geen verwachting opgeschreven" in page
    assert reverse("quick-wins") in client.get(reverse("problems")).content.decode()
    told = client.get(reverse("quick-wins"), {"format": "csv", "order": "saving"})
    lines = b"".join(told).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]  # a file sent row by row
    assert lines[0].startswith("action,cause,changes,effort,department,person,ready_on,expected_reduction")
    assert lines[1].startswith("'=Regel weg,Servicekosten,process,small,Facturatie,Ruben Aarts,,0.5,40.0,150.0,")
