"""What do words do: threaten, thank, blame, send away?

Rules find thirteen kinds of utterance in Dutch and English, each with the words that are the evidence, where they stand
in code points, and how sure that is. `reader` adds the meaning of whole sentences, and finds two thirds more. They say
what was written and nothing about what anybody feels or means. What somebody quotes is not theirs and is not read.

Do not use it to judge a message or a person: at a few in a hundred half of the sarcasm it sees may be none. Count it
by topic, or show it to whoever writes.

Reference: the kinds follow complaint and politeness research in service contacts (Brown and Levinson, 1987, for what
a reproach in polite dress is); the rules are our own. Figures stand in `benchmarks/RESULTS.md` under `language`.

>>> found = find_utterances("Ik ga niet naar de rechter, maar ik ben wel teleurgesteld.", side="customer")
>>> [(one.label, one.text, one.start) for one in found]
[('disappointed', 'teleurgesteld', 44)]
"""

from wortel.analysis.language.asking import Known, find_reasked
from wortel.analysis.language.cues import LABELS, Label, Side
from wortel.analysis.language.reading import Utterance, find_utterances
from wortel.analysis.language.referring import find_referral
from wortel.analysis.language.rules import SIDES
from wortel.analysis.language.sentences import Span, sentences

__all__ = [
    "LABELS",
    "SIDES",
    "Known",
    "Label",
    "Side",
    "Span",
    "Utterance",
    "find_reasked",
    "find_referral",
    "find_utterances",
    "sentences",
]
