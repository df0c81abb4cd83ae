"""Everything a cause is made of."""

from wortel.problems.models.charging import Entry, Posting
from wortel.problems.models.costs import Budget, ChannelFee, ContactCost, Price, Rate, StandardMinutes
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
    "Closure",
    "ContactCost",
    "Effect",
    "Entry",
    "Fix",
    "Flag",
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
]
