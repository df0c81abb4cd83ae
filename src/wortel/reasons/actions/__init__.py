"""Everything that can happen to a reason and to what a contact is about."""

from wortel.reasons.actions.giving import confirm, learn, propose, put_back, take_over
from wortel.reasons.actions.tree import add_reason, edit_reason, value_reason

__all__ = ["add_reason", "confirm", "edit_reason", "learn", "propose", "put_back", "take_over", "value_reason"]
