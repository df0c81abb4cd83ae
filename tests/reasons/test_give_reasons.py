"""A reason is proposed from the words and given by a person; a proposal never overrules a person."""

import pytest
from tests import cast, make

from wortel.contacts.models import Contact
from wortel.reasons import actions, queries
from wortel.reasons.models import GivenReason, Reason, Source

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
