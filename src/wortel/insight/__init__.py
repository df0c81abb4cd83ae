"""Counts and trends; reads every room, changes none."""
