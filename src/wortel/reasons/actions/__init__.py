"""Everything that can happen to a reason and to what a contact is about."""

from wortel.reasons.actions.forgetting import forget_texts
from wortel.reasons.actions.giving import (
    confirm,
    learn,
    propose,
    propose_reason,
    put_back,
    take_over,
    withdraw_proposal,
)
from wortel.reasons.actions.tree import add_reason, edit_reason, value_reason

__all__ = [
    "add_reason",
    "confirm",
    "edit_reason",
    "forget_texts",
    "learn",
    "propose",
    "propose_reason",
    "put_back",
    "take_over",
    "value_reason",
    "withdraw_proposal",
]
