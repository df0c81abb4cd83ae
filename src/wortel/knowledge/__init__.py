"""What we know: articles, their versions and accepted answers."""
