"""Which of these contacts have one cause?

Contacts are gathered by what stands behind them (reason, partner, product) and by what was said, and split where one
product or a long silence sets a part of them apart. A reason binds only when those who gave it use the same words and
when colleagues say of many of them that the cause remains; a reason that is a mixed bag, or none at all, leaves it to
the words. Who fits nowhere well enough stays out: a group is a proposal to a person. Do not use it to count.

Contacts are read once and found through the rarest of their stems, so the work grows with their number and not with
its square.

Reference: leader clustering (Hartigan, 1975, chapter 3) over an inverted index; words that mark a reason are those
with a high lift (Brin et al., 1997).

>>> from datetime import date
>>> said = ("De doos is ingedeukt en de lamp stuk", "Lamp stuk, doos ingedeukt", "Stuk aangekomen, doos ingedeukt")
>>> [group.members for group in find_groups([Told(n, date(2026, 3, n), text) for n, text in enumerate(said, 1)])]
[(1, 2, 3)]
"""

from wortel.analysis.grouping.gathering import Group, find_groups
from wortel.analysis.grouping.told import Told, Why

__all__ = ["Group", "Told", "Why", "find_groups"]
