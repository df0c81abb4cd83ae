"""Everything that can happen to a case."""

from wortel.cases.actions.arriving import add_conversation, answered, bounced, join, open_case, see_new_question, unite
from wortel.cases.actions.assigning import assign, give_to, take
from wortel.cases.actions.changing import CaseChanged, Change
from wortel.cases.actions.merging import OnlyOne, SameCase, merge, rethread, split, take_out
from wortel.cases.actions.needing import say_need
from wortel.cases.actions.promising import break_overdue, keep_promise, promise
from wortel.cases.actions.reading import (
    TooMuch,
    add_draft_file,
    drop_draft_file,
    forget_draft,
    leave,
    look,
    mark_read,
    mark_unread,
    save_draft,
)
from wortel.cases.actions.status import (
    AlreadyPlaced,
    close,
    rename,
    reopen,
    say_alone,
    say_same,
    set_status,
    snooze,
    suppose_same,
    unsnooze,
    wake_due,
)
from wortel.cases.actions.undoing import NothingToUndo, undo, undo_wrap_up
from wortel.cases.actions.wrapping import wrap_up

__all__ = [
    "AlreadyPlaced",
    "CaseChanged",
    "Change",
    "NothingToUndo",
    "OnlyOne",
    "SameCase",
    "TooMuch",
    "add_conversation",
    "add_draft_file",
    "answered",
    "assign",
    "bounced",
    "break_overdue",
    "close",
    "drop_draft_file",
    "forget_draft",
    "give_to",
    "join",
    "keep_promise",
    "leave",
    "look",
    "mark_read",
    "mark_unread",
    "merge",
    "open_case",
    "promise",
    "rename",
    "reopen",
    "rethread",
    "save_draft",
    "say_alone",
    "say_need",
    "say_same",
    "see_new_question",
    "set_status",
    "snooze",
    "split",
    "suppose_same",
    "take",
    "take_out",
    "undo",
    "undo_wrap_up",
    "unite",
    "unsnooze",
    "wake_due",
    "wrap_up",
]
