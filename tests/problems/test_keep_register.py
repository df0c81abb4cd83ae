"""The register: processes with their steps in order, who answers, who is away; nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import Absence, Accountable, Agreement, OwnerAnswer, OwnerRequest, Problem, Process, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    cast.shop()
    return as_agent(make.make_agent("Mieke Smit", Role.MANAGER, team=cast.care(), is_demo=True))


def with_steps(*names: str) -> tuple[Process, list[Step]]:
    process = cast.delivery()
    return process, actions.set_steps(process=process, steps=[actions.GivenStep(None, name) for name in names])


def posted(process: Process, rows: list[dict[str, object]], known: int, **changed: object) -> dict[str, object]:
    form = {"name_nl": process.name_nl, "name_en": process.name_en, "owner": process.owner_id, **changed}
    form |= {"steps-TOTAL_FORMS": len(rows), "steps-INITIAL_FORMS": known}
    for number, row in enumerate(rows):
        form |= {f"steps-{number}-{name}": value for name, value in row.items()}
    return form


def test_steps_change_order_name_and_number_and_causes_keep_their_step(manager: Client) -> None:
    process, (plan, drive) = with_steps("Rit plannen", "Rijden")
    problem = make.make_problem("P", process=process)
    Problem.objects.update(step=drive)
    rows = [
        {"step": plan.pk, "place": 5, "name_nl": "Rit plannen", "owner": cast.ruben().owner.pk},
        {"step": drive.pk, "place": 1, "name_nl": "Onderweg", "name_en": "On the road"},
        {"place": 3, "name_nl": "Laden"},
    ]
    response = manager.post(f"/processes/{process.pk}/", posted(process, rows, 2))
    assert response.status_code == 302
    assert [(one.place, one.name_nl) for one in process.steps.all()] == [
        (1, "Onderweg"),
        (2, "Laden"),
        (3, "Rit plannen"),
    ]
    problem.refresh_from_db()
    assert problem.step == drive
    assert process.steps.get(place=3).owner == cast.ruben().owner


def test_a_step_without_a_name_goes_and_the_cause_keeps_its_process(manager: Client) -> None:
    process, (plan, drive) = with_steps("Rit plannen", "Rijden")
    problem = make.make_problem("P", process=process)
    Problem.objects.update(step=plan)
    rows = [{"step": plan.pk, "place": 1, "name_nl": ""}, {"step": drive.pk, "place": 2, "name_nl": "Rijden"}]
    manager.post(f"/processes/{process.pk}/", posted(process, rows, 2))
    problem.refresh_from_db()
    assert (problem.process, problem.step) == (process, None)


def test_what_was_typed_stays_when_something_is_wrong(manager: Client) -> None:
    process, (plan,) = with_steps("Rit plannen")
    rows = [{"step": plan.pk, "place": 1, "name_nl": "Rit beter plannen"}, {"place": 2, "name_en": "Only English"}]
    response = manager.post(f"/processes/{process.pk}/", posted(process, rows, 1, name_nl="", name_en="Deliver it"))
    text = response.content.decode()
    assert response.status_code == 422
    for typed in ("Deliver it", "Rit beter plannen", "Only English", "Geef de stap ook een Nederlandse naam."):
        assert typed in text
    plan.refresh_from_db()
    assert plan.name_nl == "Rit plannen"


def test_it_counts_where_it_goes_wrong(manager: Client) -> None:
    process, (plan, _) = with_steps("Rit plannen", "Rijden")
    now = timezone.now()
    at_step, at_process = (make.make_problem(code, process=process) for code in ("A", "B"))
    Problem.objects.filter(code="A").update(step=plan)
    for problem, times in ((at_step, 3), (at_process, 2)):
        for _number in range(times):
            make.make_flag(make.make_contact(at=now - cast.DAY), problem)
    make.make_flag(make.make_contact(at=now - timedelta(days=40)), at_step)
    (tally,) = queries.tally_processes([process], now)
    assert [(str(line.step or ""), line.contacts) for line in tally.steps] == [
        ("Rit plannen", 3),
        ("Rijden", 0),
        ("", 2),
    ]
    assert tally.contacts == 5
    assert "Waar gaat het mis?" in manager.get(f"/processes/{process.pk}/").content.decode()


def test_what_changed_stands_there_with_who_and_from_what(manager: Client) -> None:
    process, _ = with_steps("Rit plannen")
    manager.post(f"/processes/{process.pk}/", posted(process, [], 0, name_nl="Bezorgen aan huis"))
    text = manager.get(f"/processes/{process.pk}/").content.decode()
    assert "Bezorgen → Bezorgen aan huis" in text
    assert "Mieke Smit" in text
    assert Event.objects.get(kind="process.edited").details["changed"]["name_nl"] == ["Bezorgen", "Bezorgen aan huis"]


def test_the_file_holds_a_row_for_each_step(manager: Client) -> None:
    with_steps("Rit plannen", "=Rijden")
    cast.invoicing()
    lines = b"".join(manager.get("/processes/csv/").streaming_content).decode().splitlines()  # type: ignore[attr-defined]  # it streams
    assert len(lines) == 4
    assert lines[0].startswith("\ufeffprocess,place,step,owner,accountable")
    assert any("Tamar Kuiper" in line and "'=Rijden" in line for line in lines)


def test_people_with_deputy_head_language_and_absence(manager: Client) -> None:
    owner = cast.ruben().owner
    form = {
        "name": "Facturatie", "cost_centre": "4711", "ledger_code": "GB-88", "first_name": "Ruben Mol",
        "first_email": "ruben@devoorbeeldwinkel.example", "deputy_name": "Anna Bos", "head_name": "Karel Vos",
        "head_email": "karel@devoorbeeldwinkel.example", "language": "en", "away_from": "2030-01-01",
        "away_until": "2030-01-10",
    }  # fmt: skip
    assert manager.post(f"/owners/{owner.pk}/", form).status_code == 302
    owner.refresh_from_db()
    assert (owner.cost_centre, owner.ledger_code) == ("4711", "GB-88")
    assert {person.part for person in owner.people.all()} == {"first", "deputy", "head"}
    assert Accountable.objects.get(part="first").language == "en"
    assert Absence.objects.get().until_on == date(2030, 1, 10)
    manager.post(f"/owners/{owner.pk}/", {**form, "away_from": "", "away_until": ""})
    assert not Absence.objects.exists()


def test_an_absence_that_ends_before_it_begins_is_refused_and_kept_on_screen(manager: Client) -> None:
    owner = cast.ruben().owner
    form = {"name": "Facturatie", "first_name": "Ruben Mol", "away_from": "2030-02-01", "away_until": "2030-01-01"}
    response = manager.post(f"/owners/{owner.pk}/", form)
    assert response.status_code == 422
    assert "2030-02-01" in response.content.decode()
    assert not Absence.objects.exists()


def test_a_step_of_another_process_is_refused_on_a_cause(manager: Client) -> None:
    _, (plan,) = with_steps("Rit plannen")
    problem = make.make_problem("P", process=cast.invoicing())
    form = {"title_nl": "Nieuw", "process": cast.invoicing().pk, "step": plan.pk}
    assert manager.post(f"/problems/{problem.pk}/", form).status_code == 422
    assert manager.post(f"/problems/{problem.pk}/", {"title_nl": "Nieuw", "step": plan.pk}).status_code == 302
    problem.refresh_from_db()
    assert (problem.step, problem.process) == (plan, cast.delivery())


NOW = datetime(2025, 10, 7, 9, 45, tzinfo=UTC)


def test_answers_and_plans_are_counted_per_department_with_an_interval(manager: Client) -> None:
    owner, late = cast.ruben().owner, 0
    for number in range(6):
        problem = make.make_problem(f"P{number}")
        actions.assign_owner(problem=problem, owner=owner, now=NOW)
        link = actions.open_entrance(problem=problem, owner=owner, person=cast.ruben(), now=NOW).link
        answered = NOW + timedelta(days=2 if number else 20)
        late += not number
        actions.answer_as_owner(link=link, kind="planned", planned_on=date(2025, 10, 31), now=answered)
        if number < 3:
            actions.answer_as_owner(
                link=link, kind="done", done_on=date(2025, 10, 30), now=datetime(2025, 10, 30, 12, tzinfo=UTC)
            )
    (row,) = queries.list_promises(NOW + timedelta(days=60))
    assert (row.asked, row.in_time.value, row.median_days) == (6, 5 / 6, 2)
    assert (row.on_day.n, row.on_day.value) == (6, 0.5)
    assert row.in_time.low is not None
    assert row.in_time.low < 0.6
    assert late == 1


def test_few_answers_give_no_number(manager: Client) -> None:
    actions.assign_owner(problem=make.make_problem("P"), owner=cast.ruben().owner, now=timezone.now())
    text = manager.get("/owners/").content.decode()
    assert "te weinig gegevens" in text
    assert "Ruben" not in text


def test_departments_stand_by_name(manager: Client) -> None:
    for owner in (cast.tamar().owner, cast.ruben().owner):
        actions.assign_owner(problem=make.make_problem(owner.name), owner=owner, now=timezone.now())
    assert [row.owner.name for row in queries.list_promises(timezone.now())] == ["Facturatie", "PakketSnel"]


def test_what_is_agreed_can_be_changed_and_typed_values_stay(manager: Client) -> None:
    form = {
        "answer_days": "3", "reminder_days": "2", "our_days": "1", "least_contacts": "5", "mail_from_hour": "9",
        "mail_until_hour": "17", "has_reminders": "on", "digest_weekday": "2", "digest_hour": "10",
    }  # fmt: skip
    assert manager.post("/owners/agreement/", form).status_code == 302
    agreed = queries.find_agreement()
    assert (agreed.answer_days, agreed.has_digest, agreed.digest_weekday) == (3, False, 2)
    wrong = manager.post("/owners/agreement/", {**form, "mail_until_hour": "8", "answer_days": "4"})
    assert wrong.status_code == 422
    assert Agreement.objects.get().answer_days == 3
    assert 'value="4"' in wrong.content.decode()


def test_an_owner_who_is_never_asked_does_not_stand_there() -> None:
    cast.ruben()
    assert queries.list_promises(NOW) == []
    assert not OwnerRequest.objects.exists()
    assert not OwnerAnswer.objects.exists()
