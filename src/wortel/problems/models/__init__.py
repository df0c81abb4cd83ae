"""Everything a cause is made of."""

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
from wortel.problems.models.doing import Action, Closure, Effect, Fix, Reopening, Verdict
from wortel.problems.models.notices import Notice
from wortel.problems.models.ownership import OwnerAnswer, OwnerLink, Ownership
from wortel.problems.models.problem import Caused, Flag, Match, Merge, Problem, ProblemQuerySet, Rule
from wortel.problems.models.register import Accountable, Process, ProcessOwner

__all__ = [
    "Accountable",
    "Action",
    "Budget",
    "Caused",
    "ChannelFee",
    "ChatsAtOnce",
    "Closure",
    "ContactCost",
    "Effect",
    "Entry",
    "Fix",
    "Flag",
    "Launch",
    "Match",
    "Merge",
    "Notice",
    "OwnerAnswer",
    "OwnerLink",
    "Ownership",
    "Posting",
    "Price",
    "Problem",
    "ProblemQuerySet",
    "Process",
    "ProcessOwner",
    "Rate",
    "Reopening",
    "Rule",
    "StandardMinutes",
    "Verdict",
    "WorkBehind",
]
