"""Root causes: flag, owner, cost, fix and effect."""
