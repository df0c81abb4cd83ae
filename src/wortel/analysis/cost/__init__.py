"""What did it cost and who pays?

A contact costs its minutes at its team's rate plus the fee of its channel. `prices` holds rates, fees and standard
minutes by the day they start to hold; `problems` says which problem a contact belongs to and who owns it; `parts`
which part each cause has of a contact with several; `ledger`
charges every contact of a month exactly once, so that the lines add up to the budget and the fees to the cent;
`quadrants` says what to do with a reason.

Do not use the ledger to price a single contact for a customer, nor average cost per contact as a target: fewer
contacts cost the same capacity until the capacity changes.

Reference: time-driven activity-based costing (Kaplan and Anderson, 2004); DOMAIN.md 4.1.
"""

from wortel.analysis.cost.ledger import (
    Ledger,
    Line,
    Pile,
    Priced,
    charge_part,
    close_ledger,
    draw_ledger,
    find_place,
    price_contacts,
    to_cents,
)
from wortel.analysis.cost.parts import Part, rest_of, share_of, split_causes
from wortel.analysis.cost.prices import Budget, Dated, Prices, Warned
from wortel.analysis.cost.problems import Problem, Rule, find_problem, read_rule
from wortel.analysis.cost.quadrants import Quadrant, Spending, find_quadrant, sum_spending

__all__ = [
    "Budget",
    "Dated",
    "Ledger",
    "Line",
    "Part",
    "Pile",
    "Priced",
    "Prices",
    "Problem",
    "Quadrant",
    "Rule",
    "Spending",
    "Warned",
    "charge_part",
    "close_ledger",
    "draw_ledger",
    "find_place",
    "find_problem",
    "find_quadrant",
    "price_contacts",
    "read_rule",
    "rest_of",
    "share_of",
    "split_causes",
    "sum_spending",
    "to_cents",
]
