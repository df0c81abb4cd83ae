"""The customer's and the owner's screens: the form, the owner's page."""
