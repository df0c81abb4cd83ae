"""The pages about causes: the board, one cause, the contacts behind it, and the register of processes."""
