"""What a rule looks for: words that do something, and words around them that take it back."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

type Side = Literal["customer", "agent"]
type Strength = Literal["plain", "faint"]
Label = Literal[
    "threat",
    "legal_threat",
    "insult",
    "passive_aggressive",
    "blames_customer",
    "sarcasm",
    "not_my_department",
    "disappointed",
    "repeat_mentioned",
    "uncertain",
    "thanks",
    "website_referral",
    "re_ask",
]
LABELS: tuple[Label, ...] = get_args(Label)

DENIED = r"\b(?:niet|geen|nooit|niemand|not|no|never|without|zonder)\b|n't\b"


@dataclass(frozen=True)
class Cue:
    """`words` are the evidence. Nothing is seen where `unless` stands in the sentence or `without` in the evidence."""

    label: Label
    words: re.Pattern[str]
    strength: Strength
    unless: re.Pattern[str] | None
    without: re.Pattern[str] | None
    in_questions: bool

    def find(self, sentence: str) -> tuple[int, int] | None:
        """Where the first evidence in a sentence stands."""
        if self.unless is not None and self.unless.search(sentence):
            return None
        if not self.in_questions and sentence.rstrip().endswith("?"):
            return None
        for match in self.words.finditer(sentence):
            if self.without is None or not self.without.search(match[0]):
                return match.span()
        return None


def cue(
    label: Label,
    *words: str,
    strength: Strength = "plain",
    unless: str = "",
    without: str = "",
    in_questions: bool = True,
) -> Cue:
    return Cue(
        label=label,
        words=re.compile("|".join(words), re.IGNORECASE),
        strength=strength,
        unless=re.compile(unless, re.IGNORECASE) if unless else None,
        without=re.compile(without, re.IGNORECASE) if without else None,
        in_questions=in_questions,
    )
