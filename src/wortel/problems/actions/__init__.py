"""Everything that can happen to a problem."""

from wortel.problems.actions.causes import (
    flag_cause,
    forget_cause,
    make_problem,
    report_cause,
    unflag,
)

__all__ = [
    "flag_cause",
    "forget_cause",
    "make_problem",
    "report_cause",
    "unflag",
]
