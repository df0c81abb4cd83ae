"""Why customers make contact: the tree of reasons, what was given, what words mean, and the drivers found in them."""

from wortel.reasons.models.drivers import (
    Assignment,
    Discovery,
    Driver,
    Level,
    Moved,
    Placed,
    Proposal,
    ProposedPart,
    Rearrangement,
    pack_keys,
    unpack_keys,
)
from wortel.reasons.models.giving import GivenReason, Source, Wording
from wortel.reasons.models.guessing import Guess, Lesson
from wortel.reasons.models.texts import Encoder, TextVector
from wortel.reasons.models.tree import Demand, Reason

__all__ = [
    "Assignment",
    "Demand",
    "Discovery",
    "Driver",
    "Encoder",
    "GivenReason",
    "Guess",
    "Lesson",
    "Level",
    "Moved",
    "Placed",
    "Proposal",
    "ProposedPart",
    "Rearrangement",
    "Reason",
    "Source",
    "TextVector",
    "Wording",
    "pack_keys",
    "unpack_keys",
]
