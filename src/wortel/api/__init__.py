"""Machines: REST over the same actions as the screens."""
