"""What the desk shows, gathered over the rooms: rows of a list, the stream of a customer, help beside it."""
