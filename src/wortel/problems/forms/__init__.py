"""What people fill in about a problem. Each form gives plain values; the actions decide."""

from wortel.problems.forms.board import BoardFilter
from wortel.problems.forms.charging import AgreeLaunch, ChooseStage
from wortel.problems.forms.describing import Absorbing, Beginning, Description, Relation
from wortel.problems.forms.doing import AcceptedRisk, Assignment, NewAction, Question
from wortel.problems.forms.planning import Invoices, NewFix

__all__ = [
    "Absorbing",
    "AcceptedRisk",
    "AgreeLaunch",
    "Assignment",
    "Beginning",
    "BoardFilter",
    "ChooseStage",
    "Description",
    "Invoices",
    "NewAction",
    "NewFix",
    "Question",
    "Relation",
]
