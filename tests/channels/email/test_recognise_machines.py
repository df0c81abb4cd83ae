"""Bounces, out-of-office answers, acknowledgements, receipts and lists; and what must not be taken for one."""

import pytest

from tests.channels.email.mails import TEXT, mail, multipart
from wortel.channels.email.parse import read
from wortel.channels.email.reports import tell_reason
from wortel.channels.interface import AutoKind, Bounced, BounceReason

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
        (["Subject: Auto: Pakket"], "vacation"),
        (["Subject: Automatisk svar: Pakket"], "vacation"),
        (["Subject: Respuesta automática: Pakket"], "vacation"),
        (["X-Auto-Reply: yes", "Subject: Re: Pakket"], "vacation"),
        (["X-Precedence: auto_reply", "Subject: Re: Pakket"], "vacation"),
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
        ["X-MS-Exchange-Inbox-Rules-Loop: info@klant.example", "Subject: FW: Vraag over een pakket"],
        ["Subject: Auto kapot, kan niet ophalen"],
    ],
)
def test_what_a_person_may_have_written_is_never_guessed_away(header: list[str]) -> None:
    assert read(mail(*header)).auto_kind is None


def test_a_delivery_report_names_who_could_not_be_reached() -> None:
    inbound = read(multipart("report", TEXT, STATUS))
    assert inbound.auto_kind == "dsn"
    assert inbound.bounced == (Bounced("weg@klant.example", "no_mailbox"),)


def test_an_old_fashioned_bounce_names_them_in_its_words() -> None:
    raw = mail(
        "From: MAILER-DAEMON@mx.example", "Subject: failure notice", body="Hi.\n\n<weg@klant.example>:\nno mailbox"
    )
    assert read(raw).bounced == (Bounced("weg@klant.example", "no_mailbox", "no mailbox"),)


def test_a_person_quoting_an_address_bounces_nothing() -> None:
    assert read(mail("Subject: Vraag", body="<weg@klant.example>:\n")).bounced == ()


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        ("5.1.1", "550 5.1.1 <weg@klant.example>: Recipient address rejected: User unknown", "no_mailbox"),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", "no_mailbox"),
        ("5.1.1", "", "no_mailbox"),
        ("5.1.2", "", "no_domain"),
        ("5.4.4", "Host or domain name not found. Name service error", "no_domain"),
        ("5.2.2", "552 5.2.2 The recipient's mailbox is over quota", "full"),
        ("5.7.1", "554 5.7.1 Message rejected as spam", "refused"),
        ("5.7.26", "unauthenticated mail is prohibited due to the DMARC policy", "refused"),
        ("5.3.4", "552 message too large", "too_large"),
        ("4.4.1", "connect to mx.klant.example: Connection timed out", "unreachable"),
        ("", "550 No such user here", "no_mailbox"),
        ("", "452 mailbox full", "full"),
        ("5.0.0", "something went wrong", "other"),
        ("", "", "other"),
    ],
)
def test_the_reason_of_a_bounce_is_told_plainly(status: str, said: str, reason: BounceReason) -> None:
    assert tell_reason(status, said) == reason


def test_a_complaint_names_the_mail_and_who_complains() -> None:
    report = (
        "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Klachten/1\nVersion: 1\n"
        "Original-Rcpt-To: <Marijke@klant.example>\n"
    )
    original = "Content-Type: message/rfc822\n\nMessage-ID: <a1@devoorbeeldwinkel.example>\nSubject: Nieuws\n\nHallo"
    inbound = read(multipart("report; report-type=feedback-report", TEXT, report, original))
    assert inbound.auto_kind == "abuse_report"
    assert inbound.complained == ("marijke@klant.example",)
    assert inbound.reported == ("a1@devoorbeeldwinkel.example",)
