"""What each partner caused, held against the parcels it carried."""

from wortel.insight.queries.partners.behind import list_caused
from wortel.insight.queries.partners.comparing import Comparison, Side, compare_sides, hold_against_others
from wortel.insight.queries.partners.counting import Count, Span, Tally, find_partners, read_span, read_trend
from wortel.insight.queries.partners.improving import Point, Punctuality, judge_punctuality, list_points

__all__ = [
    "Comparison",
    "Count",
    "Point",
    "Punctuality",
    "Side",
    "Span",
    "Tally",
    "compare_sides",
    "find_partners",
    "hold_against_others",
    "judge_punctuality",
    "list_caused",
    "list_points",
    "read_span",
    "read_trend",
]
