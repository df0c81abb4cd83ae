"""Keeping new rows: several with one statement. The only place that writes SQL by hand."""
