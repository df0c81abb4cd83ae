"""What a language model may draft, summarise and name for us: off until somebody names its keeper, and only words."""
