"""The pages on which customers are chosen, told, and heard."""
