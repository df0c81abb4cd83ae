"""What a contact tells beyond its words: lacking means, broken promises, frustration."""
