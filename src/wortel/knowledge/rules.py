"""Decisions about articles that need no database."""

from wortel.analysis.redact import redact

SHORTEST, LONGEST = 3, 80


def mask_search(text: str) -> str:
    """This will give what was looked for, without what names people; empty when it is too short to tell anything."""
    words = " ".join(redact(text).lower().split())[:LONGEST]
    return words if len(words) >= SHORTEST else ""
