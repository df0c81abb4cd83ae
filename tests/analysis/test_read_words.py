"""What the rules see in our own words, and what they leave alone. Every good example has a bad one beside it."""

import pytest

from wortel.analysis.language import Known, Utterance, find_reasked, find_referral, find_utterances, sentences

KNOWN = Known(
    order="W-1001", postcode="7411 AB", email="marijke@hoekstra.example", phone="+31600007319", name="Marijke"
)


@pytest.mark.parametrize(
    "text",
    [
        "Beste Marijke,\n\nKijk op onze website voor de status van je pakket.\n\nMet vriendelijke groet,\nNoor Vermeer",
        "Dag Marijke,\nBedankt voor je bericht. Op www.devoorbeeldwinkel.example vind je alles.\nGroet,\nNoor",
        "Geachte mevrouw Hoekstra, dit staat bij de veelgestelde vragen.",
        "Wat vervelend. Je kunt dit online regelen via Mijn account.\nHeb je nog vragen, dan horen we het graag.",
        "Dear Marijke,\n\nPlease see our website for the current delivery times.\n\nKind regards,\nNoor",
        "Hi, you can find this in our FAQ. Hope this helps!",
        "Thanks for your message. Please visit https://devoorbeeldwinkel.example/returns.",
    ],
)
def test_an_answer_that_only_sends_to_the_website_is_a_referral(text: str) -> None:
    found = find_referral(text)
    assert found is not None
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Beste Marijke, je bankje komt morgen tussen 10 en 12 uur. Je kunt hem volgen op onze website.",
        "Dag Marijke, ik heb de servicekosten teruggeboekt. Kijk op onze website hoe de nieuwe factuur eruitziet.",
        "We hebben de fout op onze website hersteld.",
        "Ik heb je adres gewijzigd in Deventer.",
        "Your sofa arrives tomorrow between 10 and 12. You can follow it on our website.",
        "Sorry, our website was down this morning. It works again.",
        "",
    ],
)
def test_an_answer_with_substance_is_no_referral(text: str) -> None:
    assert find_referral(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Kun je me je ordernummer doorgeven?", ["order"]),
        ("Kunt u uw bestelnummer en postcode mailen?", ["order", "postcode"]),
        ("Graag ontvangen wij je bestelnummer.", ["order"]),
        ("Wat is je telefoonnummer? Dan bel ik je.", ["phone"]),
        ("Could you please send us your order number and e-mail address?", ["order", "email"]),
        ("Please confirm your postcode.", ["postcode"]),
        ("We need your order number to look this up.", ["order"]),
        ("Mag ik je volledige naam?", ["name"]),
    ],
)
def test_asking_for_what_we_know_is_seen(text: str, asked: list[str]) -> None:
    assert [name for name, _ in find_reasked(text, KNOWN)] == asked


@pytest.mark.parametrize(
    "text",
    [
        "Je ordernummer is W-1001.",
        "Je vindt je ordernummer in de bevestiging.",
        "Houd je bestelnummer bij de hand als je belt.",
        "We hebben je adres en postcode in Deventer.",
        "Kun je een foto van het krasje sturen?",
        "Your order number is W-1001.",
        "You can find your order number in the confirmation.",
        "Could you send a photo of the scratch?",
    ],
)
def test_telling_or_asking_something_else_is_left_alone(text: str) -> None:
    assert find_reasked(text, KNOWN) == []


def test_what_we_do_not_know_may_be_asked() -> None:
    assert find_reasked("Kun je me je ordernummer doorgeven?", Known(email="y.benali@post.example")) == []


def find_blame(text: str) -> list[Utterance]:
    return [one for one in find_utterances(text, "agent") if one.label == "blames_customer"]


@pytest.mark.parametrize(
    "text",
    [
        "Dat is je eigen schuld.",
        "Dit is uw eigen verantwoordelijkheid.",
        "Had u maar eerder gebeld.",
        "U had dat moeten lezen.",
        "Je hebt zelf het verkeerde adres ingevuld.",
        "You should have read the conditions.",
        "That is your own mistake.",
        "You failed to respond in time.",
    ],
)
def test_a_sentence_that_blames_the_customer_is_pointed_at(text: str) -> None:
    assert [one.sentence.text for one in find_blame(f"Beste Marijke,\n{text}")] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Je had gisteren een mail van ons moeten krijgen.",
        "Je had je pakket dinsdag moeten ontvangen. Dat is niet gelukt, en dat is onze fout.",
        "Het is niet jouw schuld.",
        "Wil je zelf kiezen op welke dag we komen?",
        "Zoals beloofd bel ik je morgen.",
        "You should have received your parcel on Tuesday. That is our fault.",
        "It is not your own fault.",
        "As promised, I will call you tomorrow.",
    ],
)
def test_owning_up_blames_nobody(text: str) -> None:
    assert find_blame(text) == []


def test_a_sentence_stands_where_it_stands() -> None:
    text = "Dag Ilse,\n\nHet pakje weegt 2.5 kg en komt om 10.30 uur. Klopt dat?"
    assert [text[one.start : one.end] for one in sentences(text)] == [one.text for one in sentences(text)]
    assert len(sentences(text)) == 3
