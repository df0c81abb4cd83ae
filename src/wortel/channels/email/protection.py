"""Says whether a mail is signed or encrypted, and takes the armour off words that PGP signed in the open."""

import re

from wortel.channels.email.mime.tree import Part, walk
from wortel.channels.email.mime.wrappings import sealed_kind
from wortel.channels.interface import Protection

_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_CLEAR_SIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Za-z-]+:[^\n]*\n)*[ \t]*\n(.*?)\n?"
    r"^-----BEGIN PGP SIGNATURE-----[ \t]*\n.*?^-----END PGP SIGNATURE-----[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_DASHED = re.compile(r"^- ", re.MULTILINE)
_OPENING = "-----BEGIN PGP SIGNED MESSAGE-----"
_CLOSING = "-----END PGP SIGNATURE-----"


def find_protection(root: Part, text: str) -> Protection:
    """Encrypted says more than signed: of such a mail we can show nothing."""
    parts = walk(root)
    kinds = {part.type for part in parts}
    sealed = {sealed_kind(part.type, part.name, part.content()) for part in parts if _may_be_sealed(part)}
    if "multipart/encrypted" in kinds or "encrypted" in sealed or text.lstrip().startswith(_ENCRYPTED):
        return "encrypted"
    if "multipart/signed" in kinds or "signed" in sealed or _OPENING in text:
        return "signed"
    return ""


def take_off_armour(text: str) -> str:
    """The words between the marks of a PGP signature, as they were typed; everything around them stays."""
    if _OPENING not in text or _CLOSING not in text:
        return text
    return _CLEAR_SIGNED.sub(lambda found: _DASHED.sub("", found[1]) + "\n", text)


def _may_be_sealed(part: Part) -> bool:
    return "pkcs7-mime" in part.type or (part.name or "").lower().endswith(".p7m")
