"""Why customers make contact: the tree of reasons and what has been given."""

from wortel.reasons.queries.drivers import (
    find_latest_search,
    has_placed,
    list_changes,
    list_proposals,
)
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
from wortel.reasons.queries.guesses import Choice, Guessed, Report, find_guess, find_report
from wortel.reasons.queries.tree import Twig, list_above, list_below, list_branch, list_reasons, list_tree

__all__ = [
    "Choice",
    "Guessed",
    "Proposer",
    "Report",
    "Twig",
    "count_unlearned",
    "find_given",
    "find_guess",
    "find_latest_search",
    "find_proposer",
    "find_report",
    "has_placed",
    "has_unread",
    "list_above",
    "list_below",
    "list_branch",
    "list_changes",
    "list_examples",
    "list_proposals",
    "list_reasons",
    "list_tree",
    "list_waiting",
    "propose_for_text",
]
