"""What was bought and sent: order, parcel, the promised and the real moment."""
