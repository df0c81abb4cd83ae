"""Subjects, names, ids and dates as real mail programs write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.channels.email.mails import mail
from wortel.channels.email.mime.addresses import read_mailboxes
from wortel.channels.email.mime.dates import read_moment
from wortel.channels.email.mime.ids import read_ids
from wortel.channels.email.mime.parameters import read_structured
from wortel.channels.email.mime.words import read_words
from wortel.channels.email.parse import read


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"=?utf-8?Q?Caf=C3=A9?=", "Café"),
        (b"=?utf-8?B?Q2Fmw6k=?=", "Café"),
        (b"=?utf-8?Q?een_?= =?utf-8?Q?twee?=", "een twee"),
        (b"=?utf-8?Q?een?=\r\n =?utf-8?Q?twee?=", "eentwee"),
        (b"=?utf-8?B?Q2Fmww==?= =?utf-8?B?qQ==?=", "Café"),
        (b"=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=", "Café"),
        (b"=?iso-8859-1*nl?Q?Caf=E9?=", "Café"),
        (b"voor =?utf-8?Q?Caf=C3=A9?= na", "voor Café na"),
        (b"=?utf-8?Q?met spaties erin?=", "met spaties erin"),
        (b"=?utf-8?Q?niet gesloten", "=?utf-8?Q?niet gesloten"),
        (b"=?x-onbekend?Q?Caf=C3=A9?=", "Café"),
        (b"=?utf-8?B?Q2Fmw6k?=", "Café"),
        (b"Een\r\n\tregel", "Een regel"),
        (b"NUL\x00 en\x1b[31mkleur", "NUL en [31mkleur"),
    ],
)
def test_encoded_words_are_read_as_they_are_met(raw: bytes, words: str) -> None:
    assert read_words(raw) == words


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Déjà vu bij de bezorging", "utf-8"),
        ("Ingrid Müller fragt nach dem Paket", "cp1252"),
        ("我想查询我的订单什么时候到", "gb18030"),
        ("請問我的訂單什麼時候會到貨", "big5"),
        ("ご注文の商品がまだ届きません", "cp932"),
        ("ご注文の商品がまだ届きません", "euc_jp"),
        ("주문한 상품이 아직 도착하지 않았습니다", "euc_kr"),
        ("Где моя посылка и когда её доставят", "koi8_r"),
        ("Где моя посылка и когда её доставят", "cp1251"),
    ],
)
def test_raw_8_bit_subjects_are_read_without_a_declaration(text: str, charset: str) -> None:
    assert read_words(text.encode(charset)) == text


def test_the_charset_of_the_body_helps_to_read_a_raw_header() -> None:
    raw = mail("Subject: Où", "Content-Type: text/plain; charset=iso-8859-15", encoding="iso-8859-15")
    assert read(raw).subject == "Où"


@pytest.mark.parametrize(
    ("raw", "mailboxes"),
    [
        (b"Marijke <Marijke@Klant.example>", [("Marijke", "marijke@klant.example")]),
        (b"marijke@klant.example (Marijke de Vries)", [("Marijke de Vries", "marijke@klant.example")]),
        (b'"Vries, Marijke de" <m@k.example>', [("Vries, Marijke de", "m@k.example")]),
        (
            b"=?utf-8?Q?Vries,_Marijke?= <m@k.example>, y@k.example",
            [("Vries, Marijke", "m@k.example"), ("", "y@k.example")],
        ),
        (b'"=?utf-8?Q?Caf=C3=A9?=" <m@k.example>', [("Café", "m@k.example")]),
        (b"Marijke <>", [("Marijke", "")]),
        (b"Marijke", [("Marijke", "")]),
        (b"undisclosed-recipients:;", []),
        (
            b"Team: a@k.example, b@k.example;, c@k.example",
            [("", "a@k.example"), ("", "b@k.example"), ("", "c@k.example")],
        ),
        (b"a@k.example; b@k.example", [("", "a@k.example"), ("", "b@k.example")]),
        (b"<mailto:m@k.example>", [("", "m@k.example")]),
        (b"Marijke m@k.example", [("Marijke", "m@k.example")]),
        (b'"Open <m@k.example>', [('"Open', "m@k.example")]),
        (b"<@relay.example:m@k.example>", [("", "m@k.example")]),
        (b"m @ k.example", [("", "m@k.example")]),
        (b"", []),
    ],
)
def test_addresses_are_found_in_what_is_left_of_them(raw: bytes, mailboxes: list[tuple[str, str]]) -> None:
    assert [(found.name, found.address) for found in read_mailboxes(raw)] == mailboxes


def test_an_empty_sender_keeps_the_name_and_borrows_the_reply_address() -> None:
    inbound = read(mail("From: Marijke <>", "Reply-To: marijke@klant.example"))
    assert inbound.sender is not None
    assert (inbound.sender.value, inbound.sender.name) == ("marijke@klant.example", "Marijke")


def test_a_sender_without_any_address_is_nobody_with_a_name() -> None:
    inbound = read(mail("From: Marijke <>"))
    assert inbound.sender is None
    assert inbound.sender_name == "Marijke"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"attachment; filename=bon.pdf", "bon.pdf"),
        (b'attachment; filename="mijn bon.pdf"', "mijn bon.pdf"),
        (b"attachment; filename=mijn bon.pdf", "mijn bon.pdf"),
        (b"attachment; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"),
        (b"attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=.pdf", "café.pdf"),
        (b"attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        (b"attachment; filename==?utf-8?Q?caf=C3=A9.pdf?=", "café.pdf"),
        (b'attachment; filename="=?utf-8?B?Y2Fmw6kucGRm?="', "café.pdf"),
        ('attachment; filename="café.pdf"'.encode("cp1252"), "café.pdf"),
        (b'attachment;; ; filename="a\\"b.pdf"', 'a"b.pdf'),
    ],
)
def test_file_names_are_read_in_every_spelling(raw: bytes, name: str) -> None:
    assert read_structured(raw).parameters["filename"] == name


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b"<a@x.example>", ("a@x.example",)),
        (b"<a@x.example>\r\n <b@x.example> <a@x.example>", ("a@x.example", "b@x.example")),
        (b"a@x.example", ("a@x.example",)),
        (b"Your message of Monday <a@x.example>", ("a@x.example",)),
        (b"<a@x\r\n .example>", ("a@x.example",)),
        (b"", ()),
    ],
)
def test_ids_lose_their_brackets(raw: bytes, ids: tuple[str, ...]) -> None:
    assert read_ids(raw) == ids


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 8 Sep 2025 10:00:00 +0200", datetime(2025, 9, 8, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("Mon, 8 Sep 2025 10:00:00", datetime(2025, 9, 8, 10, tzinfo=UTC)),
        ("8 Sep 25 10:00 GMT", datetime(2025, 9, 8, 10, tzinfo=UTC)),
        ("2025-09-08T10:00:00+02:00", datetime(2025, 9, 8, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("Mon, 31 Feb 2025 10:00:00 +0200", None),
        ("Mon, 8 Sep 99999 10:00:00 +0200", None),
        ("gisteren", None),
        ("", None),
    ],
)
def test_a_date_is_aware_or_nothing(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


def test_junk_before_the_headers_is_passed_over() -> None:
    raw = b"From marijke Mon Sep  8 10:00:00 2025\n>From x\n" + mail("Subject: Pakket")
    assert read(raw).subject == "Pakket"
    assert read(b"\r\n\r\n*** gescand ***\r\n" + mail("Subject: Pakket")).subject == "Pakket"


def test_a_broken_header_line_does_not_end_the_header() -> None:
    raw = b"Subject: Pakket\nkapot\nFrom: m@k.example\n\nHallo"
    assert read(raw).sender is not None


def test_words_where_headers_should_be_are_the_body() -> None:
    inbound = read(b"Subject: Pakket\nWaar blijft het?\n\nGroet")
    assert inbound.text == "Waar blijft het?\n\nGroet"
