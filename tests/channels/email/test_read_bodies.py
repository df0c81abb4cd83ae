"""Which part is shown, what comes along as a file, and how bytes become text."""

import base64
import hashlib

import pytest

from tests.channels.email.mails import HTML, PDF, TEXT, mail, multipart
from wortel.channels.email.parse import NoSuchPart, read, read_attachment
from wortel.channels.interface import Unreadable


def files(raw: bytes) -> list[tuple[str | None, str]]:
    return [(file.name, file.type) for file in read(raw).attachments]


def test_html_is_shown_where_there_is_html() -> None:
    inbound = read(multipart("alternative", TEXT, HTML))
    assert inbound.body_is_html
    assert "<b>daar</b>" in inbound.body
    assert inbound.text == "Hallo daar"
    assert inbound.attachments == ()


def test_html_alone_is_also_given_as_text() -> None:
    assert read(mail("Content-Type: text/html", body="<p>Hallo<p>daar")).text == "Hallo\n\ndaar"


def test_an_empty_text_form_is_replaced_by_the_words_of_the_html() -> None:
    assert read(multipart("alternative", "Content-Type: text/plain\n\n ", HTML)).text == "Hallo daar"


def test_texts_one_after_another_are_shown_together() -> None:
    inbound = read(multipart("mixed", TEXT, PDF, "Content-Type: text/plain\n\nTot ziens"))
    assert "Hallo daar" in inbound.body
    assert "Tot ziens" in inbound.body
    assert [file.name for file in inbound.attachments] == ["bon.pdf"]


def test_a_plain_text_beside_html_is_shown_escaped() -> None:
    inbound = read(multipart("mixed", HTML, "Content-Type: text/plain\n\n1 < 2"))
    assert "1 &lt; 2" in inbound.body


def test_a_named_text_further_on_is_a_file() -> None:
    raw = multipart("mixed", TEXT, 'Content-Type: text/plain; name="log.txt"\n\nregel')
    assert files(raw) == [("log.txt", "text/plain")]


def test_inline_images_are_files_that_know_their_content_id() -> None:
    image = "Content-Type: image/png\nContent-ID: <logo@k>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    (file,) = read(multipart("related", HTML, image)).attachments
    assert (file.name, file.content_id, file.inline) == ("logo", "logo@k", True)


def test_the_named_start_of_a_related_mail_is_shown() -> None:
    image = "Content-Type: image/png\nContent-ID: <logo@k>\n\nx"
    page = HTML.replace("\n\n", "\nContent-ID: <main@k>\n\n", 1)
    raw = multipart("related", image, page).replace(b"multipart/related;", b'multipart/related; start="<main@k>";')
    assert read(raw).body_is_html


@pytest.mark.parametrize(
    ("kind", "part", "file"),
    [
        ("mixed", "Content-Type: message/rfc822\n\nSubject: Eerder\n\nOude mail", ("Eerder.eml", "message/rfc822")),
        (
            "report",
            "Content-Type: message/delivery-status\n\nAction: failed",
            ("delivery-status.txt", "message/delivery-status"),
        ),
        (
            "signed",
            "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx",
            ("smime.p7s", "application/pkcs7-signature"),
        ),
        ("signed", "Content-Type: application/pgp-signature\n\nx", ("signature.asc", "application/pgp-signature")),
        ("mixed", "Content-Type: application/ms-tnef; name=winmail.dat\n\nx", ("winmail.dat", "application/ms-tnef")),
        (
            "alternative",
            "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR",
            ("appointment.ics", "text/calendar"),
        ),
    ],
)
def test_special_parts_are_kept_as_files(kind: str, part: str, file: tuple[str, str]) -> None:
    raw = multipart(kind, TEXT, part)
    assert read(raw).text == "Hallo daar"
    assert files(raw) == [file]


def test_two_unnamed_files_get_two_names() -> None:
    image = "Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n/9j/"
    described = "Content-Type: image/png\nContent-Description: De schade\n\nx"
    raw = multipart("mixed", TEXT, image, image, described, "Content-Type: application/x-eigen\n\nx")
    assert [name for name, _ in files(raw)] == ["image.jpg", "image1.jpg", "De schade.png", "file"]


def test_an_encrypted_mail_is_kept_whole_as_files() -> None:
    raw = multipart(
        "encrypted",
        "Content-Type: application/pgp-encrypted\n\nVersion: 1",
        "Content-Type: application/octet-stream\n\nx",
    )
    assert [kind for _, kind in files(raw)] == ["application/pgp-encrypted", "application/octet-stream"]


def test_other_forms_of_the_same_words_are_no_files() -> None:
    assert files(multipart("alternative", TEXT, "Content-Type: text/enriched\n\n<bold>Hallo</bold>", HTML)) == []


def test_the_same_file_can_be_read_again_by_its_place() -> None:
    raw = multipart("mixed", TEXT, PDF)
    (file,) = read(raw).attachments
    assert read_attachment(raw, file.part) == b"%PDF-1.4"
    assert file.md5 == hashlib.md5(b"%PDF-1.4").hexdigest()
    assert file.size == 8
    with pytest.raises(NoSuchPart):
        read_attachment(raw, "7")


def test_a_uuencoded_file_is_taken_out_of_the_text() -> None:
    raw = mail(body="Zie bijlage\nbegin 644 hallo.txt\n%:&%L;&\\`\n`\nend\nGroet")
    inbound = read(raw)
    (file,) = inbound.attachments
    assert file.name == "hallo.txt"
    assert read_attachment(raw, file.part) == b"hallo"
    assert inbound.text == "Zie bijlage\nGroet"


def test_words_that_look_like_uuencoding_stay_words() -> None:
    body = "begin 644 niets\nDit is gewoon tekst, geen bestand.\nend"
    assert read(mail(body=body)).text == body


@pytest.mark.parametrize(
    ("header", "content", "text"),
    [
        ("charset=iso-8859-1", "Caf\u00e9 \u20ac5".encode("cp1252"), "Café €5"),
        ("charset=us-ascii", "Café".encode(), "Café"),
        ("charset=bestaat-niet", "Café".encode(), "Café"),
        ("charset=gb2312", "订单".encode("gb18030"), "订单"),
        ("charset=ks_c_5601-1987", "주문".encode("cp949"), "주문"),
        ("charset=utf-16le", "Hallo".encode("utf-16-le"), "Hallo"),
        ("charset=utf-8", b"NUL\x00 erin", "NUL erin"),
        ("charset=utf-8", "Caf\u00e9 cr\u00e8me br\u00fbl\u00e9e".encode() + b"\xc3", "Café crème brûlée\ufffd"),
        ("charset=utf-7", b"+2AA-x", "\ufffdx"),
    ],
)
def test_the_charset_ladder_always_gives_storable_text(header: str, content: bytes, text: str) -> None:
    raw = f"From: m@k.example\nContent-Type: text/plain; {header}\n\n".encode() + content
    assert read(raw).text == text


@pytest.mark.parametrize(
    ("encoding", "content", "text"),
    [
        ("quoted-printable", b"Caf=C3=A9 =\nzacht", "Café zacht"),
        ("base64", base64.b64encode("Café".encode()).rstrip(b"="), "Café"),
        ("base64", b"Q2Fm\n!!w6k=\n", "Café"),
        ("BASE64;", b"SGFsbG8=", "Hallo"),
        ("onzin", b"Hallo", "Hallo"),
    ],
)
def test_transfer_encodings_are_undone_leniently(encoding: str, content: bytes, text: str) -> None:
    raw = f"From: m@k.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    assert read(raw.encode() + content).text == text


def test_soft_line_breaks_are_joined_but_not_over_quote_levels() -> None:
    raw = mail("Content-Type: text/plain; format=flowed", body="Een lange \nregel\n> aan \n> gehaald\n-- \nM")
    assert read(raw).text == "Een lange regel\n> aan gehaald\n-- \nM"


def test_a_multipart_without_its_boundary_is_still_cut() -> None:
    raw = multipart("mixed", TEXT, PDF).replace(b"; boundary=grens", b"")
    assert files(raw) == [("bon.pdf", "application/pdf")]


def test_a_missing_last_delimiter_loses_nothing() -> None:
    raw = multipart("mixed", TEXT, PDF).replace(b"--grens--\n", b"")
    assert files(raw) == [("bon.pdf", "application/pdf")]


def test_one_boundary_may_be_the_beginning_of_another() -> None:
    inner = 'Content-Type: multipart/alternative; boundary="grens-2"\n\n--grens-2\n' + HTML + "\n--grens-2--"
    assert files(multipart("mixed", inner, PDF)) == [("bon.pdf", "application/pdf")]


def test_a_text_too_large_for_a_screen_is_a_file() -> None:
    assert files(mail("Content-Type: text/plain", body="regel\n" * 800_000)) == [("document.txt", "text/plain")]


def test_an_attachment_may_be_all_there_is() -> None:
    raw = mail("Content-Type: application/pdf; name=bon.pdf", body="%PDF")
    assert read(raw).body == ""
    assert files(raw) == [("bon.pdf", "application/pdf")]


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00" * 100])
def test_nothing_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        read(raw)
