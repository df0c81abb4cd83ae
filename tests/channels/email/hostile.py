"""Mails made to hurt whoever reads them."""

import base64

from tests.channels.email import winmail

HEAD = b"From: m@klant.example\nSubject: x\n"


def _nested(depth: int) -> bytes:
    opened = b"".join(b"\n--b%d\nContent-Type: multipart/mixed; boundary=b%d\n" % (n, n + 1) for n in range(depth))
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\n" + opened + b"\n--b%d\n\nhallo\n" % depth


def _many(count: int, part: bytes) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + (b"--b\n" + part + b"\n") * count + b"--b--\n"


def _html(content: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + content


def _attached(megabytes: int) -> bytes:
    encoded = base64.encodebytes(bytes(range(256)) * 4096)
    return _many(1, b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + encoded * megabytes)


HOSTILE: dict[str, bytes] = {
    "20,000 parameters": HEAD
    + b"Content-Type: text/plain"
    + b"".join(b"; p%d=v" % n for n in range(20_000))
    + b"\n\nx",
    "20,000 open quotes": HEAD + b"Content-Type: text/plain" + b'; p="v' * 20_000 + b"\n\nx",
    "20,000 parts": _many(20_000, b"Content-Type: image/png\n\nx"),
    "20,000 texts": _many(20_000, b"Content-Type: text/plain\n\nx"),
    "10,000 pieces of a name": HEAD
    + b"Content-Disposition: attachment"
    + b"".join(b"; filename*%d*=%%41" % n for n in range(10_000))
    + b"\n\nx",
    "20,000 encoded words": b"Subject: " + b"=?utf-8?q?caf=C3=A9?= " * 20_000 + b"\n\nx",
    "20,000 open encoded words": b"Subject: " + b"=?utf-8?q?a " * 20_000 + b"\n\nx",
    "2,000 multiparts deep": _nested(2_000),
    "100 multiparts deep": _nested(100),
    "5,000 brackets": b"From: " + b"(" * 5_000 + b"\n\nx",
    "500,000 brackets": b"From: " + b"(" * 400_000 + b")" * 100_000 + b"\n\nx",
    "500,000 angles": b"From: " + b"<" * 500_000 + b"\n\nx",
    "300,000 escaped quotes": b"From: " + b'"\\' * 300_000 + b"\n\nx",
    "20,000 addresses": b"To: " + b"a@b.example, " * 20_000 + b"\n\nx",
    "50,000 references": b"References: " + b"".join(b"<%d@b.example> " % n for n in range(50_000)) + b"\n\nx",
    "100,000 quote marks": HEAD + b"\n" + b">" * 100_000,
    "200,000 quoted lines": HEAD + b"\n" + b"> a\n" * 200_000,
    "50,000 introductions": HEAD + b"\n" + b"On 1 Jan 2025 x wrote:\n" * 50_000,
    "100,000 near introductions": HEAD + b"\n" + b"On 12 a:\n" * 100_000,
    "100,000 header lines in the body": HEAD + b"\n" + b"From: x\n" * 100_000,
    "5,000 uuencoded files": HEAD + b"\n" + b"begin 644 x\n`\nend\n" * 5_000,
    "100,000 uuencode beginnings": HEAD + b"\n" + b"begin 644 x\n" * 100_000,
    "300,000 soft breaks": HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 300_000,
    "200,000 divisions": _html(b"<div>" * 200_000 + b"x"),
    "100,000 quotes in quotes": _html(b"<blockquote>a<br>" * 100_000),
    "300,000 open tags": _html(b"<a '" * 300_000),
    "300,000 open comments": _html(b"<!--" * 300_000),
    "500,000 breaks before a quote": _html(b"<br>" * 500_000 + b"<blockquote>x</blockquote>"),
    "50,000 bold From lines": _html(b"<b>From: x<br>" * 50_000),
    "200,000 headers": b"X-A: b\n" * 200_000 + b"\nx",
    "500,000 lines of junk": b"junk\n" * 500_000,
    "500,000 folds": b"Subject: a\n" + b" b\n" * 500_000 + b"\nx",
    "2,000,000 empty lines": HEAD + b"\n" + b"\n" * 2_000_000 + b"x",
    "one line of 3 MB": HEAD + b"\n" + b"a" * 3_000_000,
    "every byte, everywhere": b"Subject: " + bytes(range(128, 256)) * 5_000 + b"\n\n" + bytes(range(128, 256)) * 10_000,
    "50,000 failed recipients": _many(
        1,
        b"Content-Type: message/delivery-status\n\n"
        + b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n" * 50_000,
    ),
    "500,000 near delimiters": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b x\n" * 500_000,
    "100,000 openings of a signature": HEAD
    + b"\n"
    + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 100_000
    + b"-----END PGP SIGNATURE-----",
    "200,000 quotes in a calendar": HEAD
    + b"Content-Type: text/calendar\n\nBEGIN:VEVENT\nDTSTART"
    + b';x="a"' * 80_000
    + b';"' * 80_000,
    "100,000 files in a winmail": HEAD
    + b"Content-Type: application/ms-tnef\n\n"
    + winmail.SIGNATURE
    + winmail.file("x", b"x") * 100_000,
    "50 MB attached": _attached(37),
    "50 MB of text": HEAD + b"\n" + b"woorden zonder eind\n" * 2_500_000,
    "1 MB of NUL": b"\x00" * 1_000_000,
    "lone surrogates": b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\n+2AA-",
}
