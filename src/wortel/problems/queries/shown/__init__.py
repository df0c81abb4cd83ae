"""Stored numbers as pictures and words."""

from wortel.problems.queries.shown.charges import Charge, charge, month_words
from wortel.problems.queries.shown.drawings import draw_channels, draw_counts, draw_weeks, draw_weeks_of
from wortel.problems.queries.shown.effects import VERDICTS, Shown, say_why, show_effect
from wortel.problems.queries.shown.gains import Gain, list_gains, say_avoided, say_saved
from wortel.problems.queries.shown.quotes import Quote, quote, shorten

__all__ = [
    "VERDICTS",
    "Charge",
    "Gain",
    "Quote",
    "Shown",
    "charge",
    "draw_channels",
    "draw_counts",
    "draw_weeks",
    "draw_weeks_of",
    "list_gains",
    "month_words",
    "quote",
    "say_avoided",
    "say_saved",
    "say_why",
    "shorten",
    "show_effect",
]
