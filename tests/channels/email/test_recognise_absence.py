"""Absence messages that carry no header that says so; and people who tell about their holiday."""

import pytest

from tests.channels.email.mails import mail
from wortel.channels.email.parse import read

ANSWER = "In-Reply-To: <a@devoorbeeldwinkel.example>"


@pytest.mark.parametrize(
    "words",
    [
        "Ik ben tot en met 18 augustus met vakantie. Uw bericht wordt niet gelezen of doorgestuurd.",
        "Dit is een automatisch antwoord. Ik ben afwezig.",
        "Beste,\n\nWij zijn gesloten tot 3 januari en vanaf 4 januari weer bereikbaar. Bel bij spoed 06 00 00 00 00.",
        "I am out of the office and will be back on Monday. For urgent matters please contact my colleague.",
        "This is an automated message. I am currently on leave.",
        "Ich bin bis zum 12.8. im Urlaub. Ihre Nachricht wird nicht weitergeleitet.",
        "Ich bin nicht im Büro. In dringenden Fällen rufen Sie an. Ab Montag bin ich wieder erreichbar.",
        "Bonjour, je suis en congés. En cas d'urgence, appelez mon collègue. Je vous répondrai à mon retour.",
    ],
)
def test_a_machine_that_answers_for_somebody_absent_is_recognised(words: str) -> None:
    assert read(mail("Subject: Re: Pakket", body=words)).auto_kind == "vacation"
    assert read(mail("Subject: Pakket", ANSWER, body=words)).auto_kind == "vacation"


@pytest.mark.parametrize(
    "words",
    [
        "Ik ben tot 12 augustus op vakantie, kan het daarna bezorgd worden?",
        "Ik ben op vakantie. Graag na 12 augustus bezorgen, bel mijn buurvrouw als er spoed bij is.",
        "Wij zijn met vakantie vanaf zaterdag. Lever het dus niet af.",
        "I am away next week. Please deliver on Monday when I am back.",
        "Het was dringend, en ik ben niet bereikbaar gebeld terwijl ik gewoon thuis was.",
        "Ik kreeg een automatisch bericht dat het pakket was bezorgd. Dat klopt niet.",
    ],
)
def test_a_customer_with_a_holiday_is_a_person(words: str) -> None:
    assert read(mail("Subject: Re: Pakket", ANSWER, body=words)).auto_kind is None


def test_a_first_mail_is_never_an_absence_message() -> None:
    words = "Ik ben afwezig. Dit is een automatisch antwoord."
    assert read(mail("Subject: Storing bij jullie", body=words)).auto_kind is None


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "X-Auto-Response-Suppress: All",
        "Precedence: bulk",
        "Return-Path: <>",
        "X-Loop: hallo@devoorbeeldwinkel.example",
        "List-Id: <nieuws.shop.example>",
        "From: no-reply@shop.example",
        "From: MAILER-DAEMON@mx.example",
    ],
)
def test_who_asks_machines_for_silence_gets_it(header: str) -> None:
    assert read(mail(header, "Subject: Pakket")).is_quiet
    assert not read(mail("Subject: Pakket")).is_quiet
