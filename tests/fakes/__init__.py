"""Stand-ins for what others run, as their protocols describe it."""
