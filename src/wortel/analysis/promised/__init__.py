"""What did these answers promise, and where do they contradict each other?

Reads terms ("binnen 14 dagen"), last days ("uiterlijk 3 december"), amounts, percentages and plain yes or no out of
answers to one question, in Dutch and English, and holds those about the same thing side by side. A conflict needs two
promises that were each made several times: an amount that differs for every customer is no contradiction but a bill. Do
not use it over several questions, nor to say who is right: it shows what was said, a person decides.

Reference: the values are compared as in `consistency` (Simpson, 1949); sentences about the same thing are gathered by
the overlap coefficient over stems (Szymkiewicz, 1934), most frequent first.

>>> said = ["Je hebt 14 dagen om het terug te sturen."] * 4 + ["Terugsturen kan, je hebt 30 dagen."] * 3
>>> [(one.kind, [(value.words, value.count) for value in one.values]) for one in find_conflicts(said)]
[('term', [('14 dagen', 4), ('30 dagen', 3)])]
>>> find_conflicts(["Je krijgt € 4,95 terug.", "Je krijgt € 12 terug.", "Je krijgt € 7,50 terug."])
[]
"""

from wortel.analysis.promised.conflicts import Conflict, Value, find_conflicts
from wortel.analysis.promised.reading import Kind, Promised, find_promised

__all__ = ["Conflict", "Kind", "Promised", "Value", "find_conflicts", "find_promised"]
