"""Everything that can happen to what is said."""

from wortel.contacts.actions.answering import (
    AlreadySent,
    NobodyToAnswer,
    answer_automatically,
    take_back,
    write_answer,
    write_note,
)
from wortel.contacts.actions.byhand import file_form, log_call, log_counter, log_letter, strike_out
from wortel.contacts.actions.conversations import (
    add_participants,
    forget_empty,
    give_to,
    start_conversation,
    take_apart,
    unite,
)
from wortel.contacts.actions.files import attach_files
from wortel.contacts.actions.filing import describe, file, give_code, mark_spam, remember_thread
from wortel.contacts.actions.telling import file_remark, tell
from wortel.contacts.actions.withholding import keep_readable

__all__ = [
    "AlreadySent",
    "NobodyToAnswer",
    "add_participants",
    "answer_automatically",
    "attach_files",
    "describe",
    "file",
    "file_form",
    "file_remark",
    "forget_empty",
    "give_code",
    "give_to",
    "keep_readable",
    "log_call",
    "log_counter",
    "log_letter",
    "mark_spam",
    "remember_thread",
    "start_conversation",
    "strike_out",
    "take_apart",
    "take_back",
    "tell",
    "unite",
    "write_answer",
    "write_note",
]
