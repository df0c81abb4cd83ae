"""What a customer wrote anew, in the shapes that Dutch and other mail programs give it."""

import pytest

from wortel.channels.email.folding import fold_html, fold_text
from wortel.channels.email.html_text import html_to_text

REPLY = "Dank je, dat klopt.\n\nGroet,\nMarijke"

GMAIL = "Op ma 8 sep. 2025 om 10:00 schreef Klantenservice <hallo@devoorbeeldwinkel.example>:"
GMAIL_TWO_LINES = "Op ma 8 sep. 2025 om 10:00 schreef Klantenservice <\nhallo@devoorbeeldwinkel.example>:"
APPLE = "Op 8 sep. 2025, om 10:00 heeft Klantenservice <hallo@devoorbeeldwinkel.example> het volgende geschreven:"
OLD_ANDROID = (
    'Op 8 sep. 2025 10:00 schreef "Klantenservice" <hallo@devoorbeeldwinkel.example> het\nvolgende geschreven:'
)
THUNDERBIRD = "Op 08-09-2025 om 10:00 schreef Klantenservice:"
THUNDERBIRD_EN = "On 8-9-2025 10:00, Klantenservice wrote:"
GERMAN = "Am 08.09.2025 um 10:00 schrieb Kundendienst <hallo@devoorbeeldwinkel.example>:"
FRENCH = "Le lun. 8 sept. 2025 à 10:00, Service client <hallo@devoorbeeldwinkel.example> a écrit :"
ZOHO = "---- On Mon, 08 Sep 2025 10:00:00 +0200 Klantenservice <hallo@devoorbeeldwinkel.example> wrote ----"
QUOTE = "> Beste Marijke,\n>\n> Is dit jouw adres?\n>\n> Noor"
UNMARKED = "Beste Marijke,\n\nIs dit jouw adres?\n\nNoor"

OUTLOOK_NL = (
    "Van: Klantenservice <hallo@devoorbeeldwinkel.example>\nVerzonden: maandag 8 september 2025 10:00\n"
    "Aan: Marijke\nOnderwerp: Pakket"
)
OUTLOOK_NL_STARS = OUTLOOK_NL.replace("Van:", "*Van:*").replace("Verzonden:", "*Verzonden:*").replace("Aan:", "*Aan:*")
OUTLOOK_EN = (
    "From: Klantenservice <hallo@devoorbeeldwinkel.example>\nSent: Monday, September 8, 2025 10:00 AM\n"
    "To: Marijke\nSubject: Pakket"
)
OUTLOOK_DE = "Von: Kundendienst\nGesendet: Montag, 8. September 2025 10:00\nAn: Marijke\nBetreff: Paket"
OUTLOOK_FR = "De : Service client\nEnvoyé : lundi 8 septembre 2025 10:00\nÀ : Marijke\nObjet : Colis"
OUTLOOK_OLD = "-----Oorspronkelijk bericht-----\n" + OUTLOOK_NL
OUTLOOK_WEB = "________________________________\n" + OUTLOOK_NL
WEBMAIL = (
    "------ Origineel bericht ------\nVan: Klantenservice\nAan: Marijke\n"
    "Verzonden: 08-09-2025 10:00:00\nOnderwerp: Pakket"
)
FORWARD = (
    "---------- Forwarded message ---------\nVan: Klantenservice <hallo@devoorbeeldwinkel.example>\n"
    "Date: ma 8 sep 2025\nSubject: Pakket\nTo: Marijke"
)
FORWARD_APPLE = (
    "Begin doorgestuurd bericht:\n\nVan: Klantenservice\nOnderwerp: Pakket\nDatum: 8 september 2025\nAan: Marijke"
)


@pytest.mark.parametrize(
    "introduction",
    [GMAIL, GMAIL_TWO_LINES, APPLE, OLD_ANDROID, THUNDERBIRD, THUNDERBIRD_EN, GERMAN, FRENCH, ZOHO],
)
@pytest.mark.parametrize("quote", [QUOTE, UNMARKED])
def test_an_introduced_quote_is_folded(introduction: str, quote: str) -> None:
    folded = fold_text(f"{REPLY}\n\n{introduction}\n\n{quote}")
    assert folded.reply == REPLY
    assert folded.quoted == f"{introduction}\n\n{quote}"


@pytest.mark.parametrize(
    "head",
    [
        OUTLOOK_NL,
        OUTLOOK_NL_STARS,
        OUTLOOK_EN,
        OUTLOOK_DE,
        OUTLOOK_FR,
        OUTLOOK_OLD,
        OUTLOOK_WEB,
        WEBMAIL,
        FORWARD,
        FORWARD_APPLE,
    ],
)
def test_a_header_block_begins_an_older_mail(head: str) -> None:
    folded = fold_text(f"{REPLY}\n\n{head}\n\n{UNMARKED}")
    assert folded.reply == REPLY
    assert folded.quoted.endswith(UNMARKED)


@pytest.mark.parametrize(
    "signature",
    [
        "Verzonden vanaf mijn iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Verstuurd vanaf mijn iPad",
        "Verzonden vanaf mijn Galaxy",
        "Verzonden vanuit Outlook voor Android<https://aka.ms/AAb9ysg>",
        "Verzonden met BlackBerry Work",
        "Verzonden vanuit Mail voor Windows",
        "Verstuurd via mijn Samsung Galaxy-smartphone.",
        "Outlook voor iOS downloaden<https://aka.ms/o0ukef>",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Envoyé de mon iPhone",
        "Von meinem iPhone gesendet",
        "-- \nMarijke de Vries\n06-12345678",
        "--\nMarijke de Vries",
    ],
)
def test_a_signature_is_set_apart(signature: str) -> None:
    folded = fold_text(f"{REPLY}\n\n{signature}\n\n{GMAIL}\n\n{QUOTE}")
    assert folded.reply == REPLY
    assert folded.signature == signature


def test_answers_between_the_quotes_are_never_folded_away() -> None:
    text = f"{GMAIL}\n> Is dit jouw adres?\n\nJa.\n\n> Ben je morgen thuis?\n\nNee, overmorgen."
    assert fold_text(text).reply == text


def test_an_answer_below_the_quote_is_the_reply() -> None:
    folded = fold_text(f"{GMAIL}\n{QUOTE}\n\nJa, dat klopt.")
    assert folded.reply == "Ja, dat klopt."
    assert folded.quoted == f"{GMAIL}\n{QUOTE}"


@pytest.mark.parametrize(
    "text",
    [
        QUOTE,
        f"{GMAIL}\n{QUOTE}",
        f"{FORWARD}\n\n{UNMARKED}",
        "Verzonden vanaf mijn iPhone",
        "-- \nMarijke",
        "👍",
        "?",
    ],
)
def test_a_reply_is_never_emptied(text: str) -> None:
    assert fold_text(text).reply == text


@pytest.mark.parametrize(
    "text",
    [
        "Op 8 september heb ik besteld, en toen schreef jullie bot: niets.\n\nWaar blijft het?",
        "Van: de winkel heb ik niets gehoord.\n\nAan: mij ligt het niet.",
        "Ik kreeg 2 pakketten -- een te veel -- en wil er een terugsturen.",
        "Sent from my desk, which is easier than my phone, I ask again: where is it?",
        "Mijn vraag is verzonden vanaf het formulier op de site, klopt dat?\nIk hoor het graag.",
        "Graag een kaartje erbij:\n\nVan: oma\nAan: Lotte\nDatum: 3 mei\n\nDank je wel.",
        "| maat | prijs |\n| M | 12 |\n| L | 14 |",
    ],
)
def test_the_customers_own_words_stay(text: str) -> None:
    assert fold_text(text).reply == text


def test_nothing_is_lost_by_folding() -> None:
    text = f"{REPLY}\n\n-- \nMarijke\n\n{GMAIL}\n\n{QUOTE}\n\n{OUTLOOK_NL}\n\n{UNMARKED}"
    folded = fold_text(text)
    kept = " ".join([folded.reply, folded.signature, folded.quoted]).split()
    assert sorted(kept) == sorted(text.split())


HTML_HEAD = "<p><b>Van:</b> Noor<br><b>Verzonden:</b> maandag<br><b>Aan:</b> Marijke<br><b>Onderwerp:</b> x</p>"
HTML_QUOTES = [
    f'<div class="gmail_quote"><div>{GMAIL}<br></div><blockquote>Is dit jouw adres?</blockquote></div>',
    f"<div>{APPLE}</div><blockquote type=cite><div>Is dit jouw adres?</div></blockquote>",
    f'<div class="moz-cite-prefix">{THUNDERBIRD}<br></div><blockquote type="cite">Is dit jouw adres?</blockquote>',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Van:</b> Noor</div><div>Is dit jouw adres?</div>',
    f'<div style="border:none;border-top:solid #E1E1E1 1.0pt">{HTML_HEAD}</div><p>Is dit jouw adres?</p>',
    f"{HTML_HEAD}<p>Is dit jouw adres?</p>",
    '<div class="yahoo_quoted">Op maandag schreef Noor:<br>Is dit jouw adres?</div>',
    '<div class="protonmail_quote">Op maandag schreef Noor:<blockquote>Is dit jouw adres?</blockquote></div>',
    '<hr id="zwchr"><b>Van: </b>Noor<br>Is dit jouw adres?',
]


@pytest.mark.parametrize("quote", HTML_QUOTES)
def test_html_is_cut_where_the_quote_begins_and_stays_whole(quote: str) -> None:
    source = f"<html><body><div>Ja, <b>dat klopt</b>.</div><br>{quote}</body></html>"
    folded = fold_html(source)
    assert html_to_text(folded.reply) == "Ja, dat klopt."
    assert "Is dit jouw adres?" in folded.quoted
    assert folded.reply + folded.quoted == source


def test_html_answered_inside_the_quote_is_left_whole() -> None:
    source = "<p>Zie onder</p><blockquote>Adres?</blockquote><p>Ja</p><blockquote>Thuis?</blockquote><p>Nee</p>"
    assert fold_html(source).reply == source


def test_html_answered_below_the_quote_shows_the_answer() -> None:
    source = f"<div>{THUNDERBIRD}</div><blockquote type=cite>Adres?</blockquote><p>Ja, dat klopt.</p>"
    folded = fold_html(source)
    assert html_to_text(folded.reply) == "Ja, dat klopt."
    assert "Adres?" in folded.quoted


def test_html_that_is_only_a_quote_is_not_emptied() -> None:
    source = "<blockquote type=cite>Adres?</blockquote>"
    assert fold_html(source).reply == source
