"""How often is it what it looks like?"""

from collections.abc import Mapping

from wortel.analysis.language.cues import LABELS, Label, Strength

CERTAINTY: Mapping[Label, Mapping[Strength, float]] = {label: {"plain": 0.9, "faint": 0.6} for label in LABELS}
