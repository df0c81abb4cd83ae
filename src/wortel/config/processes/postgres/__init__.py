"""The embedded PostgreSQL: the wheel's binaries under our own care."""
