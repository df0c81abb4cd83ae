"""The pages for people without an account: the owner's page and the question form."""
