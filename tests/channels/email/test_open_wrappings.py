"""What others wrap in a way of their own is opened: winmail.dat and signed S/MIME."""

import base64

import pytest

from tests.channels.email import winmail
from tests.channels.email.mails import TEXT, mail, multipart
from wortel.channels.email.mime import cms, tnef
from wortel.channels.email.mime.wrappings import MAX_WRAPPINGS
from wortel.channels.email.parse import read, read_attachment


def packed(content: bytes, *, kind: str = "application/ms-tnef", name: str = "winmail.dat") -> str:
    encoded = base64.encodebytes(content).decode()
    return f"Content-Type: {kind}; name={name}\nContent-Transfer-Encoding: base64\n\n{encoded}"


def test_the_files_in_a_winmail_come_out_under_their_own_names() -> None:
    content = winmail.winmail(
        winmail.file("BON~1.PDF", b"%PDF-1.4", long_name="bon van oktober.pdf"),
        winmail.file("foto.jpg", b"\xff\xd8\xff"),
    )
    raw = multipart("mixed", TEXT, packed(content))
    inbound = read(raw)
    assert [(file.name, file.size) for file in inbound.attachments] == [("bon van oktober.pdf", 8), ("foto.jpg", 3)]
    assert read_attachment(raw, inbound.attachments[0].part) == b"%PDF-1.4"
    assert inbound.text == "Hallo daar"


def test_words_that_stand_only_in_a_winmail_are_shown() -> None:
    content = winmail.winmail(words=[winmail.text(0x1000, "Waar blijft mijn bankje?")])
    assert read(multipart("mixed", packed(content))).text == "Waar blijft mijn bankje?"


def test_html_in_a_winmail_is_shown_with_its_pictures() -> None:
    html = winmail.binary(0x1013, b"<p>Zie <img src=cid:foto@k></p>")
    content = winmail.winmail(winmail.file("f.png", b"x", long_name="f.png", content_id="foto@k"), words=[html])
    inbound = read(mail("Content-Type: application/ms-tnef", "Content-Transfer-Encoding: base64",
                        body=base64.b64encode(content).decode()))  # fmt: skip
    assert inbound.body_is_html
    assert "cid:foto@k" in inbound.body
    assert [(file.name, file.content_id) for file in inbound.attachments] == [("f.png", "foto@k")]


def test_words_that_stand_in_the_mail_too_are_not_shown_twice() -> None:
    content = winmail.winmail(words=[winmail.text(0x1000, "Hallo daar")])
    inbound = read(multipart("mixed", TEXT, packed(content)))
    assert inbound.text == "Hallo daar"
    assert inbound.attachments == ()


def test_a_mail_inside_a_winmail_keeps_its_words_and_files() -> None:
    inner = winmail.winmail(winmail.file("oud.pdf", b"%PDF"), words=[winmail.text(0x1000, "Een eerder bericht")])
    content = winmail.winmail(winmail.mail_in_mail("Eerder", inner))
    raw = multipart("mixed", TEXT, packed(content))
    found = {file.name: read_attachment(raw, file.part) for file in read(raw).attachments}
    assert found == {"document.txt": b"Een eerder bericht", "oud.pdf": b"%PDF"}
    assert read(raw).text == "Hallo daar"


@pytest.mark.parametrize("cut", [4, 8, 40, 90])
def test_a_damaged_winmail_loses_nothing(cut: int) -> None:
    """What cannot be opened is kept as it came."""
    content = winmail.winmail(winmail.file("bon.pdf", b"%PDF-1.4 " * 20))[:cut]
    (file,) = read(multipart("mixed", TEXT, packed(content))).attachments
    assert (file.name, file.size) in {("winmail.dat", cut), ("bon.pdf", 0)} or file.size < 180


def test_a_winmail_that_lies_about_its_lengths_ends() -> None:
    head = winmail.SIGNATURE + b"\1" + (0x69003).to_bytes(4, "little") + b"\xff\xff\xff\x7f"
    assert tnef.open_package(head + b"\xff" * 100_000).files == []
    many = winmail.winmail(words=[winmail.number(0x1000, 1)] * 20_000)
    assert tnef.open_package(many).text == ""
    flood = winmail.SIGNATURE + winmail.attribute(2, 0x69002, b"") * 100_000
    assert len(tnef.open_package(flood).files) == tnef.MAX_FILES


# openssl cms -sign -nodetach on "Content-Type: text/plain\r\n\r\nGetekend.\r\n", cut off after the content: the
# certificate and the signature say nothing about where the words stand.
SIGNED = bytes.fromhex(
    "308006092a864886f70d010702a0803080020101310d300b0609608648016503040201308006092a864886f70d010701a0802480"
)
INNER = b"Content-Type: text/plain\r\n\r\nGetekend.\r\n"


def in_pieces(content: bytes, size: int = 10) -> bytes:
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return SIGNED + b"".join(b"\4" + bytes([len(piece)]) + piece for piece in pieces) + b"\0\0" * 5


def whole(content: bytes) -> bytes:
    def wrap(tag: int, value: bytes) -> bytes:
        return bytes([tag, 0x82]) + len(value).to_bytes(2) + value

    oid = bytes.fromhex("06092a864886f70d010701")
    held = wrap(0x30, oid + wrap(0xA0, wrap(0x04, content)))
    digests = bytes.fromhex("310d300b0609608648016503040201")
    return wrap(0x30, bytes.fromhex("06092a864886f70d010702") + wrap(0xA0, wrap(0x30, b"\2\1\1" + digests + held)))


@pytest.mark.parametrize("wrap", [in_pieces, whole])
def test_the_words_of_a_signed_mail_are_read(wrap: object) -> None:
    content = wrap(INNER)  # type: ignore[operator]  # a function of this module
    raw = mail(
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        "Content-Transfer-Encoding: base64",
        body=base64.encodebytes(content).decode(),
    )
    inbound = read(raw)
    assert inbound.text.strip() == "Getekend."
    assert inbound.protection == "signed"
    (envelope,) = inbound.attachments
    assert (envelope.name, read_attachment(raw, envelope.part)) == ("smime.p7m", content)


def test_a_signed_mail_may_hold_files() -> None:
    inner = multipart("mixed", TEXT, "Content-Type: application/pdf; name=bon.pdf\n\n%PDF")
    raw = multipart("mixed", packed(whole(inner), kind="application/x-pkcs7-mime", name="smime.p7m"))
    inbound = read(raw)
    assert inbound.text == "Hallo daar"
    assert [file.name for file in inbound.attachments] == ["bon.pdf", "smime.p7m"]
    assert read_attachment(raw, inbound.attachments[0].part) == b"%PDF"


@pytest.mark.parametrize("cut", range(20, 60, 7))
def test_a_signed_mail_that_was_cut_is_kept_as_a_file(cut: int) -> None:
    raw = multipart("mixed", packed(whole(INNER)[:cut], kind="application/pkcs7-mime", name="smime.p7m"))
    assert [file.name for file in read(raw).attachments] == ["smime.p7m"]


def test_lengths_that_never_end_are_given_up() -> None:
    assert cms.open_signed(SIGNED[:-2] + b"\x24\x80" * 100_000) is None
    assert cms.open_signed(b"\x30\x80" + SIGNED[2:13] + b"\xa0\x80" + b"\x30\x80" * 100_000) is None


def test_wrappings_inside_wrappings_are_opened_a_few_times_only() -> None:
    content = INNER
    for _ in range(6):
        content = b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\n" + whole(content)
    files = read(b"From: m@k.example\n" + content).attachments
    assert {file.name for file in files} == {"smime.p7m"}
    assert len(files) == MAX_WRAPPINGS + 1


ENCRYPTED = bytes.fromhex("308006092a864886f70d010703a080")


@pytest.mark.parametrize(
    ("raw", "protection"),
    [
        (mail(body="Hallo"), ""),
        (multipart("signed", TEXT, "Content-Type: application/pgp-signature\n\nx"), "signed"),
        (multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1"), "encrypted"),
        (multipart("mixed", packed(ENCRYPTED, kind="application/pkcs7-mime", name="smime.p7m")), "encrypted"),
        (multipart("mixed", packed(ENCRYPTED, kind="application/octet-stream", name="smime.p7m")), "encrypted"),
        (mail(body="-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"), "encrypted"),
        (mail(body="Ik las over -----BEGIN PGP MESSAGE----- en dacht"), ""),
    ],
)
def test_signed_and_encrypted_mail_is_recognised(raw: bytes, protection: str) -> None:
    assert read(raw).protection == protection


def test_words_signed_in_the_open_are_read_without_their_armour() -> None:
    body = (
        "Vooraf.\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWaar blijft\n- -- mijn bankje?\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n-----END PGP SIGNATURE-----\nNaschrift."
    )
    inbound = read(mail(body=body))
    assert inbound.text == "Vooraf.\nWaar blijft\n-- mijn bankje?\nNaschrift."
    assert inbound.protection == "signed"


def test_armour_that_never_ends_costs_nothing_and_stays() -> None:
    body = "-----BEGIN PGP SIGNED MESSAGE-----\n\n" * 20_000 + "-----END PGP SIGNATURE-----"
    assert "BEGIN PGP" in read(mail(body=body)).text
