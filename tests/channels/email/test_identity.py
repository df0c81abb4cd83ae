"""The key by which a mail is filed once."""

from tests.channels.email.mails import mail
from wortel.channels.email.parse import read

SENT = ["Message-ID: <1@klant.example>", "Subject: Pakket"]


def key(*header: str, body: str = "Hallo") -> str:
    return read(mail(*header, body=body)).key


def test_the_same_mail_twice_has_the_same_key() -> None:
    assert key(*SENT) == key(*SENT)


def test_two_mailboxes_receiving_one_mail_give_one_key() -> None:
    first = key("Received: from a by b", "Delivered-To: info@shop.example", "X-Spam-Score: 1", *SENT)
    second = key("Return-Path: <m@klant.example>", "Delivered-To: help@shop.example", *SENT)
    assert first == second


def test_line_ends_and_refolded_headers_do_not_matter() -> None:
    raw = mail(*SENT, body="Hallo\r\ndaar\r\n")
    assert read(raw).key == read(raw.replace(b"\r\n", b"\n").rstrip(b"\n")).key
    assert key("Subject: Pakket\r\n kwijt", SENT[0]) == key("Subject: Pakket kwijt", SENT[0])


def test_a_borrowed_message_id_does_not_hide_other_words() -> None:
    assert key(*SENT, body="Hallo") != key(*SENT, body="Iets heel anders")
    assert key(*SENT) != key(SENT[0], "Subject: Ander onderwerp")


def test_mails_without_message_id_differ_by_their_content() -> None:
    assert key("Subject: a") != key("Subject: b")
