"""The weekly meeting: it begins, people join, decisions are taken and undone, it ends and is mailed."""

from wortel.problems.actions.meeting.deciding import (
    PlannedWork,
    decide_close,
    decide_merge,
    decide_owner,
    decide_parking,
    decide_plan,
    decide_question,
    decide_risk,
)
from wortel.problems.actions.meeting.holding import (
    MeetingOver,
    NothingSaid,
    begin_meeting,
    end_meeting,
    join_meeting,
    leave_meeting,
)
from wortel.problems.actions.meeting.minuting import mail_minutes
from wortel.problems.actions.meeting.undoing import undo_decision

__all__ = [
    "MeetingOver",
    "NothingSaid",
    "PlannedWork",
    "begin_meeting",
    "decide_close",
    "decide_merge",
    "decide_owner",
    "decide_parking",
    "decide_plan",
    "decide_question",
    "decide_risk",
    "end_meeting",
    "join_meeting",
    "leave_meeting",
    "mail_minutes",
    "undo_decision",
]
