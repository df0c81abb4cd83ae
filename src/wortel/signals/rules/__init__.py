"""What can be seen in words and moments without a database, each with the words it was seen in."""

from wortel.signals.rules.asking import Known, find_reasked
from wortel.signals.rules.blaming import find_blame
from wortel.signals.rules.moments import SOON, is_broken_again, judge_promise
from wortel.signals.rules.referring import find_referral
from wortel.signals.rules.sentences import Span, sentences

__all__ = [
    "SOON",
    "Known",
    "Span",
    "find_blame",
    "find_reasked",
    "find_referral",
    "is_broken_again",
    "judge_promise",
    "sentences",
]
