"""Signs mail that leaves (DKIM, RFC 6376), so that others can tell that our domain sent it."""

import base64

import dkim
import dns.exception
import dns.resolver
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_BITS = 2048
DNS_SECONDS = 8
_SIGNED = (
    b"from",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"auto-submitted",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)


def make_key_pair() -> tuple[bytes, str]:
    """This will give a new private key as PEM, and its public half as it stands in the DNS."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, base64.b64encode(public).decode()


def record_for(public: str) -> str:
    """The TXT record that publishes a key."""
    return f"v=DKIM1; k=rsa; p={public}"


def is_published(*, domain: str, selector: str, public: str) -> bool:
    """Look the key up as whoever receives our mail does."""
    try:
        answers = dns.resolver.resolve(f"{selector}._domainkey.{domain}", "TXT", lifetime=DNS_SECONDS)
    except (dns.exception.DNSException, OSError):
        return False
    texts = [b"".join(answer.strings).decode("ascii", "replace") for answer in answers]
    return any(public in "".join(text.split()) for text in texts)


def sign(raw: bytes, *, domain: str, selector: str, private: bytes) -> bytes:
    """The same mail with a signature above it; From is signed once too often, so that nobody adds a second one."""
    present = {line.partition(b":")[0].strip().lower() for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n")}
    names = [name for name in _SIGNED if name in present]
    signature: bytes = dkim.sign(
        raw,
        selector.encode(),
        domain.encode("idna"),
        private,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[*names, b"from"],
    )
    return signature + raw
