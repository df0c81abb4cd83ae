"""A copy is known through signatures, numbers and typing errors; what only sounds alike is none."""

import pytest

from wortel.analysis.copies import MOST_MARKS, compare_messages, mark_text, read_words

STORY = "Ik heb vrij genomen voor de bank en er is in het tijdvak niemand geweest. Wanneer komt hij nu wel?"


@pytest.mark.parametrize(
    "copy",
    [
        f"Beste mensen,\n\n{STORY}\n\nMet vriendelijke groet,\nMarijke Hoekstra\nLindelaan 3",
        f"Bestelling 2025-10432. {STORY}",
        f"-- Doorgestuurd bericht --\nVan: Wim\nAan: ons\nOnderwerp: bank\n\n{STORY}",
        f"{STORY} Ik hoor graag snel van jullie.",
        "Ik heb vrij genomen voro de bank en er is in hettijdvak niemnd geweest. Wanneer komt hij nu wel?",
        "Ik heb vri jgenomen voor d ebank en er i sin het tijdva kniemand geweest. Wanneer komt hi jnu wel?",
        "Ik vrij genomen voor de bank en er is het tijdvak niemand geweest. Wanneer komt hij wel?",
    ],
    ids=["signature", "number", "forwarded", "sentence", "typos", "spaces", "dropped"],
)
def test_a_copy_is_known(copy: str) -> None:
    assert compare_messages(STORY, copy).is_copy
    assert set(mark_text(STORY)) & set(mark_text(copy))


@pytest.mark.parametrize(
    "other",
    [
        "Ik heb vrij genomen voor de monteur van de wasmachine en die kwam pas aan het einde van de middag.",
        "De bank is gekomen, maar er is in het tijdvak niemand geweest die hem naar boven wilde tillen.",
    ],
)
def test_what_sounds_alike_is_no_copy(other: str) -> None:
    assert not compare_messages(STORY, other).is_copy


def test_it_makes_no_difference_which_came_first() -> None:
    longer = f"{STORY} Ik hoor graag snel van jullie."
    assert compare_messages(STORY, longer) == compare_messages(longer, STORY)


def test_too_few_words_are_no_copy_however_equal() -> None:
    overlap = compare_messages("Waar blijft mijn pakket?", "Waar blijft mijn pakket?")
    assert (overlap.is_certain, overlap.is_copy) == (False, False)


def test_marks_are_bounded_however_long_the_message() -> None:
    words = " ".join(f"woord{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    assert len(mark_text(words)) == MOST_MARKS


def test_a_message_without_words_has_no_marks() -> None:
    assert mark_text("") == []
    assert read_words("12345 67890") == ()
