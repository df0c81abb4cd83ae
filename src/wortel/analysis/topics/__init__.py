"""What are these contacts about?

Finds drivers in texts without labels: themes, the drivers inside them and the variants inside those. Every text gets
a driver and how sure that is, so that volumes add up to all contacts; which words and which texts are most telling is
given with each. Found again over the same texts with more, they keep their numbers; what changed is told, for a person
to accept.

Do not use it for fewer than some hundred texts, nor to judge one text: it finds what many people say.

Reference: a graph of nearest neighbours over what a text means (its vector) and how it is worded (latent semantic
analysis of pieces of words: Deerwester et al., 1990), parted by the Leiden method (Traag, Waltman and van Eck, 2019)
with modularity (Reichardt and Bornholdt, 2006). Names are the words that a driver has more than others (class-based
term weighting).

>>> about = ["Waar blijft mijn pakket", "Mijn pakket is niet bezorgd", "Wanneer komt mijn pakket aan"]
>>> about += ["Er staat een fout op mijn factuur", "Ik snap mijn factuur niet", "De factuur is te hoog"]
>>> sum(driver.size for driver in find_topics(about).of_level("driver"))
6
"""

from wortel.analysis.topics.changes import Change, compare_topics
from wortel.analysis.topics.familiarity import Familiarity
from wortel.analysis.topics.finding import Level, Topic, Topics, find_topics
from wortel.analysis.topics.languages import find_languages
from wortel.analysis.topics.meaning import Meaning, learn_meaning
from wortel.analysis.topics.newcomers import find_newcomers
from wortel.analysis.topics.voting import Voters, Votes

__all__ = [
    "Change",
    "Familiarity",
    "Level",
    "Meaning",
    "Topic",
    "Topics",
    "Voters",
    "Votes",
    "compare_topics",
    "find_languages",
    "find_newcomers",
    "find_topics",
    "learn_meaning",
]
