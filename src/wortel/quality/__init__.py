"""How friendly we are: surveys and their scores."""
