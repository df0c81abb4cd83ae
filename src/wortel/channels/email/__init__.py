"""E-mail: bytes of a mail in, one normal form out; answers built and sent the same way back."""
