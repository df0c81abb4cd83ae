"""The weekly meeting: decisions do what they say, stand in a row, and go back as a whole."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Agent, Role
from wortel.problems import actions, queries
from wortel.problems.models import Action, Closure, Decision, Meeting, Ownership, Part, Problem, ProcessOwner

pytestmark = pytest.mark.django_db

NOW, DAY = cast.NOW, cast.DAY


def begun() -> Meeting:
    cast.shop()
    return actions.begin_meeting(agent=cast.noor(), now=NOW)


class About(TypedDict):
    """What every decision says."""

    meeting: Meeting
    problem: Problem
    part: str
    agent: Agent
    now: datetime


def about(problem: Problem, meeting: Meeting, part: str = Part.NEW) -> About:
    return {"meeting": meeting, "problem": problem, "part": part, "agent": cast.noor(), "now": NOW}


def owner() -> ProcessOwner:
    return cast.ruben().owner


def agenda(meeting: Meeting | None = None) -> queries.Agenda:
    return queries.draw_agenda(cast.noor(), meeting, NOW)


def test_two_people_who_begin_at_once_sit_in_one_meeting() -> None:
    first = begun()
    assert actions.begin_meeting(agent=cast.joris(), now=NOW) == first
    assert [person.name for person in first.people.all()] == ["Noor Vermeer", "Joris de Lange"]


def test_whoever_is_known_by_name_can_be_mailed() -> None:
    meeting = begun()
    cast.ruben()
    assert actions.join_meeting(meeting=meeting, name="Ruben Mol").email == "ruben@devoorbeeldwinkel.example"
    assert actions.join_meeting(meeting=meeting, name="Iemand van buiten").email == ""
    with pytest.raises(actions.NothingSaid):
        actions.join_meeting(meeting=meeting, name="  ")


def test_each_cause_stands_once_dearest_first() -> None:
    cheap, dear = make.make_problem("P1", at=NOW - DAY), make.make_problem("P2", at=NOW - DAY)
    for number in range(3):
        make.make_flag(make.make_contact(at=NOW - timedelta(days=1, minutes=number)), dear)
    make.make_problem("P3", at=NOW - 20 * DAY)
    drawn = agenda()
    assert [item.problem for item in drawn.parts[Part.NEW]] == [dear, cheap]
    assert [item.problem.code for item in drawn.parts[Part.UNOWNED]] == ["P3"]
    assert len(drawn.items) == 3


def test_naming_an_owner_is_logged_with_what_it_cost_and_goes_back() -> None:
    meeting, problem = begun(), make.make_problem("P1", at=NOW - DAY)
    make.make_flag(make.make_contact(at=NOW - DAY), problem)
    made = actions.decide_owner(**about(problem, meeting), owner=owner(), is_invited=False)
    assert (made.what, made.contacts_per_week, made.by) == ("Facturatie", 1, "Noor Vermeer")
    assert problem.ownerships.get(until=None).owner == owner()
    actions.undo_decision(decision=made, now=NOW + DAY)
    assert not problem.ownerships.filter(until=None).exists()
    assert Decision.objects.get().undone_at == NOW + DAY


def test_undoing_a_change_of_owner_brings_the_shares_back() -> None:
    meeting, problem = begun(), make.make_problem("P1", at=NOW - DAY)
    tamar = cast.tamar().owner
    actions.assign_owners(problem=problem, shares={owner(): Decimal("0.6"), tamar: Decimal("0.4")}, now=NOW)
    made = actions.decide_owner(**about(problem, meeting), owner=tamar, is_invited=False)
    actions.undo_decision(decision=made, now=NOW)
    assert {one.owner: one.share for one in Ownership.objects.filter(problem=problem, until=None)} == {
        owner(): Decimal("0.6"),
        tamar: Decimal("0.4"),
    }


def test_a_plan_becomes_an_action_and_goes_with_the_decision() -> None:
    meeting, problem = begun(), make.make_problem("P1")
    plan = actions.PlannedWork("process", "Ander label", "Tamar", date(2025, 11, 1))
    made = actions.decide_plan(**about(problem, meeting), plan=plan)
    assert Action.objects.get().what == "Ander label"
    actions.undo_decision(decision=made, now=NOW)
    assert not Action.objects.exists()


def test_what_was_done_meanwhile_stays_done() -> None:
    meeting, problem = begun(), make.make_problem("P1")
    made = actions.decide_plan(**about(problem, meeting), plan=actions.PlannedWork("process", "Ander label"))
    actions.finish_action(action=Action.objects.get(), on=NOW.date(), now=NOW)
    actions.undo_decision(decision=made, now=NOW)
    assert Action.objects.exists()


def test_accepting_a_risk_closes_and_undoing_opens() -> None:
    meeting, problem = begun(), make.make_problem("P1")
    made = actions.decide_risk(**about(problem, meeting), why="Te duur", review_on=NOW.date() + 30 * DAY)
    problem.refresh_from_db()
    assert not problem.is_open
    actions.undo_decision(decision=made, now=NOW)
    problem.refresh_from_db()
    assert problem.is_open


def test_a_risk_that_is_due_is_accepted_anew_and_undoing_brings_the_old_one_back() -> None:
    meeting, problem = begun(), make.make_problem("P1")
    actions.accept_risk(
        problem=problem, why="Te duur", review_on=NOW.date() + 3 * DAY, agent=cast.noor(), now=NOW - DAY
    )
    problem.refresh_from_db()
    assert [item.problem for item in agenda(meeting).parts[Part.TO_DECIDE]] == [problem]
    made = actions.decide_risk(
        **about(problem, meeting, Part.TO_DECIDE), why="Nog steeds", review_on=NOW.date() + 90 * DAY
    )
    assert Closure.objects.get().why == "Nog steeds"
    actions.undo_decision(decision=made, now=NOW)
    problem.refresh_from_db()
    assert (Closure.objects.get().why, problem.is_open) == ("Te duur", False)


def test_two_that_are_one_are_merged_and_taken_apart() -> None:
    meeting = begun()
    elder, younger = make.make_problem("P1", at=NOW - 9 * DAY), make.make_problem("P2", at=NOW - DAY)
    flag = make.make_flag(make.make_contact(at=NOW - DAY), younger)
    made = actions.decide_merge(**about(younger, meeting), kept=elder)
    flag.refresh_from_db()
    assert flag.problem == elder
    actions.undo_decision(decision=made, now=NOW)
    flag.refresh_from_db()
    assert flag.problem == younger


def test_what_is_parked_stays_away_until_next_week() -> None:
    meeting, problem = begun(), make.make_problem("P1", at=NOW - 60 * DAY)
    actions.decide_parking(**about(problem, meeting, Part.UNOWNED))
    actions.end_meeting(meeting=meeting, now=NOW + timedelta(hours=1))
    assert agenda().items == []
    later = queries.draw_agenda(cast.noor(), None, NOW + 7 * DAY)
    assert [item.problem for item in later.items] == [problem]


def test_what_was_decided_stays_on_the_running_agenda_and_the_next_one_is_offered() -> None:
    first, second = make.make_problem("P1", at=NOW - DAY), make.make_problem("P2", at=NOW - DAY)
    meeting = begun()
    actions.decide_question(**about(first, meeting), question="Wie drukt de labels?")
    drawn = agenda(meeting)
    assert (drawn.decided, len(drawn.items)) == (1, 2)
    following = drawn.after(first.pk)
    assert following is not None
    assert following.problem == second


def test_a_question_goes_to_the_owner_with_a_promised_day_and_is_dropped_by_undo() -> None:
    meeting, problem = begun(), make.make_problem("P1", process=cast.invoicing(), at=NOW - DAY)
    cast.mailbox()
    made = actions.decide_question(**about(problem, meeting), question="Staat hij al online?")
    asked = problem.requests.get()
    assert (asked.text, asked.owner, asked.asked_by) == ("Staat hij al online?", owner(), "Noor Vermeer")
    actions.undo_decision(decision=made, now=NOW)
    asked.refresh_from_db()
    assert asked.dropped_at == NOW


def test_an_owner_who_owes_an_answer_comes_back_on_the_agenda() -> None:
    problem = make.make_problem("P1", process=cast.invoicing(), at=NOW - 20 * DAY)
    actions.ask_owner(problem=problem, owner=owner(), text="Waarom?", by="Noor", now=NOW - 15 * DAY)
    Ownership.objects.update(accepted_at=NOW - 14 * DAY)
    items = agenda().parts[Part.AGEING]
    assert [item.problem for item in items] == [problem]
    assert items[0].overdue is not None


def test_what_belongs_to_no_cause_is_counted_beside() -> None:
    assert not queries.count_beside(NOW).any


def test_after_the_end_nothing_is_decided_or_undone() -> None:
    meeting, problem = begun(), make.make_problem("P1")
    made = actions.decide_question(**about(problem, meeting), question="Waarom?")
    actions.end_meeting(meeting=meeting, now=NOW + DAY)
    with pytest.raises(actions.MeetingOver):
        actions.undo_decision(decision=made, now=NOW + DAY)
    with pytest.raises(actions.MeetingOver):
        actions.decide_parking(**about(problem, meeting))


def test_the_next_meeting_hears_what_came_of_it() -> None:
    meeting = begun()
    named, planned = make.make_problem("P1", at=NOW - DAY), make.make_problem("P2", at=NOW - DAY)
    actions.decide_owner(**about(named, meeting), owner=owner(), is_invited=False)
    plan = actions.PlannedWork("process", "Ander label", planned_on=NOW.date() + 2 * DAY)
    actions.decide_plan(**about(planned, meeting), plan=plan)
    actions.end_meeting(meeting=meeting, now=NOW)
    entrance = actions.open_entrance(problem=named, owner=owner(), person=cast.ruben(), now=NOW)
    actions.answer_as_owner(link=entrance.link, kind="accepted", now=NOW + DAY)
    since = queries.list_since(queries.find_before(None), NOW + 7 * DAY)
    assert [one.state for one in since] == ["accepted", "late"]


def test_the_minutes_are_mailed_to_those_who_were_there() -> None:
    meeting, problem = begun(), make.make_problem("P1", "Servicekosten", at=NOW - DAY)
    cast.mailbox()
    actions.join_meeting(meeting=meeting, name="Iemand van buiten")
    actions.decide_question(**about(problem, meeting), question="Wie drukt de labels?")
    actions.end_meeting(meeting=meeting, now=NOW)
    sent = actions.mail_minutes(meeting=meeting, now=NOW)
    assert [one.recipients for one in sent] == [["noor.vermeer@devoorbeeldwinkel.example"]]
    assert "Wie drukt de labels?" in bytes(sent[0].raw).decode()
    assert mail.outbox == []


# ── the screen ──────────────────────────────────────────────────────────────────────────────────────────────────


def seat(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make.make_agent("Noor Vermeer", role, team=cast.care(), is_demo=True))
    return client


def test_a_decision_over_http_goes_on_to_the_next_cause() -> None:
    cast.shop()
    client = seat()
    client.post(reverse("meeting"))
    meeting = Meeting.objects.get()
    now = meeting.begun_at
    first, second = make.make_problem("P1", at=now - DAY), make.make_problem("P2", at=now - 2 * DAY)
    given = {"problem": first.pk, "part": "new", "kind": "ask", "question": "Wie drukt de labels?"}
    answer = client.post(reverse("meeting-decisions", args=[meeting.pk]), given)
    assert answer.headers["Location"] == f"{reverse('meeting')}?item={second.pk}"
    assert Decision.objects.get().what == "Wie drukt de labels?"


def test_a_form_without_words_decides_nothing() -> None:
    cast.shop()
    client = seat()
    client.post(reverse("meeting"))
    meeting = Meeting.objects.get()
    problem = make.make_problem("P1", at=meeting.begun_at - DAY)
    for kind in ("assign", "plan", "ask", "merge", "risk"):
        client.post(
            reverse("meeting-decisions", args=[meeting.pk]), {"problem": problem.pk, "part": "new", "kind": kind}
        )
    assert not Decision.objects.exists()


def test_an_auditor_looks_and_decides_nothing() -> None:
    meeting, problem = begun(), make.make_problem("P1", at=NOW - DAY)
    client = Client()
    client.force_login(cast.colleague(Role.AUDITOR))
    page = client.get(reverse("meeting"))
    assert page.status_code == 200
    assert b"decide-owner" not in page.content
    given = {"problem": problem.pk, "part": "new", "kind": "park"}
    assert client.post(reverse("meeting-decisions", args=[meeting.pk]), given).status_code == 403


def test_an_empty_meeting_says_so() -> None:
    cast.shop()
    assert "Er is niets te bespreken." in seat().get(reverse("meeting")).content.decode()
