"""A quiet word to the writer: seen by nobody else, kept nowhere; and the mark "I cannot solve this"."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Organisation
from wortel.cases.models import Case, Outcome
from wortel.contacts.models import Contact
from wortel.events.models import Event
from wortel.signals.models import Heard, Kind, Signal, Tone

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    found = make.make_case(cast.marijke(), "Niemand geweest", at=timezone.now(), mailbox=cast.mailbox())
    make.make_order(cast.marijke(), "W-1001", at=timezone.now())
    return found


def hints(case: Case, text: str) -> str:
    return as_agent(cast.noor()).post(reverse("case-hints", args=[case.pk]), {"text": text}).content.decode()


def test_what_we_know_need_not_be_asked_again(case: Case) -> None:
    said = hints(case, "Dag Marijke, kun je me je ordernummer doorgeven?")
    assert "We weten het ordernummer al: W-1001." in said
    assert "Alleen jij ziet dit" in said


def test_an_answer_that_is_only_a_link_is_pointed_out(case: Case) -> None:
    assert "verwijst alleen naar de website" in hints(case, "Kijk op onze website.")


def test_an_answer_with_substance_gets_no_word(case: Case) -> None:
    assert hints(case, "Je bankje komt morgen tussen 10 en 12 uur.").strip() == ""


def test_a_reproach_is_pointed_out_only_once_the_works_council_agreed(case: Case) -> None:
    assert "verwijt" not in hints(case, "Dat is je eigen schuld.")
    Organisation.objects.update(works_council_agreed_on=timezone.localdate())
    assert "Dit kan als een verwijt klinken." in hints(case, "Dat is je eigen schuld.")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Betaal vandaag, anders zijn de gevolgen voor u.", "als een dreigement"),
        ("Dan dragen wij de vordering over aan een deurwaarder.", "dreigt met de rechter"),
        ("Bent u nu echt te dom om dit in te vullen?", "kwetsen"),
        ("Zoals ik u al meerdere keren heb uitgelegd, kan dat niet.", "als een sneer"),
        ("Gefeliciteerd, u heeft het formulier eindelijk gevonden.", "spottend"),
    ],
)
def test_words_that_may_hurt_are_pointed_out_to_whoever_writes_them(case: Case, text: str, word: str) -> None:
    assert word not in hints(case, text)
    Organisation.objects.update(works_council_agreed_on=timezone.localdate())
    assert word in hints(case, text)


def test_nothing_of_a_hint_is_kept(case: Case) -> None:
    Organisation.objects.update(works_council_agreed_on=timezone.localdate())
    before = Event.objects.count()
    hints(case, "Dat is je eigen schuld. Kun je me je ordernummer doorgeven?")
    kept = (Signal.objects.count(), Tone.objects.count(), Heard.objects.count(), Event.objects.count() - before)
    assert kept == (0, 0, 0, 0)


def test_broken_again_stands_above_the_stream_before_the_first_word(case: Case) -> None:
    contact = make.find_contact(case)
    Signal.objects.create(
        kind=Kind.BROKEN_AGAIN,
        contact=contact,
        about=f"contact {contact.pk}",
        at=timezone.now(),
        evidence={"repaired": "2025-10-01T10:00:00+00:00"},
    )
    assert "Weer mis: opgelost op" in as_agent(cast.noor()).get(f"/cases/{case.pk}/").content.decode()


def test_i_cannot_solve_this_is_one_chip_and_goes_back_with_the_answer(case: Case) -> None:
    noor = as_agent(cast.noor())
    seen = Contact.objects.latest("pk").pk
    said = {"text": "Ik zoek het uit.", "seen": seen, "wrapped": "1", "solved": "no", "gone": "no"}
    answer = noor.post(
        reverse("case-answers", args=[case.pk]), {**said, "unsolvable": "yes", "lacks": ["mandate", "case_status"]}
    )
    assert Signal.objects.standing().get().kind == Kind.CANNOT_SOLVE
    noor.post(json.loads(answer["HX-Trigger"])["toast"]["undo_url"])
    assert not Signal.objects.standing().exists()
    assert not Outcome.objects.exists()
