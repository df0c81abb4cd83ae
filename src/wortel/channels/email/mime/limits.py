"""How much of one mail we are willing to read; past these it is quarantined or kept as a file."""

MAX_DEPTH = 200
"""Multiparts inside multiparts; the deepest honest mail seen in the outside sets has seven."""

MAX_PARTS = 2_000
"""Also the most files; each becomes a row, and one statement holds 65,535 values."""

MAX_PARTIES = 1_000
"""How many of a To or Cc are kept: whoever writes to more people wrote to nobody in particular."""

MAX_FIELDS = 200_000
MAX_SHOWN_BYTES = 4_000_000
"""A text part larger than this is a file that came along, not something to read on a screen."""

MAX_LINE = 2_000
"""A subject, name or file name is cut here for show; the raw mail keeps the whole."""

MAX_JUNK_LINES = 100
"""Lines that may stand before the first header."""

MAX_QUOTE_DEPTH = 20
"""Quote levels written out as "> "; deeper ones stay at this level, so that text cannot grow quadratically."""
