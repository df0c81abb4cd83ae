"""A calendar part becomes an appointment: what, when, where, by whom and what is asked."""

import pytest

from tests.channels.email.mails import TEXT, mail, multipart
from wortel.channels.email.parse import read
from wortel.channels.interface import Appointment


def calendar(*lines: str, method: str = "REQUEST", zone: str = "") -> bytes:
    event = "\r\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", zone, "BEGIN:VEVENT", *lines, "END:VEVENT",
                         "END:VCALENDAR"])  # fmt: skip
    return multipart("alternative", TEXT, f"Content-Type: text/calendar; charset=utf-8; method={method}\n\n{event}")


def read_one(*lines: str, method: str = "REQUEST", zone: str = "") -> Appointment:
    (appointment,) = read(calendar(*lines, method=method, zone=zone)).appointments
    return appointment


def test_an_invitation_says_what_when_where_and_by_whom() -> None:
    assert read_one(
        "SUMMARY:Montage van\\, het bankje",
        "DTSTART;TZID=Europe/Amsterdam:20251009T100000",
        "DTEND;TZID=Europe/Amsterdam:20251009T113000",
        "LOCATION:Dorpsstraat 1\\nHoorn",
        'ORGANIZER;CN="Bakker, Piet":mailto:piet@monteur.example',
    ) == Appointment(
        what="Montage van, het bankje",
        begins="2025-10-09T10:00:00+02:00",
        ends="2025-10-09T11:30:00+02:00",
        where="Dorpsstraat 1 Hoorn",
        by="Bakker, Piet",
        asked="invited",
    )


@pytest.mark.parametrize(
    ("lines", "begins", "ends"),
    [
        (["DTSTART:20251009T080000Z"], "2025-10-09T08:00:00+00:00", ""),
        (["DTSTART;VALUE=DATE:20251009", "DTEND;VALUE=DATE:20251011"], "2025-10-09", "2025-10-11"),
        (["DTSTART:20251009T100000", "DURATION:PT1H30M"], "2025-10-09T10:00:00", "2025-10-09T11:30:00"),
        (["DTSTART;VALUE=DATE:20251009", "DURATION:P2D"], "2025-10-09", "2025-10-11"),
        (["DTSTART;TZID=W. Europe Standard Time:20251209T100000"], "2025-12-09T10:00:00+01:00", ""),
        (['DTSTART;TZID="Maan/Zuid":20251209T100000'], "2025-12-09T10:00:00", ""),
        (["DTSTART;TZID=../../etc/passwd:20251209T100000"], "2025-12-09T10:00:00", ""),
        (["DTSTART:20251009T100000", "DURATION:P9999W"], "2025-10-09T10:00:00", "2217-05-29T10:00:00"),
    ],
)
def test_moments_keep_their_own_clock(lines: list[str], begins: str, ends: str) -> None:
    appointment = read_one("SUMMARY:x", *lines)
    assert (appointment.begins, appointment.ends) == (begins, ends)


@pytest.mark.parametrize(
    ("method", "lines", "asked"),
    [
        ("REQUEST", [], "invited"),
        ("PUBLISH", [], "told"),
        ("CANCEL", [], "cancelled"),
        ("REQUEST", ["STATUS:CANCELLED"], "cancelled"),
        ("REPLY", [], "answered"),
    ],
)
def test_what_is_asked_of_us(method: str, lines: list[str], asked: str) -> None:
    assert read_one("DTSTART:20251009T080000Z", *lines, method=method).asked == asked


def test_a_folded_line_is_whole_again_and_an_alarm_inside_is_no_appointment() -> None:
    alarm = ["BEGIN:VALARM", "SUMMARY:Wek mij", "END:VALARM"]
    appointment = read_one(
        *alarm, "SUMMARY:Montage\r\n  van het bankje", "DTSTART:20251009T080000Z", "RRULE:FREQ=DAILY"
    )
    assert appointment.what == "Montage van het bankje"
    assert appointment.repeats


def test_the_zone_of_a_calendar_is_no_appointment() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    assert read_one("DTSTART:20251009T080000Z", zone=zone).begins.startswith("2025")


@pytest.mark.parametrize("line", ["DTSTART:20251345T000000Z", "DTSTART:morgen", "SUMMARY:geen tijd", "DTSTART;;:x"])
def test_what_has_no_moment_is_no_appointment(line: str) -> None:
    assert read(calendar(line)).appointments == ()


def test_the_same_appointment_twice_is_one_and_the_file_is_kept() -> None:
    raw = calendar("SUMMARY:Montage", "DTSTART:20251009T080000Z")
    part = raw.decode().split("--grens\n")[2].removesuffix("--grens--\n")
    named = part.replace("text/calendar;", "application/ics; name=afspraak.ics;")
    inbound = read(multipart("mixed", TEXT, part, named))
    assert len(inbound.appointments) == 1
    assert "afspraak.ics" in [file.name for file in inbound.attachments]


def test_many_appointments_stop_somewhere() -> None:
    event = "BEGIN:VEVENT\nSUMMARY:{n}\nDTSTART:20251009T080000Z\nEND:VEVENT\n"
    body = "BEGIN:VCALENDAR\n" + "".join(event.format(n=n) for n in range(50))
    assert len(read(mail("Content-Type: text/calendar", body=body)).appointments) == 10
