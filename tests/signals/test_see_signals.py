"""What the clock sees: broken promises, late parcels, hand-overs, what broke again, what our answers asked for."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from tests import cast, make
from tests.reading import open_reader

from wortel.accounts.models import Agent, Organisation
from wortel.cases import actions as cases
from wortel.cases.models import Case, Outcome
from wortel.contacts.models import Contact, Direction
from wortel.events.models import Event
from wortel.journey.listen import count_tone, hear_answer, listen
from wortel.orders.models import Parcel
from wortel.signals import actions, queries
from wortel.signals.models import Kind, Lack, Signal, Tone

pytestmark = pytest.mark.django_db

NOW, HOUR, DAY = cast.NOW, cast.HOUR, cast.DAY


def seen(kind: Kind) -> Signal:
    return Signal.objects.get(kind=kind)


def answered(text: str, *, customer_order: str = "W-1001") -> Contact:
    """Marijke asks about the one order she has, and Noor answers."""
    case = make.make_case(cast.marijke())
    make.make_order(cast.marijke(), customer_order)
    conversation = make.find_contact(case).conversation
    return make.make_contact(conversation, text, at=NOW + HOUR, direction=Direction.OUT, agent=cast.noor())


# ── promises ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_promise_that_went_by_is_seen_on_the_contact_it_was_made_in() -> None:
    case = make.make_case(cast.marijke())
    make.make_promise(case, NOW + HOUR)
    cases.break_overdue(now=NOW + 2 * HOUR)
    assert actions.see_broken_promises(now=NOW + 2 * HOUR) == 1
    assert seen(Kind.PROMISE_BROKEN).contact == make.find_contact(case)
    assert seen(Kind.PROMISE_BROKEN).agent is None


def test_a_promise_is_seen_once_also_after_it_was_taken_back() -> None:
    make.make_promise(make.make_case(cast.marijke()), NOW + HOUR)
    cases.break_overdue(now=NOW + 2 * HOUR)
    actions.see_broken_promises(now=NOW + 2 * HOUR)
    actions.undo(signal=seen(Kind.PROMISE_BROKEN), now=NOW + 3 * HOUR)
    assert actions.see_broken_promises(now=NOW + 3 * HOUR) == 0
    with pytest.raises(actions.AlreadyUndone):
        actions.undo(signal=seen(Kind.PROMISE_BROKEN), now=NOW + 3 * HOUR)


def test_a_late_parcel_is_a_broken_promise_also_when_nobody_complains() -> None:
    order = make.make_order(cast.marijke(), "W-1001")
    make.make_parcel(order, "PS-1", at=NOW)
    assert actions.see_late_parcels(now=NOW + HOUR) == 0
    assert actions.see_late_parcels(now=NOW + 3 * HOUR) == 1
    assert (seen(Kind.PROMISE_BROKEN).order, seen(Kind.PROMISE_BROKEN).contact) == (order, None)


def test_a_parcel_in_time_breaks_nothing() -> None:
    parcel = make.make_parcel(make.make_order(cast.marijke(), "W-1001"), "PS-1", at=NOW)
    Parcel.objects.filter(pk=parcel.pk).update(delivered_at=NOW + HOUR)
    assert actions.see_late_parcels(now=NOW + DAY) == 0


def test_promises_kept_and_broken_are_counted_per_case() -> None:
    case = make.make_case(cast.marijke())
    make.make_promise(case, NOW + HOUR)
    late = make.make_promise(case, NOW + HOUR)
    cases.keep_promise(promise=late, now=NOW + 2 * HOUR)
    kept = make.make_promise(case, NOW + 3 * HOUR)
    cases.keep_promise(promise=kept, now=NOW + 2 * HOUR)
    make.make_promise(case, NOW + DAY)
    order = make.make_order(cast.marijke(), "W-1001")
    Contact.objects.filter(conversation__part__case=case).update(order=order)
    make.make_parcel(order, "PS-1", at=NOW - 3 * HOUR)
    found = queries.judge_promises(case, NOW + 2 * HOUR)
    assert (found.kept, found.broken, found.running) == (1, 3, 1)


# ── hand-overs ──────────────────────────────────────────────────────────────────────────────────────────────────


def hand_over(case: Case, *people: Agent) -> None:
    for person in people:
        cases.assign(case=case, agent=person)


def test_a_hand_over_to_another_colleague_is_seen_once_it_stands() -> None:
    case = make.make_case(cast.marijke())
    hand_over(case, cast.noor(), cast.joris())
    at = Event.objects.filter(kind="case.assigned").latest("pk").at
    Contact.objects.update(started_at=at - HOUR)
    assert actions.see_transfers(now=at + timedelta(minutes=5)) == 0
    assert actions.see_transfers(now=at + timedelta(minutes=20)) == 1
    assert actions.see_transfers(now=at + timedelta(minutes=25)) == 0
    assert seen(Kind.TRANSFER).evidence["between"] == "people"
    assert "Joris" not in str(seen(Kind.TRANSFER).evidence)


def test_what_was_undone_was_no_hand_over() -> None:
    case = make.make_case(cast.marijke())
    hand_over(case, cast.noor())
    change = cases.assign(case=case, agent=cast.joris())
    cases.undo(change=change.event, now=NOW)
    at = Event.objects.latest("pk").at
    Contact.objects.update(started_at=at - HOUR)
    assert actions.see_transfers(now=at + timedelta(minutes=20)) == 0


# ── broken again ────────────────────────────────────────────────────────────────────────────────────────────────


def test_trouble_with_an_order_soon_after_it_was_settled_is_broken_again() -> None:
    order = make.make_order(cast.marijke(), "W-1001")
    first, second = make.make_case(cast.marijke(), at=NOW - 5 * DAY), make.make_case(cast.marijke(), at=NOW)
    Contact.objects.update(order=order)
    Outcome.objects.create(contact=make.find_contact(first), is_solved=True, is_cause_open=True, at=NOW - 4 * DAY)
    assert actions.see_broken_again(now=NOW + HOUR) == 1
    again = queries.find_broken_again(make.find_contact(second))
    assert again is not None
    assert again.evidence["contact"] == make.find_contact(first).pk


def test_a_second_question_in_the_same_conversation_is_not_broken_again() -> None:
    order = make.make_order(cast.marijke(), "W-1001")
    case = make.make_case(cast.marijke(), at=NOW - 5 * DAY)
    first = make.find_contact(case)
    make.make_contact(first.conversation, "Nog een vraag", at=NOW)
    Contact.objects.update(order=order)
    Outcome.objects.create(contact=first, is_solved=True, is_cause_open=True, at=NOW - 4 * DAY)
    assert actions.see_broken_again(now=NOW + HOUR) == 0


# ── our own answers ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_that_only_refers_is_noted_on_the_customers_contact() -> None:
    answer = answered("Beste Marijke, kijk op onze website.")
    assert hear_answer(answer, now=NOW + 2 * HOUR) == 1
    referral = seen(Kind.WEBSITE_REFERRAL)
    assert referral.contact is not None
    assert referral.contact.direction == Direction.IN
    assert referral.evidence["text"] == "kijk op onze website."
    assert hear_answer(answer, now=NOW + 2 * HOUR) == 0


def test_asking_for_the_number_of_the_only_order_is_noted_with_the_question() -> None:
    hear_answer(answered("Kun je me je ordernummer doorgeven?"), now=NOW + 2 * HOUR)
    assert seen(Kind.RE_ASKED).evidence["fact"] == "order"


def test_with_two_orders_the_question_which_one_is_fair() -> None:
    make.make_order(cast.marijke(), "W-2002")
    assert hear_answer(answered("Kun je me je ordernummer doorgeven?"), now=NOW + 2 * HOUR) == 0


@pytest.mark.parametrize(("days", "is_back"), [(7, True), (8, False)])
def test_whether_the_customer_came_back_within_a_week_is_known(days: int, is_back: bool) -> None:
    hear_answer(answered("Kijk op onze website."), now=NOW + 2 * HOUR)
    make.make_contact(make.make_conversation(cast.marijke()), at=NOW + HOUR + timedelta(days=days))
    assert queries.has_returned(seen(Kind.WEBSITE_REFERRAL)) is is_back


def test_the_job_hears_what_has_left_and_runs_as_nobody() -> None:
    answered("Kijk op onze website.")
    cast.shop()
    listen(timestamp=int((NOW + 2 * HOUR).timestamp()))
    assert seen(Kind.WEBSITE_REFERRAL).agent is None
    assert not Event.objects.filter(kind="signal.seen", actor_kind="agent").exists()


# ── what the law asks ───────────────────────────────────────────────────────────────────────────────────────────


def read_tone(answer: Contact) -> bool:
    hear_answer(answer, now=NOW + 2 * HOUR)
    return count_tone(answer, reader=open_reader(), now=NOW + 2 * HOUR)


def test_without_the_works_council_our_words_are_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.shop()
    read: list[str] = []
    reader = open_reader()
    monkeypatch.setattr(reader, "read", lambda said: read.extend(text for text, _ in said) or [[] for _ in said])
    read_tone(answered("Dat is je eigen schuld."))
    assert "schuld" not in " ".join(read)
    assert not Tone.objects.exists()


def test_the_customers_side_is_counted_once_however_many_answers_it_gets() -> None:
    cast.shop()
    conversation = make.make_conversation(cast.marijke())
    make.make_contact(conversation, "Jullie zijn een stelletje oplichters.", at=NOW)
    for hours in (1, 2):
        answer = make.make_contact(conversation, "Ik zoek het uit.", at=NOW + hours * HOUR / 4, direction=Direction.OUT)
        assert read_tone(answer)
        assert not read_tone(answer)
    counted = Tone.objects.values_list("side", "label", "contacts")
    assert set(counted) == {("theirs", "insult", 1), ("theirs", "sharp", 1)}


def test_sharp_words_to_a_customer_who_had_none_are_harsher() -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=NOW.date())
    read_tone(answered("Dan dragen wij de vordering over aan een deurwaarder."))
    assert set(Tone.objects.filter(side="ours").values_list("label", flat=True)) == {
        "legal_threat",
        "sharp",
        "harsher",
    }


def test_with_the_works_council_tone_is_counted_by_topic_and_week_and_nothing_else() -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=NOW.date())
    answer = answered("Dat is je eigen schuld.")
    answered_contact = queries.find_answered(answer)
    assert answered_contact is not None
    make.give_reason(answered_contact, make.make_reason("R1"))
    read_tone(answer)
    tone = Tone.objects.get(label=Tone.Label.BLAME)
    assert (tone.topic, tone.monday.isoformat(), tone.contacts) == ("R1", "2025-10-06", 1)
    assert not Signal.objects.exists()
    assert not Event.objects.filter(details__seen="blame").exists()


def test_no_tone_table_has_a_key_to_a_colleague_or_a_contact() -> None:
    for model in apps.get_app_config("signals").get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "label" in names or "tone" in model.__name__.lower():
            assert not any(field.is_relation for field in model._meta.get_fields()), model
    assert {model.__name__ for model in apps.get_app_config("signals").get_models()} == {
        "Copy", "Print", "Lack", "Signal", "Heard", "Tone",
    }  # fmt: skip


def test_the_database_refuses_a_name_beside_what_a_rule_found() -> None:
    contact = make.make_contact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.create(kind=Kind.WEBSITE_REFERRAL, contact=contact, agent=cast.noor(), about="contact 1", at=NOW)


# ── what people say themselves ──────────────────────────────────────────────────────────────────────────────────


def test_i_cannot_solve_this_keeps_who_said_it_and_can_be_taken_back() -> None:
    contact = make.make_contact()
    actions.mark_lacks(contact=contact, means={"mandate"}, agent=cast.noor(), now=NOW)
    actions.mark_unsolvable(contact=contact, agent=cast.noor(), now=NOW)
    actions.mark_unsolvable(contact=contact, agent=cast.joris(), now=NOW)
    assert seen(Kind.CANNOT_SOLVE).agent == cast.noor()
    assert Lack.objects.get().means == "mandate"
    actions.unmark_unsolvable(contact=contact, now=NOW)
    assert not queries.list_signals([contact.pk]).exists()
