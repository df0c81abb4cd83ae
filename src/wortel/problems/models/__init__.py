"""Everything a cause is made of."""

from wortel.problems.models.anticipating import NextIssue, Suggestion
from wortel.problems.models.asking import Agreement, Digest, OwnerRequest, Reminder
from wortel.problems.models.charging import Entry, Posting
from wortel.problems.models.costs import (
    Budget,
    ChannelFee,
    ChatsAtOnce,
    ContactCost,
    Launch,
    Price,
    Rate,
    StandardMinutes,
    WorkBehind,
)
from wortel.problems.models.doing import (
    Action,
    Closure,
    Effect,
    Effort,
    Fix,
    InvoiceWeek,
    Lever,
    PlanChange,
    Reopening,
    Verdict,
    Yardstick,
)
from wortel.problems.models.lookalikes import Alike, Gathering, LookAlike, LookAlikeAnswer
from wortel.problems.models.meeting import Attendance, Decision, Meeting, Part
from wortel.problems.models.notices import Notice
from wortel.problems.models.ownership import OwnerAnswer, OwnerLink, Ownership
from wortel.problems.models.packs import Pack, PackBatch
from wortel.problems.models.problem import Caused, Flag, Match, Merge, Parting, Problem, ProblemQuerySet, Rule, sum_cost
from wortel.problems.models.register import Absence, Accountable, Process, ProcessOwner, Step
from wortel.problems.models.seeing import Hunch, Sighting
from wortel.problems.models.standings import Standing
from wortel.problems.models.statements import Objection, Sampled, Stage, Statement
from wortel.problems.models.telling import Exposure, LeftOut, Recipient, Reply, Restraint, Telling, Way
from wortel.problems.models.whys import Hypothesis, Note

__all__ = [
    "Absence",
    "Accountable",
    "Action",
    "Agreement",
    "Alike",
    "Attendance",
    "Budget",
    "Caused",
    "ChannelFee",
    "ChatsAtOnce",
    "Closure",
    "ContactCost",
    "Decision",
    "Digest",
    "Effect",
    "Effort",
    "Entry",
    "Exposure",
    "Fix",
    "Flag",
    "Gathering",
    "Hunch",
    "Hypothesis",
    "InvoiceWeek",
    "Launch",
    "LeftOut",
    "Lever",
    "LookAlike",
    "LookAlikeAnswer",
    "Match",
    "Meeting",
    "Merge",
    "NextIssue",
    "Note",
    "Notice",
    "Objection",
    "OwnerAnswer",
    "OwnerLink",
    "OwnerRequest",
    "Ownership",
    "Pack",
    "PackBatch",
    "Part",
    "Parting",
    "PlanChange",
    "Posting",
    "Price",
    "Problem",
    "ProblemQuerySet",
    "Process",
    "ProcessOwner",
    "Rate",
    "Recipient",
    "Reminder",
    "Reopening",
    "Reply",
    "Restraint",
    "Rule",
    "Sampled",
    "Sighting",
    "Stage",
    "StandardMinutes",
    "Standing",
    "Statement",
    "Step",
    "Suggestion",
    "Telling",
    "Verdict",
    "Way",
    "WorkBehind",
    "Yardstick",
    "sum_cost",
]
