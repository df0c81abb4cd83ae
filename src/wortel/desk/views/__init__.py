"""The screens of the desk: each talks HTTP, calls an action, and draws what a query found."""
