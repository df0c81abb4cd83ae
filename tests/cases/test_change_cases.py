from datetime import timedelta

import pytest
from tests import cast, make

from wortel.cases import actions as cases
from wortel.cases.models import Case, Draft, Outcome, Part, Promise, Status
from wortel.contacts import actions as contacts
from wortel.events.models import Event

pytestmark = pytest.mark.django_db


def _fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_taking_is_undone() -> None:
    case = make.make_case(cast.marijke())
    change = cases.take(case=case, agent=cast.noor())
    assert _fresh(case).agent == cast.noor()
    cases.undo(change=change.event, now=cast.NOW)
    assert _fresh(case).agent is None


def test_nobody_undoes_over_another_change() -> None:
    case = make.make_case(cast.marijke())
    change = cases.take(case=case, agent=cast.noor())
    cases.rename(case=case, subject="Iets anders")
    with pytest.raises(cases.CaseChanged):
        cases.undo(change=change.event, now=cast.NOW)


def test_a_change_on_an_older_view_is_refused() -> None:
    case = make.make_case(cast.marijke())
    seen = case.version
    cases.take(case=case, agent=cast.noor(), version=seen)
    with pytest.raises(cases.CaseChanged):
        cases.close(case=case, now=cast.NOW, version=seen)


@pytest.mark.parametrize("kind", ["snooze", "close", "status"])
def test_each_change_can_be_undone(kind: str) -> None:
    case = make.make_case(cast.marijke())
    before = Case.objects.filter(pk=case.pk).values().get()
    change = {
        "snooze": lambda: cases.snooze(case=case, until=cast.NOW + cast.DAY),
        "close": lambda: cases.close(case=case, now=cast.NOW),
        "status": lambda: cases.set_status(case=case, status=Status.ELSEWHERE, now=cast.NOW),
    }[kind]()
    cases.undo(change=change.event, now=cast.NOW)
    after = Case.objects.filter(pk=case.pk).values().get()
    assert {name for name in before if before[name] != after[name]} == {"version"}


def test_what_sleeps_wakes_at_its_moment() -> None:
    case = make.make_case(cast.marijke())
    cases.snooze(case=case, until=cast.NOW + cast.HOUR)
    assert cases.wake_due(now=cast.NOW) == 0
    assert cases.wake_due(now=cast.NOW + cast.HOUR) == 1
    assert (_fresh(case).snoozed_until, _fresh(case).is_unread) == (None, True)


def test_a_customer_who_is_helped_closes_the_case_though_its_cause_stays() -> None:
    case = make.make_case(cast.marijke())
    contact = make.find_contact(case)
    outcome = cases.wrap_up(
        case=case, contact=contact, is_solved=True, is_cause_open=True, agent=cast.noor(), now=cast.NOW
    )
    assert (outcome.is_solved, outcome.is_cause_open) == (True, True)
    assert _fresh(case).status == Status.CLOSED


def test_wrapping_up_is_undone() -> None:
    case = make.make_case(cast.marijke())
    contact = make.find_contact(case)
    for is_solved in (False, True):
        cases.wrap_up(
            case=case, contact=contact, is_solved=is_solved, is_cause_open=None, agent=cast.noor(), now=cast.NOW
        )
    cases.undo_wrap_up(case=case, contact=contact, now=cast.NOW)
    assert _fresh(case).status == Status.OPEN
    assert Outcome.objects.get().is_solved is False


def test_merging_brings_everything_into_one_case_and_back() -> None:
    kept, absorbed = make.make_case(cast.marijke(), "Bankje"), make.make_case(cast.marijke(), "Nog eens")
    change = cases.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    assert Part.objects.filter(case=kept).count() == 2
    assert _fresh(kept).contact_count == 2
    assert _fresh(absorbed).merged_into == kept
    cases.undo(change=change.event, now=cast.NOW)
    assert Part.objects.get(case=absorbed).moved_from is None
    assert (_fresh(kept).contact_count, _fresh(absorbed).status) == (1, Status.OPEN)


def test_a_case_is_not_merged_into_itself() -> None:
    case = make.make_case(cast.marijke())
    with pytest.raises(cases.SameCase):
        cases.merge(kept=case, absorbed=case, now=cast.NOW)


def test_a_conversation_can_stand_alone_again() -> None:
    case, other = make.make_case(cast.marijke(), "Bankje"), make.make_case(cast.marijke(), "Kast")
    cases.merge(kept=case, absorbed=other, now=cast.NOW)
    moved = Part.objects.get(moved_from=other).conversation
    fresh = cases.split(case=case, conversations=[moved], now=cast.NOW).case
    assert (fresh.contact_count, _fresh(case).contact_count) == (1, 1)


def test_an_answer_makes_it_the_customers_turn() -> None:
    cast.mailbox()
    case = make.make_case(cast.marijke())
    thread = case.parts.get().conversation
    answer = contacts.write_answer(conversation=thread, agent=cast.noor(), text="Morgen", now=cast.NOW)
    cases.answered(case=case, contact=answer, now=cast.NOW)
    assert (_fresh(case).status, _fresh(case).waiting_since) == (Status.WAITING, None)


def test_a_promise_that_was_not_kept_in_time_is_broken() -> None:
    case = make.make_case(cast.marijke())
    made = cases.promise(case=case, kind=Promise.Kind.CALL_BACK, due_at=cast.NOW, agent=cast.noor())
    assert cases.break_overdue(now=cast.NOW + cast.MINUTE) == 1
    assert cases.break_overdue(now=cast.NOW + cast.MINUTE) == 0
    made.refresh_from_db()
    assert made.broken_at == cast.NOW
    kept = cases.keep_promise(promise=made, now=cast.NOW + cast.HOUR)
    assert (kept.kept_at, kept.broken_at) == (cast.NOW + cast.HOUR, cast.NOW)


def test_who_looks_is_seen_by_others_for_a_while() -> None:
    case = make.make_case(cast.marijke())
    assert cases.look(case=case, agent=cast.noor(), now=cast.NOW) == []
    seen = cases.look(case=case, agent=cast.joris(), now=cast.NOW + timedelta(seconds=5), is_writing=True)
    assert [presence.agent for presence in seen] == [cast.noor()]
    assert cases.look(case=case, agent=cast.joris(), now=cast.NOW + cast.HOUR) == []
    assert case.version == _fresh(case).version


def test_a_draft_is_kept_and_an_empty_one_is_not() -> None:
    case = make.make_case(cast.marijke())
    cases.save_draft(case=case, agent=cast.noor(), text="Hallo Mar", now=cast.NOW)
    cases.save_draft(case=case, agent=cast.noor(), text="Hallo Marijke", now=cast.NOW)
    assert Draft.objects.get().text == "Hallo Marijke"
    cases.save_draft(case=case, agent=cast.noor(), text="  ", now=cast.NOW)
    assert not Draft.objects.exists()


def test_every_change_leaves_one_event() -> None:
    case = make.make_case(cast.marijke())
    for change in (cases.take(case=case, agent=cast.noor()), cases.close(case=case, now=cast.NOW)):
        assert Event.objects.get(pk=change.event).details["version"] == change.case.version
    assert Event.objects.filter(about_kind="case", about_id=case.pk).count() == 2
