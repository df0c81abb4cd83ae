"""Why customers make contact: the tree of reasons and what was given."""

from wortel.reasons.models.giving import GivenReason, Source, Wording
from wortel.reasons.models.tree import Demand, Reason

__all__ = ["Demand", "GivenReason", "Reason", "Source", "Wording"]
