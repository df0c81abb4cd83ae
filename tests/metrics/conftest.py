"""The worked examples, brought in once for all tests of a file that read them."""

from tests.worked import before_merge, committed, report, worked_contacts, worked_month

__all__ = ["before_merge", "committed", "report", "worked_contacts", "worked_month"]
