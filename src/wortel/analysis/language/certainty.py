"""How often are the rules right, where nothing but the words is looked at?

Measured on the sentences that were written when the rules stood; a label is there in about six of a hundred.
"""

from collections.abc import Mapping

from wortel.analysis.language.cues import Strength

CERTAINTY: Mapping[Strength, float] = {"plain": 0.8, "faint": 0.7}
