"""Why customers make contact: the tree of reasons, what was given, and what their words mean."""

from wortel.reasons.models.giving import GivenReason, Source, Wording
from wortel.reasons.models.texts import Encoder, TextVector
from wortel.reasons.models.tree import Demand, Reason

__all__ = ["Demand", "Encoder", "GivenReason", "Reason", "Source", "TextVector", "Wording"]
