"""Partners' scorecards: the list, one partner, two side by side, the contacts behind, and on paper."""
