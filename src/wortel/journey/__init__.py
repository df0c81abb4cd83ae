"""The line itself, as straight lists of calls: receive, understand, improve."""
