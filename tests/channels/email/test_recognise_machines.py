"""Bounces, out-of-office answers, acknowledgements, receipts and lists; and what must not be taken for one."""

import pytest

from tests.channels.email.mails import TEXT, mail, multipart
from wortel.channels.email.parse import read
from wortel.channels.interface import AutoKind

STATUS = (
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
    "Final-Recipient: rfc822; Weg@Klant.example\nAction: failed\nStatus: 5.1.1\n\n"
    "Final-Recipient: rfc822; later@klant.example\nAction: delayed\n"
)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["Auto-Submitted: auto-replied", "Subject: Automatisch antwoord: Pakket"], "vacation"),
        (["Subject: Automatisch antwoord: Pakket"], "vacation"),
        (["Subject: Afwezig: Pakket", "X-Auto-Response-Suppress: All"], "vacation"),
        (["Subject: Niet aanwezig", "Precedence: bulk"], "vacation"),
        (["X-Autoreply: yes", "Subject: Re: Pakket"], "vacation"),
        (["Subject: Out of Office: Pakket"], "vacation"),
        (["Auto-Submitted: auto-replied", "Subject: Ontvangstbevestiging"], "acknowledgement"),
        (["Auto-Submitted: auto-generated", "Subject: Ticket 12"], "acknowledgement"),
        (["From: no-reply@shop.example", "X-Auto-Response-Suppress: All", "Subject: Order 5"], "acknowledgement"),
        (["From: Mail Delivery Subsystem <mailer-daemon@mx.example>", "Subject: Returned mail: see transcript"], "dsn"),
        (["X-Failed-Recipients: weg@klant.example"], "dsn"),
        (["Return-Path: <>", "Subject: Undelivered Mail Returned to Sender"], "dsn"),
        (["Content-Type: multipart/report; report-type=disposition-notification; boundary=x"], "read_receipt"),
        (["Content-Type: multipart/report; report-type=feedback-report; boundary=x"], "abuse_report"),
        (["List-Id: <nieuws.shop.example>"], "list"),
        (["Precedence: list"], "list"),
        (["List-Unsubscribe: <https://shop.example/af>"], "list"),
    ],
)
def test_automatic_mail_is_recognised(header: list[str], kind: AutoKind) -> None:
    assert read(mail(*header)).auto_kind == kind


@pytest.mark.parametrize(
    "header",
    [
        ["Subject: Re: Automatisch antwoord: Pakket"],
        ["Subject: Mijn vakantie is bedorven, ik was niet aanwezig bij de bezorging"],
        ["Subject: Pakket niet bezorgd"],
        ["Subject: Afwezig: niemand thuis bij de bezorging"],
        ["Subject: Delivery failed, nobody rang"],
        ["Auto-Submitted: no", "Subject: Pakket"],
        ["Subject: Bedankt voor je bericht, maar het klopt niet"],
        ["List-Id: <service.shop.example>", "X-Google-Group-Id: 1", "X-Original-Sender: m@klant.example"],
        ["From: Postmaster <postmaster@klant.example>", "Subject: Vraag over een pakket"],
        ["Precedence: normal"],
    ],
)
def test_what_a_person_may_have_written_is_never_guessed_away(header: list[str]) -> None:
    assert read(mail(*header)).auto_kind is None


def test_a_delivery_report_names_who_could_not_be_reached() -> None:
    inbound = read(multipart("report", TEXT, STATUS))
    assert inbound.auto_kind == "dsn"
    assert inbound.bounced == ("weg@klant.example",)


def test_an_old_fashioned_bounce_names_them_in_its_words() -> None:
    raw = mail(
        "From: MAILER-DAEMON@mx.example", "Subject: failure notice", body="Hi.\n\n<weg@klant.example>:\nno mailbox"
    )
    assert read(raw).bounced == ("weg@klant.example",)


def test_a_person_quoting_an_address_bounces_nothing() -> None:
    assert read(mail("Subject: Vraag", body="<weg@klant.example>:\n")).bounced == ()
