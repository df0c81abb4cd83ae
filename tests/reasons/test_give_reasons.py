"""A reason is proposed from the words and given by a person; a proposal never overrules a person."""

import pytest
from tests import cast, make

from wortel.contacts.models import Contact, Direction
from wortel.journey import understand
from wortel.reasons import actions, queries
from wortel.reasons.models import GivenReason, Reason, Source
from wortel.reasons.queries.giving import list_lessons

pytestmark = pytest.mark.django_db


def reasons() -> tuple[Reason, Reason]:
    invoice = make.make_reason("R1", "Onduidelijke factuur")
    parcel = make.make_reason("R2", "Waar is mijn pakket")
    Reason.objects.filter(pk=invoice.pk).update(keywords=["servicekosten", "factuur"])
    Reason.objects.filter(pk=parcel.pk).update(keywords=["pakket", "track en trace"])
    return invoice, parcel


def test_keywords_propose_before_anything_has_been_learned() -> None:
    invoice, _ = reasons()
    given = actions.propose(contact=make.make_contact(text="Wat zijn servicekosten op de factuur?"), now=cast.NOW)
    assert given is not None
    assert (given.reason, given.source) == (invoice, Source.PROPOSED)
    assert 0 < (given.confidence or 0) < 1


def test_words_that_say_nothing_propose_nothing() -> None:
    reasons()
    assert actions.propose(contact=make.make_contact(text="Goedemorgen"), now=cast.NOW) is None
    assert not GivenReason.objects.exists()


def test_a_proposal_never_overrules_a_person() -> None:
    _, parcel = reasons()
    contact = make.make_contact(text="Wat zijn servicekosten op de factuur?")
    actions.confirm(contact=contact, reason=parcel, agent=cast.noor(), now=cast.NOW)
    actions.propose(contact=contact, now=cast.NOW)
    given = GivenReason.objects.get()
    assert (given.reason, given.source, given.agent) == (parcel, Source.CONFIRMED, cast.noor())


def test_nothing_is_learned_from_our_own_words() -> None:
    invoice, _ = reasons()
    answer = make.make_contact(text="De servicekosten horen erbij.", direction=Direction.OUT)
    asked = make.make_contact(text="Wat zijn servicekosten?")
    for contact in (asked, answer):
        actions.confirm(contact=contact, reason=invoice, agent=cast.noor(), now=cast.NOW)
    assert [lesson.contact for lesson in list_lessons()] == [asked]


def test_undo_brings_the_proposal_back() -> None:
    invoice, parcel = reasons()
    contact: Contact = make.make_contact(text="Wat zijn servicekosten op de factuur?")
    earlier = actions.propose(contact=contact, now=cast.NOW)
    actions.confirm(contact=contact, reason=parcel, agent=cast.noor(), now=cast.NOW)
    actions.put_back(contact=contact, earlier=earlier)
    given = GivenReason.objects.get()
    assert (given.reason, given.source, given.agent) == (invoice, Source.PROPOSED, None)


def test_the_tree_lists_each_reason_after_its_parent() -> None:
    above = make.make_reason("pay", "Betalen")
    below = make.make_reason("R1", "Aanmaning")
    Reason.objects.filter(pk=below.pk).update(parent=above)
    make.make_reason("R0", "Algemeen")
    assert [(twig.reason.code, twig.depth) for twig in queries.list_tree()] == [("R0", 0), ("pay", 0), ("R1", 1)]


def test_a_branch_is_everything_above_and_below() -> None:
    top, middle, leaf, other = (make.make_reason(code) for code in ("a", "b", "c", "d"))
    Reason.objects.filter(pk=middle.pk).update(parent=top)
    Reason.objects.filter(pk=leaf.pk).update(parent=middle)
    assert queries.list_branch(middle.pk) == {top.pk, middle.pk, leaf.pk}
    assert queries.list_below([top.pk]) == {top.pk, middle.pk, leaf.pk}
    assert other.pk not in queries.list_above([leaf.pk])


def test_what_people_confirm_is_learned() -> None:
    parcel = reasons()[1]
    said = ["Er is niet aangebeld en er ligt een kaartje", "Kaartje in de bus terwijl ik thuis was, niet aangebeld"]
    for text in said * 3:
        actions.confirm(contact=make.make_contact(text=text), reason=parcel, agent=cast.noor(), now=cast.NOW)
    lesson = actions.learn(now=cast.NOW)
    best, confidence = queries.propose_for_text("Weer een kaartje, niemand heeft aangebeld")[0]
    assert (best, lesson.learned_from) == (parcel, 6)
    assert confidence > 0.8
    assert queries.count_unlearned() == 0


def test_a_proposal_is_not_learned_from() -> None:
    reasons()
    actions.propose(contact=make.make_contact(text="Wat zijn servicekosten op de factuur?"), now=cast.NOW)
    assert actions.learn(now=cast.NOW).learned_from == 0


def test_what_is_learned_holds_no_names() -> None:
    _, parcel = reasons()
    contact = make.make_contact(text="Mijn naam is Zuiderwijk, bel 06-12345678. Waar blijft het pakket?")
    actions.confirm(contact=contact, reason=parcel, agent=None, now=cast.NOW)
    stored = str(actions.learn(now=cast.NOW).model)
    assert "zuid" not in stored
    assert "pakket" in stored


def test_a_reason_that_is_too_new_to_be_learned_starts_from_its_own_words() -> None:
    reasons()
    actions.learn(now=cast.NOW)
    newcomer = make.make_reason("R9", "Cadeaubon inwisselen")
    assert queries.propose_for_text("Hoe kan ik mijn cadeaubon inwisselen?")[0][0] == newcomer


def test_everything_that_waits_gets_a_proposal() -> None:
    reasons()
    contact = make.make_contact(text="Wat zijn servicekosten op de factuur?", at=cast.NOW)
    make.make_contact(text="Hallo", at=cast.NOW)
    assert understand.understand_waiting(timestamp=int(cast.NOW.timestamp()) + 60) == 1
    assert GivenReason.objects.get().contact == contact
    assert understand.understand_waiting(timestamp=int(cast.NOW.timestamp()) + 120) == 0
