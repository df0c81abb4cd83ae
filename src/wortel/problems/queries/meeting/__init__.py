"""The weekly meeting: what it is about, what was decided, and what came of it."""

from wortel.problems.queries.meeting.agenda import Agenda, draw_agenda, find_since
from wortel.problems.queries.meeting.beside import Beside, count_beside, count_work
from wortel.problems.queries.meeting.discussing import DECISIONS, Discussed, say_state, show_item
from wortel.problems.queries.meeting.items import Item
from wortel.problems.queries.meeting.minutes import (
    Since,
    find_before,
    find_running,
    list_decisions,
    list_meetings,
    list_since,
)

__all__ = [
    "DECISIONS",
    "Agenda",
    "Beside",
    "Discussed",
    "Item",
    "Since",
    "count_beside",
    "count_work",
    "draw_agenda",
    "find_before",
    "find_running",
    "find_since",
    "list_decisions",
    "list_meetings",
    "list_since",
    "say_state",
    "show_item",
]
