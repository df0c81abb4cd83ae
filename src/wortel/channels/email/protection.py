"""Says whether a mail is signed or encrypted, and takes the armour off words that PGP signed in the open."""

import re

from wortel.channels.email.mime.cms import kind_of
from wortel.channels.email.mime.tree import Part, walk
from wortel.channels.email.mime.wrappings import OPENABLE, is_envelope
from wortel.channels.interface import Protection

_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_OPENING = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
_CLOSING = "-----END PGP SIGNATURE-----"
_HEADER = re.compile(r"[^\n]*\n(?:[A-Za-z-]{1,40}:[^\n]{0,200}\n){0,20}[ \t]*\n")
_DASHED = re.compile(r"^- ", re.MULTILINE)


def find_protection(root: Part, text: str) -> Protection:
    """Encrypted says more than signed: of such a mail we can show nothing."""
    parts = walk(root)
    kinds = {part.type for part in parts}
    sealed = {kind_of(part.content()) for part in parts if part.type in OPENABLE and is_envelope(part.type, part.name)}
    if "multipart/encrypted" in kinds or "encrypted" in sealed or text.lstrip().startswith(_ENCRYPTED):
        return "encrypted"
    if "multipart/signed" in kinds or "signed" in sealed or _OPENING in text:
        return "signed"
    return ""


def take_off_armour(text: str) -> str:
    """The words between the marks of a PGP signature, as they were typed; everything around them stays.

    Each mark is looked for once from where the last one ended, so the work grows with the text and no faster.
    """
    pieces: list[str] = []
    position = 0
    while (opening := text.find(_OPENING, position)) >= 0:
        signature = text.find(_SIGNATURE, opening)
        closing = text.find(_CLOSING, signature) if signature >= 0 else -1
        if closing < 0:
            break
        header = _HEADER.match(text, opening, signature + 1)
        words = text[header.end() if header else opening + len(_OPENING) : signature]
        pieces += [text[position:opening], _DASHED.sub("", words)]
        position = closing + len(_CLOSING)
    return "".join([*pieces, text[position:]])
