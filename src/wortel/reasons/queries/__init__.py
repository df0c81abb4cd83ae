"""Why customers make contact: the tree of reasons and what has been given."""

from wortel.reasons.queries.giving import (
    Proposer,
    count_unlearned,
    find_given,
    find_proposer,
    has_unread,
    list_examples,
    list_waiting,
    propose_for_text,
)
from wortel.reasons.queries.tree import Twig, list_above, list_below, list_branch, list_reasons, list_tree

__all__ = [
    "Proposer",
    "Twig",
    "count_unlearned",
    "find_given",
    "find_proposer",
    "has_unread",
    "list_above",
    "list_below",
    "list_branch",
    "list_examples",
    "list_reasons",
    "list_tree",
    "list_waiting",
    "propose_for_text",
]
