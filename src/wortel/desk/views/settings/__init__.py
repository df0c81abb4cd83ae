"""Settings: one place for channels, people, room to act, reasons and prices. For administrators."""
