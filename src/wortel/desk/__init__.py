"""The agent's screen: inbox, the one timeline, reply and the one-click flag."""
