"""What we promised to settle: cases over conversations, their hand-overs and outcomes."""
