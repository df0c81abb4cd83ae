"""How contacts come in and answers go out; one folder per channel."""
