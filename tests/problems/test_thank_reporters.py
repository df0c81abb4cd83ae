"""Whoever reports hears what came of it; what all reports brought about is one number for everybody."""

import pytest
from django.test import Client
from tests import cast, make
from tests.cast import DAY, NOW
from tests.problems.told import cause, prove

from wortel.accounts.models import Agent
from wortel.problems.models import Effect, Flag, OwnerAnswer, Problem
from wortel.problems.queries import thanks

pytestmark = pytest.mark.django_db


def report(problem: Problem, agent: Agent, times: int = 1) -> None:
    for _ in range(times):
        make.make_flag(make.make_contact(), problem, agent=agent)


def proven(problem: Problem, avoided: tuple[float, float, float], saved: tuple[float, float, float]) -> Effect:
    effect = prove(problem)
    names = ("avoided", "avoided_low", "avoided_high", "saved", "saved_low", "saved_high")
    effect.numbers |= dict(zip(names, (*avoided, *saved), strict=True))
    effect.numbers |= {"weeks_after": 12}
    effect.save()
    return effect


def page(agent: Agent, address: str) -> str:
    client = Client()
    client.force_login(agent)
    return client.get(address).content.decode()


def noor() -> Agent:
    return make.make_agent("Noor Vermeer")


def joris() -> Agent:
    return make.make_agent("Joris de Lange")


def test_a_reporter_sees_only_their_own_reports_and_what_came_of_them() -> None:
    solved, open_one = cause(), make.make_problem("P2", "De bezorger komt niet", process=cast.delivery())
    report(solved, noor(), 3)
    report(open_one, joris())
    proven(solved, (2523.5, 2106.2, 2985.7), (16835, 14051, 19918))
    text = page(noor(), "/reports/")
    assert "Je meldde 3 contacten van één oorzaak." in text
    assert "ongeveer\u00a02.500 contacten, tussen\u00a02.106 en\u00a02.986" in text
    assert "Dank je wel dat je het meldde." in text
    assert "De bezorger komt niet" not in text


def test_an_open_cause_says_where_it_stands() -> None:
    problem = make.make_problem("P2", "De bezorger komt niet", process=cast.delivery())
    cast.shop()
    report(problem, noor())
    assert "De eigenaar heeft nog niet geantwoord." in page(noor(), "/reports/")
    OwnerAnswer.objects.create(
        problem=problem, owner=cast.tamar().owner, kind="planned", planned_on=(NOW + 9 * DAY).date(), at=NOW
    )
    assert "PakketSnel heeft het gepland voor" in page(noor(), "/reports/")


def test_more_reports_ask_no_more_questions(django_assert_max_num_queries: object) -> None:
    for n in range(6):
        report(make.make_problem(f"P{n}"), noor(), 2)
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture that gives a context
        assert len(thanks.list_reports(noor())) == 6


def test_the_impact_adds_what_was_proven_and_ranks_nobody() -> None:
    first, second, idle = cause(), make.make_problem("P2", "Twee"), make.make_problem("P3", "Drie")
    report(first, noor(), 5)
    report(second, joris())
    report(idle, joris())
    proven(first, (100, 60, 150), (1000, 600, 1500))
    proven(second, (200, 170, 320), (2000, 1700, 3200))
    prove(idle, verdict="no_effect")
    found = thanks.find_impact()
    assert (found.avoided.value, found.avoided.low, found.avoided.high) == (300, 250, 430)
    assert (found.reports, found.causes, len(found.solved), found.measured) == (7, 3, 2, 3)
    text = page(noor(), "/impact/")
    for words in ("Contacten vermeden", "tussen\u00a0250 en\u00a0430", "€\u00a03.000", "van de 3 gemeten"):
        assert words in text
    assert "Joris" not in text


def test_a_cause_that_nobody_reported_is_not_counted_as_ours() -> None:
    proven(cause(), (100, 60, 150), (1000, 600, 1500))
    assert thanks.find_impact().avoided.value is None
    assert "te weinig gegevens" in page(noor(), "/impact/")


def test_a_report_from_a_file_is_nobodys_own() -> None:
    problem = cause()
    report(problem, noor())
    Flag.objects.update(source=Flag.Source.IMPORTED)
    assert thanks.list_reports(noor()) == []
    assert "Je hebt nog geen oorzaak gemeld." in page(noor(), "/reports/")
