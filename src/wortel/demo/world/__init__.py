"""The fictional organisation as pure data: the same seed and day give the same world."""
