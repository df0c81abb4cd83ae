"""The pages of figures: home, nature and volume, solved at once, the ledger, and the contacts behind each figure."""
