"""Everything that can happen to a message to customers."""

from wortel.problems.actions.telling.answering import answer_survey, opt_in_again, opt_out_by_link
from wortel.problems.actions.telling.choosing import (
    ExposureTooWide,
    Limits,
    drop_exposure,
    note_export,
    set_exposure,
    set_restraint,
)
from wortel.problems.actions.telling.proposing import (
    AlreadyGoing,
    NobodyToTell,
    NotAProposal,
    NothingToWarnOf,
    NotProven,
    WordsRefused,
    drop_proposal,
    list_candidates,
    propose,
    word,
)
from wortel.problems.actions.telling.sending import send_batch, send_waiting
from wortel.problems.actions.telling.steering import (
    SENDERS,
    MayNotSend,
    NotNow,
    approve,
    mark_called,
    pause,
    resume,
    stop,
    unmark_called,
)

__all__ = [
    "SENDERS",
    "AlreadyGoing",
    "ExposureTooWide",
    "Limits",
    "MayNotSend",
    "NobodyToTell",
    "NotAProposal",
    "NotNow",
    "NotProven",
    "NothingToWarnOf",
    "WordsRefused",
    "answer_survey",
    "approve",
    "drop_exposure",
    "drop_proposal",
    "list_candidates",
    "mark_called",
    "note_export",
    "opt_in_again",
    "opt_out_by_link",
    "pause",
    "propose",
    "resume",
    "send_batch",
    "send_waiting",
    "set_exposure",
    "set_restraint",
    "stop",
    "unmark_called",
    "word",
]
