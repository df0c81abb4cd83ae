"""Who works here: organisation, team, agent and mandate."""
