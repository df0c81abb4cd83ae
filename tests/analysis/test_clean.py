"""What every message has is taken off, what it is about stays."""

import pytest

from wortel.analysis.cleaning import clean


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hallo, waar blijft mijn pakket?", "waar blijft mijn pakket?"),
        ("Goedemiddag mevrouw Jansen,\nMijn stoel is kapot.", "Mijn stoel is kapot."),
        ("Mijn stoel is kapot.\nMvg, Jan", "Mijn stoel is kapot."),
        ("Mijn stoel is kapot.\n\nMet vriendelijke groet,\nJan de Vries\n06-12345678", "Mijn stoel is kapot."),
        ("My chair is broken.\nKind regards\nJan", "My chair is broken."),
        ("Mijn stoel is kapot.\n> Beste Jan,\n> Hoe gaat het?", "Mijn stoel is kapot."),
        ("Bestelling 2025-10432 is er niet", "Bestelling is er niet"),
        ("Ik wacht al 12 dagen", "Ik wacht al 12 dagen"),
        ("Kijk op https://voorbeeld.example/a?b=1 voor meer", "Kijk op voor meer"),
        ("Mail mij op jan@post.example", "Mail mij op"),
        ("Mijn pakket\n\n  is   weg", "Mijn pakket is weg"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_only_what_it_is_about_stays(text: str, left: str) -> None:
    assert clean(text) == left


def test_a_greeting_inside_the_story_stays() -> None:
    assert clean("De bezorger zei: groetjes en tot nooit") == "De bezorger zei: groetjes en tot nooit"
