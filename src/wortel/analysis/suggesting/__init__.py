"""Which reason does a text have, how sure is that, and why?

Three heads read each text: one its meaning (a vector), one its wording (pieces of words), one what is known or
suggested of the texts most like it. Wording speaks as loud as the share of the text that its language was taught. The
logarithms of their probabilities are added, with weights that held-out texts taught. Those texts also teach when to
keep silent, and whether all this beats wording alone here at all; where it does not, wording alone suggests.

Do not use it to file a contact without a person, and feed it texts without names: it remembers pieces of words. In a
process that must stay small use `wording`, which needs no embedder.

Reference: multinomial logistic regression on sentence vectors and on character n-grams by TF-IDF, and one step of
label propagation over the nearest texts (Zhu and Ghahramani, 2002), joined as a logarithmic opinion pool (Genest and
Zidek, 1986) whose weights also calibrate (as temperature scaling, Guo et al., 2017). Texts are held out as they come
in time: what is judged was not there when it was learned.
"""

from wortel.analysis.suggesting.learning import compare, learn, learn_again
from wortel.analysis.suggesting.said import NOTHING, Examples, Lessons, Said
from wortel.analysis.suggesting.storing import pack, read_trial, unpack
from wortel.analysis.suggesting.suggester import Experience, Learned, Suggested, Suggester
from wortel.analysis.suggesting.trial import Compared, Reliability, Trial

__all__ = [
    "NOTHING",
    "Compared",
    "Examples",
    "Experience",
    "Learned",
    "Lessons",
    "Reliability",
    "Said",
    "Suggested",
    "Suggester",
    "Trial",
    "compare",
    "learn",
    "learn_again",
    "pack",
    "read_trial",
    "unpack",
]
