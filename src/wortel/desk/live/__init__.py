"""Live news for open screens: what changed, as ids only, within a second, without gaps."""
