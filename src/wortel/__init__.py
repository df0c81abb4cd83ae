"""Customer contact that helps the customer and removes the reason the customer had to get in touch."""
