"""What we may keep, how long, and giving it back."""
