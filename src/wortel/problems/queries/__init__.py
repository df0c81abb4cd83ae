"""Every question about problems beyond a one-line filter."""

from wortel.problems.queries.proposing import find_likely_process, find_standing, propose_for

__all__ = ["find_likely_process", "find_standing", "propose_for"]
