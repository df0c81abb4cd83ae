"""Which known problem a text is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortel.analysis.likeness import compare_texts, find_alike
from wortel.analysis.words import content_stems, split_words, stem

PROBLEMS = {
    "P1": "Regel servicekosten op de factuur is niet te begrijpen",
    "P2": "Bezorger komt niet in het beloofde tijdvak",
    "P3": "Pakket beschadigd of kwijt door sorteren",
    "P4": "Kortingscode werkt niet bij het afrekenen",
}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Waarom betaal ik servicekosten? Die staan ineens op mijn factuur.", "P1"),
        ("Het tijdvak was 9 tot 12 maar er kwam geen bezorger. Dit was me beloofd!", "P2"),
        ("Doos beschadigd, inhoud ook, blijkbaar bij het sorteren. Het pakket komt terug.", "P3"),
        ("De kortingscode deed het niet toen ik wilde afrekenen.", "P4"),
    ],
)
def test_a_contact_finds_its_problem(text: str, problem: str) -> None:
    assert find_alike(text, PROBLEMS)[0].key == problem


@pytest.mark.parametrize("text", ["", "Mijn factuur", "Welke maat schoenen past bij een brede voet?", "12345 67890"])
def test_another_subject_finds_nothing(text: str) -> None:
    assert find_alike(text, PROBLEMS) == []


def test_a_short_remark_is_recognised_in_a_long_story() -> None:
    story = "Beste mensen, " + "ik wachtte de hele dag thuis op de bezorger en het tijdvak verstreek. " * 3
    likeness = compare_texts("tijdvak bezorger", story)
    assert (likeness.share, likeness.is_alike) == (1.0, True)
    assert likeness.shared == {"tijdvak", "bezorg"}


@pytest.mark.parametrize(
    "forms",
    [
        ("factuur", "facturen"),
        ("betaling", "betaald", "betalen"),
        ("bezorger", "bezorgd", "bezorgen"),
        ("pakket", "pakketje", "pakketten"),
        ("delivered", "delivery"),
        ("invoice", "invoices"),
        ("damage", "damaged"),
    ],
)
def test_forms_of_a_word_come_together(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_accents_and_capitals_do_not_matter() -> None:
    assert split_words("CAFÉ Geïnformeerd") == ["cafe", "geinformeerd"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    there, back = compare_texts(one, other), compare_texts(other, one)
    assert there == back
    assert 0 <= there.share <= 1
    assert there.shared == content_stems(one) & content_stems(other)
