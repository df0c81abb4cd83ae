"""What was said: contacts, in conversations."""
