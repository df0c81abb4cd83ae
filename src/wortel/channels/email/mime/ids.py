"""Reads message ids, without their angle brackets and each once."""

import re

from wortel.channels.email.mime.clean import clean_line
from wortel.channels.email.mime.words import read_raw

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_LONGEST = 998
_BARE = re.compile(r"[^\s<>,;\"]+")


def read_ids(raw: bytes | None) -> tuple[str, ...]:
    """Give the ids of Message-ID, In-Reply-To or References; forgiving missing brackets and stray words."""
    if not raw:
        return ()
    text = read_raw(raw)
    found = [clean_line("".join(match.split())) for match in _BRACKETED.findall(text)]
    if not found:
        bare = _BARE.findall(text)
        found = [word for word in bare if "@" in word] or (bare if len(bare) == 1 else [])
    return tuple(dict.fromkeys(entry for entry in found if 0 < len(entry) <= _LONGEST))
