"""What people do to drivers, and how they take it back."""

from collections.abc import Sequence

import pytest
from tests.make import NOW, make_agent, make_contact

from wortel.accounts.models import Agent, Role
from wortel.reasons.actions import changing
from wortel.reasons.actions.changing import ChangedSince, DecidedAlready
from wortel.reasons.models import (
    Assignment,
    Discovery,
    Driver,
    Level,
    Placed,
    Proposal,
    ProposedPart,
    Rearrangement,
    pack_keys,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Agent:
    return make_agent("Hanneke", Role.MANAGER)


@pytest.fixture
def theme() -> Driver:
    return Driver.objects.create(level=Level.THEME, words=["pakket"], since=NOW)


def make_driver(theme: Driver, words: str, contacts: int = 0, *, level: Level = Level.DRIVER) -> Driver:
    driver = Driver.objects.create(level=level, parent=theme, words=words.split(), since=NOW)
    for _ in range(contacts):
        put(make_contact().pk, driver)
    return driver


def put(contact: int, driver: Driver, variant: Driver | None = None) -> None:
    Assignment.objects.create(
        contact_id=contact, driver=driver, variant=variant, confidence=0.9, by=Placed.FOUND, at=NOW
    )


def propose(kind: str, drivers: Sequence[Driver], *parts: tuple[Driver | None, Sequence[int]]) -> Proposal:
    run = Discovery.objects.create(started_at=NOW)
    proposal = Proposal.objects.create(discovery=run, kind=kind, mark=kind, at=NOW)
    proposal.drivers.set(drivers)
    for driver, members in parts:
        ProposedPart.objects.create(
            proposal=proposal, driver=driver, words=["app"], contacts=len(members), members=pack_keys(list(members))
        )
    return proposal


def standing() -> dict[int, int | None]:
    return dict(Assignment.objects.values_list("contact", "driver"))


def test_a_driver_speaks_by_its_words_until_somebody_names_it(theme: Driver, manager: Agent) -> None:
    driver = make_driver(theme, "laat bezorger wachten")
    assert driver.name == "laat, bezorger, wachten"
    done = changing.name_driver(driver=driver, name_nl="Te laat", name_en="Too late", agent=manager, now=NOW)
    assert Driver.objects.get(pk=driver.pk).name == "Te laat"
    changing.undo(done=done, now=NOW)
    assert not Driver.objects.get(pk=driver.pk).has_name


def test_merging_takes_contacts_and_variants_along_and_can_be_undone(theme: Driver, manager: Agent) -> None:
    late, lost = make_driver(theme, "laat", 3), make_driver(theme, "kwijt", 2)
    variant = make_driver(lost, "bij de buren", level=Level.VARIANT)
    put(make_contact().pk, lost, variant)
    before = standing()
    done = changing.merge_drivers(driver=late, others=[lost], agent=manager, now=NOW)
    assert set(standing().values()) == {late.pk}
    assert Driver.objects.get(pk=variant.pk).parent == late
    assert Driver.objects.get(pk=lost.pk).became == late
    changing.undo(done=done, now=NOW)
    assert standing() == before
    assert Driver.objects.get(pk=variant.pk).parent == lost
    assert Driver.objects.standing().filter(pk=lost.pk).exists()


def test_a_variant_becomes_a_driver_and_goes_back(theme: Driver, manager: Agent) -> None:
    late = make_driver(theme, "laat", 1)
    variant = make_driver(late, "zaterdag", level=Level.VARIANT)
    put(make_contact().pk, late, variant)
    before = list(Assignment.objects.order_by("pk").values_list("driver", "variant"))
    done = changing.split_off(variant=variant, agent=manager, now=NOW)
    assert sorted(standing().values(), key=str) == sorted([late.pk, variant.pk], key=str)
    assert Driver.objects.get(pk=variant.pk).parent == theme
    changing.undo(done=done, now=NOW)
    assert list(Assignment.objects.order_by("pk").values_list("driver", "variant")) == before
    assert Driver.objects.get(pk=variant.pk).level == Level.VARIANT


def test_a_split_that_is_accepted_moves_what_it_said(theme: Driver, manager: Agent) -> None:
    late = make_driver(theme, "laat", 5)
    keys = sorted(standing())
    proposal = propose("split", [late], (late, keys[:3]), (None, keys[3:]))
    done = changing.accept(proposal=proposal, agent=manager, now=NOW)
    app = Driver.objects.get(words=["app"])
    assert [standing()[key] for key in keys] == [late.pk] * 3 + [app.pk] * 2
    changing.undo(done=done, now=NOW)
    assert set(standing().values()) == {late.pk}
    assert not Driver.objects.standing().filter(pk=app.pk).exists()
    assert Proposal.objects.get(pk=proposal.pk).decided_at is None


def test_a_split_leaves_alone_what_a_colleague_placed(theme: Driver, manager: Agent) -> None:
    late, contact = make_driver(theme, "laat", 2), make_contact()
    changing.place_contact(contact=contact, driver=late, agent=manager, now=NOW)
    keys = sorted(standing())
    changing.accept(proposal=propose("split", [late], (late, keys[:1]), (None, keys[1:])), agent=manager, now=NOW)
    assert standing()[contact.pk] == late.pk


def test_a_new_driver_stands_in_the_theme_of_its_contacts(theme: Driver, manager: Agent) -> None:
    make_driver(theme, "laat", 4)
    changing.accept(proposal=propose("new", [], (None, sorted(standing())[:3])), agent=manager, now=NOW)
    assert Driver.objects.get(words=["app"]).parent == theme


def test_what_faded_keeps_what_it_counted(theme: Driver, manager: Agent) -> None:
    late = make_driver(theme, "laat", 2)
    changing.accept(proposal=propose("fading", [late]), agent=manager, now=NOW)
    assert not Driver.objects.standing().filter(pk=late.pk).exists()
    assert set(standing().values()) == {late.pk}


def test_a_proposal_is_decided_once(theme: Driver, manager: Agent) -> None:
    proposal = propose("fading", [make_driver(theme, "laat")])
    changing.refuse(proposal=proposal, agent=manager, now=NOW)
    with pytest.raises(DecidedAlready):
        changing.accept(proposal=proposal, agent=manager, now=NOW)
    assert not Rearrangement.objects.exists()


def test_what_was_built_on_cannot_be_taken_away_below_it(theme: Driver, manager: Agent) -> None:
    late, lost, other = (make_driver(theme, words, 1) for words in ("laat", "kwijt", "anders"))
    first = changing.merge_drivers(driver=late, others=[lost], agent=manager, now=NOW)
    changing.merge_drivers(driver=other, others=[late], agent=manager, now=NOW)
    with pytest.raises(ChangedSince):
        changing.undo(done=first, now=NOW)
