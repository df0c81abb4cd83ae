"""Who is asking: people, their addresses, recognising and merging them."""
