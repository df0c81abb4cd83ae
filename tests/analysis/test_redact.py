"""What identifies a person is masked; what the customer says about us stays readable."""

import pytest
from benchmarks.truth.redaction import count_found, count_masked
from tests.analysis.personal import make_messages

from wortel.analysis.redact import MASKS, find_personal, redact


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("mail naar Jan.de-Vries+web@post.voorbeeld.example graag", "mail naar [e-mail] graag"),
        ("zie https://winkel.example/o/abc?x=1 voor de foto", "zie [link] voor de foto"),
        ("bel me op 06 12 34 56 78", "bel me op [phone]"),
        ("bel me op +31 (0)20 123 45 67.", "bel me op [phone]."),
        ("rekening NL91 ABNA 0417 1643 00 klopt niet", "rekening [account] klopt niet"),
        ("postcode 7411KX", "postcode [postcode]"),
        ("Ik woon Kerkstraat 12-a te Zwolle", "Ik woon [street] te Zwolle"),
        ("bezorgd bij Burgemeester de Vriesweg 4", "bezorgd bij [street]"),
        ("pakket 3SABCD1234567 is kwijt", "pakket [number] is kwijt"),
        ("ordernummer 25-10432", "ordernummer [number]"),
        ("ik ben geboren op 3 mei 1981", "ik ben geboren op [date]"),
        ("Met vriendelijke groet,\nM. van der Berg", "Met vriendelijke groet,\n[name]"),
        ("Groetjes Anne-Fleur", "Groetjes [name]"),
        ("de heer El Amrani was er niet", "de heer [name] was er niet"),
        ("mijn BSN is 123 456 782", "mijn BSN is [number]"),
        ("kaart 4111 1111 1111 1111 werkt niet", "kaart [number] werkt niet"),
        ("iban nl91 abna 0417 1643 00", "iban [account]"),
        ("Ik sprak gisteren met Roelof ten Brink over de kast", "Ik sprak gisteren met [name] over de kast"),
        ("Tjeerd Hofstra hier, waar blijft het?", "[name] hier, waar blijft het?"),
        ("My husband Bart Finch was in", "My husband [name] was in"),
        ("Send it to 12 Mill Lane, SW1A 1AA", "Send it to [street], [postcode]"),
        ("Dear Noor,\nmy name is Ann Lee", "Dear [name],\nmy name is [name]"),
    ],
)
def test_what_identifies_somebody_is_masked(said: str, shown: str) -> None:
    assert redact(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "Ik betaal geen rekening die ik niet snap.",
        "Er staat € 12,50 servicekosten op en dat zijn er 3 te veel.",
        "Het tijdvak was van 12 tot 14 uur op 8 oktober 2025.",
        "Vorig jaar had ik precies dezelfde vraag. Waar is dit voor?",
        "Dag, ik wacht al 3 weken. Bedankt voor niets",
        "Moet ik hier nu echt voor bellen?",
        "Ik ben het zat. I am Dutch at heart, this is annoying.",
        "De code 123 456 789 is geen nummer van iemand.",
    ],
)
def test_what_is_said_about_us_stays(said: str) -> None:
    assert redact(said) == said


def test_what_was_planted_in_messages_is_found_and_little_else() -> None:
    messages = make_messages()
    there, found = count_found(messages)
    masked, right = count_masked(messages)
    assert len(messages) >= 200
    assert found["name"] / there["name"] >= 0.85
    assert all(found[kind] / there[kind] >= 0.95 for kind in there if kind != "name")
    assert right / masked >= 0.95


def test_known_names_are_masked_wherever_they_stand() -> None:
    said = "Hoekstra hier, mijn man Benali belde al. MARIJKE's pakket"
    assert (
        redact(said, names=["Marijke Hoekstra", "Youssef Benali"])
        == "[name] hier, mijn man [name] belde al. [name] pakket"
    )


def test_small_words_of_a_name_are_left_alone() -> None:
    assert redact("de wagen van de bezorger", names=["Jan van de Berg"]) == "de wagen van de bezorger"


def test_spans_stand_in_order_and_do_not_overlap() -> None:
    spans = find_personal("Jan, mail jan@post.example of bel 0612345678", names=["Jan Jansen"])
    assert [(span.kind, span.start) for span in spans] == [("name", 0), ("name", 10), ("phone", 34)]


def test_the_words_of_the_mask_are_the_readers() -> None:
    masks = {**MASKS, "phone": "[telefoon]"}
    assert redact("bel 0612345678", masks=masks) == "bel [telefoon]"
