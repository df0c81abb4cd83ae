"""Questions of the pages: what they show besides the kept figures."""
