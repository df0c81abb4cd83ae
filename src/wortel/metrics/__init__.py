"""Every figure, defined once, over the fact tables."""
