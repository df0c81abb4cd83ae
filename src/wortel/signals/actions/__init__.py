"""Everything that can be seen or said about a contact beyond its words."""

from wortel.signals.actions.copying import note_copy
from wortel.signals.actions.forgetting import forget_old_marks, forget_texts
from wortel.signals.actions.hearing import hear, skip
from wortel.signals.actions.lacking import UnknownMeans, mark_lacks
from wortel.signals.actions.saying import AlreadyUndone, mark_unsolvable, note_sent_again, undo, unmark_unsolvable
from wortel.signals.actions.seeing import see_broken_again, see_broken_promises, see_late_parcels, see_transfers
from wortel.signals.actions.sounding import count_tone, is_agreed
from wortel.signals.actions.wearing import Stuck, count_stuck, mark_fed_up, uncount_stuck

__all__ = [
    "AlreadyUndone",
    "Stuck",
    "UnknownMeans",
    "count_stuck",
    "count_tone",
    "forget_old_marks",
    "forget_texts",
    "hear",
    "is_agreed",
    "mark_fed_up",
    "mark_lacks",
    "mark_unsolvable",
    "note_copy",
    "note_sent_again",
    "see_broken_again",
    "see_broken_promises",
    "see_late_parcels",
    "see_transfers",
    "skip",
    "uncount_stuck",
    "undo",
    "unmark_unsolvable",
]
