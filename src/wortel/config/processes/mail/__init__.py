"""The mail process: it accepts mail, fetches mail, and hands over what leaves."""
