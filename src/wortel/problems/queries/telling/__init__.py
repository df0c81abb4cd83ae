"""Whom may we tell about a cause, with which words, and what came of it?"""

from wortel.problems.queries.telling.exposed import find_exposure, list_called, list_exposed
from wortel.problems.queries.telling.links import NotOurLink, find_recipient, stop_address, survey_address, token_of
from wortel.problems.queries.telling.progress import (
    Tally,
    count_states,
    find_current,
    find_proof_to_tell,
    list_calls,
    list_lost,
    list_remarks,
    list_tellings,
    sent_since,
    tally_replies,
)
from wortel.problems.queries.telling.restraint import find_restraint, is_quiet_now, list_complaints
from wortel.problems.queries.telling.spared import Spared, measure_spared
from wortel.problems.queries.telling.sufferers import Sufferer, count_groups, list_sufferers, search_sufferers
from wortel.problems.queries.telling.weighing import Candidate, Heard, weigh
from wortel.problems.queries.telling.words import Letter, Proposal, propose_words, write_letter

__all__ = [
    "Candidate",
    "Heard",
    "Letter",
    "NotOurLink",
    "Proposal",
    "Spared",
    "Sufferer",
    "Tally",
    "count_groups",
    "count_states",
    "find_current",
    "find_exposure",
    "find_proof_to_tell",
    "find_recipient",
    "find_restraint",
    "is_quiet_now",
    "list_called",
    "list_calls",
    "list_complaints",
    "list_exposed",
    "list_lost",
    "list_remarks",
    "list_sufferers",
    "list_tellings",
    "measure_spared",
    "propose_words",
    "search_sufferers",
    "sent_since",
    "stop_address",
    "survey_address",
    "tally_replies",
    "token_of",
    "weigh",
    "write_letter",
]
