"""Decisions about problems that need no database."""

from wortel.problems.rules.agenda import Facts, Place, Work, find_place, is_silent, is_standing_still
from wortel.problems.rules.belief import Trait, belief, is_enough, subject_of, title_from, without_subject
from wortel.problems.rules.planning import default_washout
from wortel.problems.rules.priority import Priority, reckon_priority
from wortel.problems.rules.promises import (
    LADDER,
    Kept,
    Plan,
    is_mail_hour,
    is_reminder_due,
    judge_answer,
    judge_plan,
    next_part,
)
from wortel.problems.rules.returning import Level, chance_of_so_many, is_back
from wortel.problems.rules.sharing import SharesExceedWhole, check_shares, is_past, is_plannable
from wortel.problems.rules.states import SAID, State, Step, order_steps, state_of
from wortel.problems.rules.trends import Trend, is_digest_moment, judge_trend
from wortel.problems.rules.unheard import Lack, find_lacks
from wortel.problems.rules.windows import Together, Window, monday_of, set_apart, window_of

__all__ = [
    "LADDER",
    "SAID",
    "Facts",
    "Kept",
    "Lack",
    "Level",
    "Place",
    "Plan",
    "Priority",
    "SharesExceedWhole",
    "State",
    "Step",
    "Together",
    "Trait",
    "Trend",
    "Window",
    "Work",
    "belief",
    "chance_of_so_many",
    "check_shares",
    "default_washout",
    "find_lacks",
    "find_place",
    "is_back",
    "is_digest_moment",
    "is_enough",
    "is_mail_hour",
    "is_past",
    "is_plannable",
    "is_reminder_due",
    "is_silent",
    "is_standing_still",
    "judge_answer",
    "judge_plan",
    "judge_trend",
    "monday_of",
    "next_part",
    "order_steps",
    "reckon_priority",
    "set_apart",
    "state_of",
    "subject_of",
    "title_from",
    "window_of",
    "without_subject",
]
