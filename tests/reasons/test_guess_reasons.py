"""Reasons guessed from meaning and wording: learned from people, silent when unsure, and with the why beside it."""

from datetime import timedelta

import pytest
from tests import cast, make

from wortel.accounts.actions import found_organisation
from wortel.contacts.models import Contact
from wortel.events.models import Event
from wortel.reasons import actions
from wortel.reasons.actions.guessing import guess_waiting, learn_reasons
from wortel.reasons.actions.texts import read_new
from wortel.reasons.models import GivenReason, Guess, Lesson, Reason, Source

pytestmark = pytest.mark.django_db

SAID = {
    "parcel": (
        "Waar blijft mijn pakket",
        "Het pakket is nog steeds niet bezorgd",
        "De bezorger is niet geweest vandaag",
        "Mijn bestelling had gisteren geleverd moeten worden",
        "Wanneer komt de levering eindelijk",
        "Volgens de track en trace is het onderweg maar er komt niets",
        "Het pakketje is kwijt denk ik",
        "Ik wacht al een week op de bezorging",
        "Niemand heeft aangebeld met mijn pakket",
        "Is mijn zending verloren geraakt",
    ),
    "invoice": (
        "Er staat een fout op mijn factuur",
        "De rekening klopt niet",
        "Ik begrijp het bedrag op de factuur niet",
        "Waarom betaal ik servicekosten",
        "Er is twee keer geld afgeschreven",
        "De nota is te hoog",
        "Ik heb een aanmaning gekregen terwijl ik betaald heb",
        "Kan ik een kopie van de rekening krijgen",
        "Het bedrag dat is afgeschreven is verkeerd",
        "Op de factuur staat de korting niet",
    ),
    "return": (
        "Ik wil de schoenen terugsturen",
        "Hoe meld ik een retour aan",
        "De jas past niet en gaat terug",
        "Waar vind ik het retourlabel",
        "Kan ik dit artikel ruilen voor een andere maat",
        "Ik stuur de bestelling retour",
        "Wat kost terugsturen",
        "De broek is te klein, ruilen graag",
        "Hoe lang mag ik iets retourneren",
        "Ik wil mijn aankoop terugbrengen",
    ),
}


@pytest.fixture(autouse=True)
def _shop() -> None:
    found_organisation(name="De Voorbeeldwinkel")


@pytest.fixture
def reasons() -> dict[str, Reason]:
    """Three reasons, and what people said of thirty contacts."""
    made = {
        code: make.make_reason(code, label) for code, label in zip(SAID, ("Pakket", "Factuur", "Retour"), strict=True)
    }
    for at in range(10):
        for code, texts in SAID.items():
            actions.confirm(contact=said(texts[at]), reason=made[code], agent=cast.noor(), now=cast.NOW)
    return made


def said(text: str) -> Contact:
    return make.make_contact(text=text, at=cast.NOW - timedelta(hours=1))


def guess() -> None:
    read_new(now=cast.NOW)
    guess_waiting(now=cast.NOW)


def test_a_reason_is_guessed_from_what_people_said_of_others(reasons: dict[str, Reason]) -> None:
    contact = said("De bezorging van mijn pakket laat op zich wachten")
    guess()
    given = GivenReason.objects.get(contact=contact)
    assert (given.reason, given.source) == (reasons["parcel"], Source.PROPOSED)
    assert 0.5 < (given.confidence or 0) <= 1


def test_the_guess_says_why(reasons: dict[str, Reason]) -> None:
    contact = said("Hoe stuur ik deze schoenen retour")
    guess()
    told = Guess.objects.get(contact=contact)
    assert told.choices[0][0] == reasons["return"].pk
    assert {"retour", "schoenen"} & set(told.words)
    assert set(told.alike) <= set(
        GivenReason.objects.filter(reason=reasons["return"]).values_list("contact", flat=True)
    )
    assert len(told.alike) == 3


def test_what_resembles_nothing_gets_no_proposal(reasons: dict[str, Reason]) -> None:
    contact = said("xq zzkw 77 brrr")
    actions.propose_reason(contact=contact, reason=reasons["return"], confidence=0.3, now=cast.NOW)
    guess()
    assert not Guess.objects.get(contact=contact).is_sure
    assert not GivenReason.objects.filter(contact=contact).exists()
    assert Event.objects.filter(kind="reason.put_back").count() == 1


def test_a_guess_never_overrules_a_person(reasons: dict[str, Reason]) -> None:
    contact = said("Waar is mijn pakket gebleven")
    actions.confirm(contact=contact, reason=reasons["invoice"], agent=cast.noor(), now=cast.NOW)
    guess()
    given = GivenReason.objects.get(contact=contact)
    assert (given.reason, given.source) == (reasons["invoice"], Source.CONFIRMED)
    assert not Guess.objects.filter(contact=contact).exists()


def test_a_correction_changes_the_next_guess(reasons: dict[str, Reason]) -> None:
    first, second = said("De cadeaubon doet het niet"), said("Mijn cadeaubon werkt niet")
    newcomer = make.make_reason("voucher", "Tegoed")
    guess()
    actions.confirm(contact=first, reason=newcomer, agent=cast.noor(), now=cast.NOW)
    learn_reasons(now=cast.NOW)
    guess()
    assert Guess.objects.get(contact=second).choices[0][0] == newcomer.pk


def test_one_lesson_is_kept_with_what_came_of_its_trial(reasons: dict[str, Reason]) -> None:
    learn_reasons(now=cast.NOW)
    tried = Lesson.objects.get()
    assert tried.trial["tested"] == tried.learned_from == 30
    said_more = said("Nog een vraag over de factuur")
    actions.confirm(contact=said_more, reason=reasons["invoice"], agent=cast.noor(), now=cast.NOW)
    learn_reasons(now=cast.NOW)
    again = Lesson.objects.get()
    assert (again.learned_from, again.tried_on, again.trial) == (31, 30, tried.trial)


def test_when_the_words_change_the_guess_goes(reasons: dict[str, Reason]) -> None:
    contact = said("Waar is mijn pakket gebleven")
    guess()
    Contact.objects.filter(pk=contact.pk).update(text="")
    assert not Guess.objects.filter(contact=contact).exists()


def test_an_erased_example_is_shown_no_more(reasons: dict[str, Reason]) -> None:
    learn_reasons(now=cast.NOW)
    erased = Contact.objects.get(text="Hoe meld ik een retour aan")
    Contact.objects.filter(pk=erased.pk).update(text="", subject="")
    contact = said("Hoe meld ik mijn retour aan")
    guess()
    assert erased.pk not in Guess.objects.get(contact=contact).alike


def test_nothing_is_learned_from_nothing() -> None:
    assert learn_reasons(now=cast.NOW) is None
    guess()
    assert not Guess.objects.exists()
