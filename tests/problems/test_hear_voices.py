"""Survey answers joined to causes, steps and what was done about them: worked numbers, before and after."""

import re
from datetime import date, datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.api.doors import ask, key
from tests.cast import DAY, NOW
from tests.problems.told import cause, prove, suffer

from wortel.accounts.models import Role
from wortel.api.models import Scope
from wortel.problems import queries
from wortel.problems.actions import telling as tellings
from wortel.problems.models import Action, Fix, Problem, Process, Recipient, Step, Telling
from wortel.problems.queries import Period
from wortel.quality.models import Answer

pytestmark = pytest.mark.django_db

FIXED_ON = date(2025, 7, 7)  # a Monday
BEFORE, AFTER = datetime(2025, 6, 10, 10, tzinfo=NOW.tzinfo), datetime(2025, 8, 5, 10, tzinfo=NOW.tzinfo)
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


def step(process: Process, place: int, name: str) -> Step:
    return Step.objects.create(process=process, place=place, name_nl=name)


def problem_at(code: str, process: Process, where: Step | None) -> Problem:
    found = make.make_problem(code, process=process)
    Problem.objects.filter(pk=found.pk).update(step=where)
    found.refresh_from_db()
    return found


def answered(problem: Problem, scores: list[int], at: datetime, *, question: str = "csat") -> None:
    for score in scores:
        contact = make.make_contact(at=at)
        make.make_flag(contact, problem, at=at)
        Answer.objects.create(contact=contact, question=question, score=score, at=at + 200 * DAY)


@pytest.fixture
def two_steps() -> tuple[Problem, Problem]:
    """The worked data: at step 1 ten answers of which 6 satisfied, at step 2 four."""
    cast.shop()
    process = cast.invoicing()
    one, two = step(process, 1, "Factuur maken"), step(process, 2, "Factuur sturen")
    first, second = problem_at("P1", process, one), problem_at("P2", process, two)
    answered(first, [1, 2, 3, 3, 4, 4, 4, 5, 5, 5], BEFORE)
    answered(second, [5, 5, 5, 5], BEFORE)
    return first, second


def test_answers_stand_at_the_step_of_their_cause(two_steps: tuple[Problem, Problem]) -> None:
    first, second = queries.list_step_voices(YEAR)
    assert [str(first.step), first.voice.csat.n, first.voice.csat.value] == ["Factuur maken", 10, 0.6]
    assert first.voice.find("csat").spread == (1, 1, 2, 3, 3)
    assert f"{first.voice.csat.low:.4f} {first.voice.csat.high:.4f}" == "0.3127 0.8318"
    assert f"{first.voice.find('csat').mean.value:.1f}" == "3.6"
    assert second.voice.csat.n == 4
    assert not second.voice.find("csat").is_enough


def test_a_contact_with_two_causes_at_one_step_counts_once(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    other = make.make_problem("P3", process=first.process)
    Problem.objects.filter(pk=other.pk).update(step=first.step)
    for contact in queries.contacts_of(first):
        make.make_flag(contact, other)
    found = queries.list_step_voices(YEAR)[0]
    assert (found.causes, found.voice.csat.n) == (2, 10)


def test_a_score_of_another_question_is_no_satisfaction(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    contact = queries.contacts_of(first).filter(answers__score=1).get()
    Answer.objects.create(contact=contact, question="nps", score=9, at=NOW)
    voice = queries.find_voice(first)
    assert (voice.csat.n, voice.csat.value, voice.find("nps").figure.n) == (10, 0.6, 1)


def test_an_answer_that_came_late_counts_where_its_contact_started(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    assert queries.find_voice(first, Period(date(2025, 6, 1), date(2025, 7, 1))).csat.n == 10
    assert queries.find_voice(first, Period(date(2025, 12, 1), date(2026, 3, 1))).csat.n == 0


def test_a_change_is_held_against_the_weeks_of_its_effect(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    Fix.objects.create(problem=first, what="Uitleg op de factuur", on=FIXED_ON, registered_at=BEFORE)
    answered(first, [1] * 5 + [5] * 5, datetime(2024, 10, 1, tzinfo=NOW.tzinfo))  # long before the compared weeks
    answered(first, [1], datetime(2025, 7, 9, 10, tzinfo=NOW.tzinfo))  # while it was worked in
    answered(first, [4] * 9 + [2], AFTER)
    found = queries.list_deed_voices(NOW, first)[0]
    assert (found.before.csat.n, found.before.csat.value) == (10, 0.6)
    assert (found.after.csat.n, found.after.csat.value) == (10, 0.9)
    assert f"{found.change.value:.2f} [{found.change.low:.4f}, {found.change.high:.4f}]" == "0.30 [-0.0824, 0.5988]"


def test_what_was_done_without_a_change_has_half_a_year_on_both_sides(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    Action.objects.create(problem=first, lever="communication", what="Mail vooraf", done_on=FIXED_ON)
    answered(first, [3], datetime(2025, 7, 7, 12, tzinfo=NOW.tzinfo))  # the day itself is neither
    answered(first, [5, 5, 5], AFTER)
    found = queries.list_deed_voices(NOW, first)[0]
    assert (found.kind, found.before.csat.n, found.after.csat.n) == ("communication", 10, 3)


def test_an_action_that_became_a_change_is_told_once(two_steps: tuple[Problem, Problem]) -> None:
    first, _ = two_steps
    action = Action.objects.create(problem=first, lever="process", what="Nieuwe factuur", done_on=FIXED_ON)
    fix = Fix.objects.create(problem=first, action=action, what="Nieuwe factuur", on=FIXED_ON, registered_at=BEFORE)
    assert [one.kind for one in queries.list_deed_voices(NOW, first)] == ["fix"]
    Fix.objects.filter(pk=fix.pk).update(withdrawn_at=NOW)
    assert [one.kind for one in queries.list_deed_voices(NOW, first)] == ["process"]


def test_the_one_question_stands_at_the_step_and_at_the_change() -> None:
    problem = cause()
    process = cast.invoicing()
    Problem.objects.filter(pk=problem.pk).update(process=process, step=step(process, 1, "Factuur maken"))
    effect = prove(problem)
    message = Telling.objects.create(
        problem=problem, kind=Telling.Kind.GONE, state=Telling.State.DONE, effect=effect, subject_nl="Weg",
        text_nl="Weg", proposed_at=NOW, approved_at=NOW - DAY,
    )  # fmt: skip
    for number in range(8):
        customer = suffer(problem, f"Klant {number}")
        one = Recipient.objects.create(
            telling=message, problem=problem, kind="gone", customer=customer, way="mail",
            value=f"k{number}@post.example", state=Recipient.State.SENT, changed_at=NOW,
        )  # fmt: skip
        if number < 6:
            tellings.answer_survey(recipient=one, is_still_bothered=number == 0, remark="", now=NOW)
    at_step = queries.list_step_voices(YEAR)[0].told
    at_change = queries.list_deed_voices(NOW, problem)[0].told
    for told in (at_step, at_change):
        assert told is not None
        assert (told.asked, told.bothered.n, f"{told.bothered.value:.4f}") == (8, 6, "0.1667")


def shown(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_pages_show_the_worked_numbers_and_say_when_there_are_too_few(
    two_steps: tuple[Problem, Problem], client: Client, settings: LazySettings
) -> None:
    first, _ = two_steps
    settings.DEMO_TODAY = NOW.date()
    Fix.objects.create(problem=first, what="Uitleg op de factuur", on=FIXED_ON, registered_at=BEFORE)
    answered(first, [4] * 9 + [2], AFTER)
    client.force_login(cast.colleague(Role.MANAGER))
    page = shown(client, reverse("problem-voice", args=[first.pk]))
    assert "60 % tussen 31 en 83 · 10 antwoorden 90 % tussen 60 en 98 · 10 antwoorden geen verschil te zien" in page
    assert "te weinig gegevens (4)" in shown(client, reverse("process", args=[first.process_id]))
    assert "te weinig gegevens (4)" in shown(client, reverse("insight-voice"))
    assert "Uitleg op de factuur" in shown(client, reverse("insight-voice"))


def test_the_api_gives_the_same_and_no_number_of_too_few(two_steps: tuple[Problem, Problem]) -> None:
    first, second = two_steps
    secret = key(Scope.PROBLEMS_READ)
    told = ask(f"problems/{first.pk}/voice", secret).json()["questions"][0]
    assert told["figure"]["value"] == 0.6
    assert told["spread"] == [1, 1, 2, 3, 3]
    few = ask(f"problems/{second.pk}/voice", secret).json()["questions"][0]
    assert few == {
        "question": "csat", "figure": {"value": None, "low": None, "high": None, "n": 4},
        "mean": {"value": None, "low": None, "high": None, "n": 4}, "spread": [],
    }  # fmt: skip
    assert ask("problems/999999/voice", secret).status_code == 404
