"""Everything that can be asked, compared and decided about the quality of contact."""

from wortel.quality.actions.comparing import LOOKED_BACK, compare_answers_given
from wortel.quality.actions.ruling import AlreadyRuled, NothingChosen, rule, take_back
from wortel.quality.actions.surveying import NoSuchScore, take_answer

__all__ = [
    "LOOKED_BACK",
    "AlreadyRuled",
    "NoSuchScore",
    "NothingChosen",
    "compare_answers_given",
    "rule",
    "take_answer",
    "take_back",
]
