"""Merging, splitting and moving messages, and the complete way back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from tests import cast, make
from tests.letters import deliver, letter

from wortel.cases import actions as cases
from wortel.cases.actions import Change
from wortel.cases.models import Case, Draft, Promise, Status
from wortel.contacts import actions as contacts
from wortel.contacts.models import Attachment, Contact, Direction, Note, ThreadKey
from wortel.events.models import Event
from wortel.signals.models import Kind, Signal

pytestmark = pytest.mark.django_db

# Every undoing gives a case a new version, and what is left of an emptied thread stays as a way in for late answers.
WATCHED = {
    "cases.Case": {"version"},
    "cases.Part": set(),
    "cases.Promise": set(),
    "cases.Draft": set(),
    "cases.Outcome": set(),
    "contacts.Contact": set(),
    "contacts.Note": set(),
    "contacts.ThreadKey": set(),
    "contacts.Attachment": set(),
    "signals.Signal": set(),
    "problems.Flag": set(),
    "reasons.GivenReason": set(),
}


def picture(but: set[int] = frozenset()) -> dict[str, list[dict[str, Any]]]:  # type: ignore[assignment]  # none by default
    """Every row that a move could touch, as it stands; `but` names cases and threads that the move itself made."""
    drawn = {}
    for name, left_out in WATCHED.items():
        rows = apps.get_model(name).objects.order_by("pk").values()
        drawn[name] = [
            {column: value for column, value in row.items() if column not in left_out}
            for row in rows
            if row["id"] not in but or name != "cases.Case"
        ]
    return drawn


@pytest.fixture
def shop() -> tuple[Case, Case]:
    """Two cases of two people, with everything that can hang on a message."""
    cast.mailbox()
    noor = cast.noor()
    first = make.make_case(cast.marijke(), "Bankje", "Waar blijft het?", status=Status.CLOSED)
    second = make.make_case(cast.youssef(), "Kast", "De kast is stuk", at=cast.NOW - cast.HOUR)
    thread = second.parts.get().conversation
    answer = contacts.write_answer(conversation=thread, agent=noor, text="Dag", now=cast.NOW - 30 * cast.MINUTE)
    cases.answered(case=second, contact=answer, now=cast.NOW - 30 * cast.MINUTE)
    late = make.make_contact(thread, "En de lamp?", at=cast.NOW - 20 * cast.MINUTE)
    Contact.objects.filter(pk=late.pk).update(message_id="lamp@post.example")
    ThreadKey.objects.create(conversation=thread, value="lamp@post.example")
    cases.join(conversation=thread, contact=late, now=cast.NOW - 20 * cast.MINUTE)
    for contact in Contact.objects.filter(conversation=thread, direction=Direction.IN):
        Attachment.objects.create(contact=contact, key=f"{contact.pk:032}", part="2", type="image/png", size=1, md5="")
        make.make_flag(contact, make.make_problem(f"p{contact.pk}"))
        make.give_reason(contact, make.make_reason("kast"))
        Signal.objects.create(kind=Kind.CANNOT_SOLVE, contact=contact, about=f"contact {contact.pk}", at=cast.NOW)
    make.make_note(second, "Bel de winkel", agent=noor, at=cast.NOW - 10 * cast.MINUTE)
    make.make_promise(second, cast.NOW + cast.DAY)
    Draft.objects.create(case=second, agent=noor, text="Dag Youssef", saved_at=cast.NOW)
    return Case.objects.get(pk=first.pk), Case.objects.get(pk=second.pk)


def latest(case: Case) -> Contact:
    return make.find_contact(case)


def join(kept: Case, absorbed: Case) -> Change:
    return cases.merge(kept=kept, absorbed=absorbed, now=cast.NOW)


def own_case(with_following: bool) -> Callable[[Case, Case], Change]:
    def act(_other: Case, case: Case) -> Change:
        first = Contact.objects.filter(conversation__part__case=case, direction=Direction.IN).earliest("started_at")
        contact = latest(case) if with_following else first
        return cases.take_out(contact=contact, to=None, with_following=with_following, now=cast.NOW)

    return act


def elsewhere(other: Case, case: Case) -> Change:
    return cases.take_out(contact=latest(case), to=other, with_following=False, now=cast.NOW)


def whole_conversation(other: Case, case: Case) -> Change:
    return cases.rethread(conversations=[case.parts.get().conversation], case=other, now=cast.NOW)


ACTS = {
    "merge": join,
    "merge the other way": lambda first, second: join(second, first),
    "the last message to a case of its own": own_case(with_following=True),
    "the first message alone to a case of its own": own_case(with_following=False),
    "one message to another case": elsewhere,
    "the whole conversation to another case": whole_conversation,
}


@pytest.mark.parametrize("name", ACTS)
def test_what_was_moved_comes_back_to_the_last_detail(name: str, shop: tuple[Case, Case]) -> None:
    before = picture()
    known = set(Case.objects.values_list("pk", flat=True))
    change = ACTS[name](*shop)
    assert picture() != before
    cases.undo(change=change.event, now=cast.NOW)
    made = set(Case.objects.values_list("pk", flat=True)) - known
    after = picture(but=made)
    assert set(Case.objects.filter(pk__in=made).values_list("status", "merged_into")) <= {(Status.CLOSED, shop[1].pk)}
    empty = [part for part in after["cases.Part"] if not Contact.objects.filter(conversation=part["conversation_id"])]
    assert len(empty) <= 1, "a thread that was made by the act may stay, empty, as a way in for late answers"
    after["cases.Part"] = [part for part in after["cases.Part"] if part not in empty]
    assert after == before


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_lost_or_doubled_by_moving(name: str, shop: tuple[Case, Case]) -> None:
    said = set(Contact.objects.values_list("pk", flat=True))
    ACTS[name](*shop)
    standing = Case.objects.standing()
    shown = Contact.objects.filter(conversation__part__case__in=standing)
    assert sorted(shown.values_list("pk", flat=True)) == sorted(said)
    for case in standing:
        inbound = shown.filter(conversation__part__case=case, direction=Direction.IN)
        assert case.contact_count == inbound.count()
        assert case.latest_words == (shown.filter(conversation__part__case=case).latest("started_at")).reply_text
    assert Promise.objects.get().case in standing
    assert Draft.objects.get().case in standing
    assert Signal.objects.filter(contact__conversation__part__case__in=standing).count() == 2


@pytest.mark.parametrize("name", ACTS)
def test_the_screens_of_both_cases_hear_of_it(name: str, shop: tuple[Case, Case]) -> None:
    last = Event.objects.latest("pk").pk
    ACTS[name](*shop)
    told = set(Event.objects.filter(pk__gt=last, about_kind="case").values_list("about_id", flat=True))
    assert len(told) == 2


def test_a_merge_is_undone_after_the_customer_wrote_again(shop: tuple[Case, Case]) -> None:
    kept, absorbed = shop
    change = join(kept, absorbed)
    thread = absorbed.parts.model.objects.get(moved_from=absorbed).conversation
    fresh = make.make_contact(thread, "Nog iets", at=cast.NOW)
    cases.join(conversation=thread, contact=fresh, now=cast.NOW)
    cases.undo(change=change.event, now=cast.NOW)
    back = Case.objects.get(pk=absorbed.pk)
    assert back.merged_into is None
    assert Contact.objects.filter(conversation__part__case=back, text="Nog iets").exists()
    assert Case.objects.get(pk=kept.pk).contact_count == 1


def test_merges_are_undone_one_after_the_other(shop: tuple[Case, Case]) -> None:
    before = picture()
    third = make.make_case(cast.youssef(), "Lamp")
    with_third = picture()
    first_act = join(shop[1], third)
    second_act = join(shop[0], shop[1])
    cases.undo(change=second_act.event, now=cast.NOW)
    cases.undo(change=first_act.event, now=cast.NOW)
    assert picture() == with_third
    assert before["cases.Case"] != with_third["cases.Case"]


def test_what_was_moved_on_is_not_pulled_back(shop: tuple[Case, Case]) -> None:
    third = make.make_case(cast.youssef(), "Lamp")
    first_act = join(shop[0], shop[1])
    join(third, shop[0])
    stood = picture()
    with pytest.raises(cases.CaseChanged):
        cases.undo(change=first_act.event, now=cast.NOW)
    assert picture() == stood


def test_the_only_message_does_not_leave_its_case() -> None:
    case = make.make_case(cast.marijke())
    with pytest.raises(cases.OnlyOne):
        cases.take_out(contact=make.find_contact(case), to=None, with_following=True, now=cast.NOW)


def test_answers_follow_the_message_that_was_moved() -> None:
    """Also when they come to the reply address of the conversation that it was taken out of."""
    first = deliver(letter("Waar blijft mijn bankje?", message_id="a@hoekstra.example"))
    second = deliver(letter("En de lamp?", answers="a@hoekstra.example", message_id="b@hoekstra.example"))
    assert second.contact is not None
    change = cases.take_out(contact=second.contact, to=None, with_following=True, now=cast.NOW)
    lamp = Contact.objects.get(pk=second.contact.pk).conversation
    answer = contacts.write_answer(conversation=lamp, agent=cast.noor(), text="Morgen", now=cast.NOW)
    reply = deliver(letter("Fijn", answers=answer.message_id))
    assert reply.case == change.case
    other = deliver(letter("En het bankje?", answers="a@hoekstra.example"))
    assert other.case == first.case


def test_a_moved_answer_draws_its_reply_whatever_address_it_comes_to() -> None:
    first = deliver(letter("Waar blijft mijn bankje?", message_id="a@hoekstra.example"))
    assert first.contact is not None
    thread = Contact.objects.get(pk=first.contact.pk).conversation
    answer = contacts.write_answer(conversation=thread, agent=cast.noor(), text="Morgen", now=cast.NOW)
    assert answer.delivery is not None
    given = [line for line in bytes(answer.delivery.raw).decode().splitlines() if line.startswith("Reply-To:")]
    change = cases.take_out(contact=answer, to=None, with_following=True, now=cast.NOW)
    reply = deliver(letter("Dank", to=given[0].removeprefix("Reply-To: "), answers=answer.message_id))
    assert reply.case == change.case
    assert reply.is_verified


def test_a_note_goes_with_what_it_followed(shop: tuple[Case, Case]) -> None:
    cases.take_out(contact=latest(shop[1]), to=None, with_following=True, now=cast.NOW)
    assert Note.objects.get().conversation == Contact.objects.get(text="En de lamp?").conversation


def test_what_a_colleague_took_apart_is_not_united_again() -> None:
    first = deliver(letter("Bankje", message_id="a@hoekstra.example", verdict="pass"))
    second = deliver(letter("Lamp", answers="a@hoekstra.example", message_id="b@hoekstra.example", verdict="pass"))
    assert second.contact is not None
    change = cases.take_out(contact=second.contact, to=None, with_following=True, now=cast.NOW)
    ids = ["a@hoekstra.example", "b@hoekstra.example"]
    reply = deliver(letter("En?", answers=ids[-1], references=ids, verdict="pass"))
    assert reply.case == change.case
    assert Case.objects.get(pk=first.case.pk if first.case else 0).merged_into is None
