"""One keystroke says that the cause remains; undo leaves no trace of it but the event."""

from decimal import Decimal

import pytest
from tests import cast, make

from wortel.cases.models import Case, Status
from wortel.contacts.models import Contact
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import Flag, Problem

pytestmark = pytest.mark.django_db


def unclear_invoice(
    text: str = "Wat is deze regel servicekosten op mijn factuur?", subject: str = "Factuur"
) -> Contact:
    contact = make.make_contact(text=text, subject=subject)
    make.give_reason(contact, make.make_reason("R1", "Onduidelijke factuur"))
    return contact


def test_a_contact_is_flagged_once_however_often_the_key_is_pressed() -> None:
    contact, problem = unclear_invoice(), make.make_problem("p1")
    first = actions.flag_cause(contact=contact, problem=problem, agent=cast.noor(), now=cast.NOW)
    second = actions.flag_cause(contact=contact, problem=problem, agent=cast.joris(), now=cast.NOW + cast.HOUR)
    assert (first, Flag.objects.count()) == (second, 1)
    assert Flag.objects.get().agent == cast.noor()
    assert Event.objects.filter(kind="cause.flagged").count() == 1


def test_a_contact_may_have_two_causes_with_a_share_each() -> None:
    contact = unclear_invoice()
    for code, share in (("p1", Decimal("0.7")), ("p2", Decimal("0.3"))):
        problem = make.make_problem(code)
        actions.flag_cause(contact=contact, problem=problem, agent=None, now=cast.NOW, share=share)
    assert sorted(Flag.objects.values_list("share", flat=True)) == [Decimal("0.3"), Decimal("0.7")]


def test_a_flag_on_a_merged_problem_lands_on_the_one_that_stands() -> None:
    kept, gone = make.make_problem("kept"), make.make_problem("gone")
    gone.merged_into = kept
    gone.save()
    assert actions.flag_cause(contact=unclear_invoice(), problem=gone, agent=None, now=cast.NOW).problem == kept


def test_a_new_cause_becomes_a_problem_without_any_form() -> None:
    flag = actions.report_cause(contact=unclear_invoice(), agent=cast.noor(), now=cast.NOW)
    assert flag.problem.title_nl == "Onduidelijke factuur"
    assert flag.problem.code == "onduidelijke-factuur"
    assert not flag.problem.ownerships.exists()


def test_the_next_contact_with_that_reason_joins_it() -> None:
    first = actions.report_cause(contact=unclear_invoice(), agent=cast.noor(), now=cast.NOW)
    again = unclear_invoice("Er staan servicekosten op de factuur, waarvoor?")
    assert actions.report_cause(contact=again, agent=cast.joris(), now=cast.NOW).problem == first.problem


def test_a_new_cause_gets_the_process_and_owner_of_its_reason() -> None:
    make.make_problem("old", process=cast.invoicing(), reason=make.make_reason("R1"), at=cast.NOW - 90 * cast.DAY)
    Problem.objects.filter(code="old").update(title_nl="Iets heel anders", title_en="x")
    with_carrier = unclear_invoice()
    with_carrier.partner = cast.carrier()
    reason = make.make_reason("R1")
    assert queries.find_likely_place(reason).process == cast.invoicing()


def test_without_a_reason_the_subject_becomes_the_title() -> None:
    contact = make.make_contact(text="Wij krijgen geen bevestiging.", subject="Re: Fwd: Geen bevestiging")
    assert actions.report_cause(contact=contact, agent=None, now=cast.NOW).problem.title_nl == "Geen bevestiging"


def test_undo_removes_the_report_and_the_problem_it_made() -> None:
    flag = actions.report_cause(contact=unclear_invoice(), agent=cast.noor(), now=cast.NOW)
    actions.unflag(flag=flag)
    assert not Flag.objects.exists()
    assert not Problem.objects.exists()
    assert Event.objects.filter(kind="cause.unflagged").exists()


def test_undo_leaves_a_problem_that_others_reported_too() -> None:
    flag = actions.report_cause(contact=unclear_invoice(), agent=cast.noor(), now=cast.NOW)
    actions.report_cause(contact=unclear_invoice(), agent=cast.joris(), now=cast.NOW + cast.MINUTE)
    actions.unflag(flag=flag)
    assert Problem.objects.get().flags.count() == 1


def test_undo_leaves_a_problem_that_stood_before() -> None:
    problem = make.make_problem("p1", at=cast.NOW - cast.DAY)
    actions.unflag(flag=actions.flag_cause(contact=unclear_invoice(), problem=problem, agent=None, now=cast.NOW))
    assert Problem.objects.filter(pk=problem.pk).exists()


def test_closing_a_case_leaves_its_problem_open() -> None:
    case = make.make_case()
    flag = actions.report_cause(contact=make.find_contact(case), agent=cast.noor(), now=cast.NOW)
    Case.objects.update(status=Status.CLOSED, closed_at=cast.NOW)
    flag.problem.refresh_from_db()
    assert flag.problem.is_open
