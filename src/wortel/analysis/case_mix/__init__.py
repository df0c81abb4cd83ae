"""Is one partner better than another, or does it only have the easier parcels?

Comparing partners by their plain rates says as much about what they were given as about what they did with it. These
functions compare like with like: `compare_with_expected` (indirect standardisation), `compare_like_with_like` (direct
standardisation of two), `find_limits` with `estimate_spread` (the funnel), `estimate_shrunk` (what a small partner's
share would become with more data).

Do not use them to rank, and never for persons: units are teams and partners. What is counted must be independent:
count parcels with trouble, not contacts, or one customer who had to call five times weighs as five.
"""

from wortel.analysis.case_mix.expected import Expected, compare_with_expected
from wortel.analysis.case_mix.funnel import Limits, estimate_spread, find_limits, is_outside
from wortel.analysis.case_mix.shrinking import Shrunk, estimate_shrunk
from wortel.analysis.case_mix.standard import Standardised, Two, compare_like_with_like
from wortel.analysis.case_mix.strata import Counted, add_up, count_whole

__all__ = [
    "Counted",
    "Expected",
    "Limits",
    "Shrunk",
    "Standardised",
    "Two",
    "add_up",
    "compare_like_with_like",
    "compare_with_expected",
    "count_whole",
    "estimate_shrunk",
    "estimate_spread",
    "find_limits",
    "is_outside",
]
