"""A believable organisation with planted truth."""
