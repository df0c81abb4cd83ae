"""Appointments, signatures and encryption are said beside the words of a mail."""

import pytest
from django.test import Client
from tests import cast
from tests.channels.email.mails import TEXT, multipart
from tests.desk.screens import as_agent
from tests.letters import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


def page_of(noor: Client, *parts: str, kind: str = "mixed") -> str:
    case = deliver(multipart(kind, *parts, header="To: hallo@devoorbeeldwinkel.example\n")).case
    assert case is not None
    return noor.get(f"/cases/{case.pk}/").content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def invitation(*lines: str, method: str = "REQUEST") -> str:
    event = "\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    return f"Content-Type: text/calendar; charset=utf-8\n\n{event}"


def test_an_appointment_stands_beside_the_words(noor: Client) -> None:
    page = page_of(
        noor,
        TEXT,
        invitation("SUMMARY:Montage <b>", "DTSTART:20251009T080000Z", "DTEND:20251009T093000Z", "LOCATION:Hoorn"),
    )
    assert "Uitnodiging: <b>Montage &lt;b&gt;</b>" in page
    assert "do 9 okt 2025 10:00 – 11:30" in page
    assert "Hoorn" in page


def test_whole_days_end_on_the_day_before_their_end(noor: Client) -> None:
    page = page_of(noor, TEXT, invitation("SUMMARY:Weg", "DTSTART;VALUE=DATE:20251009", "DTEND;VALUE=DATE:20251011"))
    assert "do 9 okt 2025 – vr 10 okt 2025" in page


def test_an_appointment_that_was_called_off_says_so(noor: Client) -> None:
    page = page_of(noor, TEXT, invitation("SUMMARY:Montage", "DTSTART:20251009T080000Z", method="CANCEL"))
    assert "Afspraak gaat niet door" in page


def test_an_encrypted_mail_says_what_to_do(noor: Client) -> None:
    page = page_of(noor, "Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted")
    assert "Deze mail is versleuteld" in page


def test_a_signed_mail_says_that_nobody_checked(noor: Client) -> None:
    page = page_of(noor, TEXT, "Content-Type: application/pgp-signature\n\nx", kind="signed")
    assert "De handtekening is niet gecontroleerd" in page


@pytest.mark.parametrize("mail", ["x", [1], {"appointments": "x"}, {"appointments": ["x", {"begins": 3}, {}]}])
def test_another_systems_column_of_that_name_harms_nothing(noor: Client, mail: object) -> None:
    receipt = deliver(multipart("mixed", TEXT))
    assert receipt.contact is not None
    assert receipt.case is not None
    receipt.contact.attributes = {"mail": mail}
    receipt.contact.save()
    assert "Hallo daar" in noor.get(f"/cases/{receipt.case.pk}/").content.decode()
