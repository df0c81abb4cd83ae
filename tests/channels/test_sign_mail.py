"""Mail that leaves signed can be checked by whoever receives it."""

from datetime import timedelta

import dkim
import pytest

from tests import cast
from wortel.channels import actions as channels
from wortel.channels.email import signing
from wortel.channels.interface import Party
from wortel.channels.models import Delivery, SigningKey

pytestmark = pytest.mark.django_db

DOMAIN = "devoorbeeldwinkel.example"


def post(text: str = "Morgen is hij er.") -> bytes:
    sent = channels.post_mail(
        mailbox=cast.mailbox(),
        to=Party("email", "marijke@hoekstra.example"),
        subject="Levering bankje Fjäll",
        text=text,
        reply_to="hallo@devoorbeeldwinkel.example",
        now=cast.NOW,
        due_at=cast.NOW,
    )
    return bytes(Delivery.objects.get(pk=sent.pk).raw)


def signing_key() -> SigningKey:
    key = channels.make_signing_key(domain=DOMAIN, selector="wortel", now=cast.NOW)
    return channels.begin_signing(key=key, now=cast.NOW)


def is_genuine(raw: bytes, key: SigningKey) -> bool:
    asked: list[bytes] = []

    def dns(name: bytes, timeout: float = 5) -> bytes:
        asked.append(name)
        return signing.record_for(key.public).encode()

    verdict = dkim.verify(raw, dnsfunc=dns)
    assert asked == [f"wortel._domainkey.{DOMAIN}.".encode()]
    return bool(verdict)


def test_a_signature_holds_for_the_mail_as_it_leaves() -> None:
    key = signing_key()
    raw = post("Een regel.\n.\n" + "x" * 2000 + "\nEcht 💐")
    assert raw.startswith(b"DKIM-Signature:")
    assert is_genuine(raw, key)


@pytest.mark.parametrize(
    ("honest", "forged"),
    [
        (b"Morgen", b"Nooit "),
        (b"Subject:", b"Subject: Betaal nu\r\nX-Old:"),
        (b"From:", b"From: eve@x.example\r\nFrom:"),
    ],
)
def test_a_mail_that_was_changed_on_the_way_fails(honest: bytes, forged: bytes) -> None:
    key = signing_key()
    raw = post()
    assert honest in raw
    head, mark, rest = raw.partition(b"\r\nFrom:")
    assert not is_genuine(head + (mark + rest).replace(honest, forged, 1), key)


def test_mail_leaves_unsigned_until_the_key_is_in_use() -> None:
    channels.make_signing_key(domain=DOMAIN, selector="wortel", now=cast.NOW)
    assert b"DKIM-Signature" not in post()
    channels.end_signing(key=signing_key())
    assert b"DKIM-Signature" not in post()


def test_a_new_key_does_not_sign_before_it_was_published() -> None:
    signing_key()
    fresh = channels.make_signing_key(domain=DOMAIN, selector="nieuw", now=cast.NOW + timedelta(days=1))
    assert fresh.signs_since is None
    assert SigningKey.objects.count() == 1
