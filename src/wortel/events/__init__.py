"""What happened: one row per change, for the audit trail and for live screens."""
