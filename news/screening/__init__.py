"""How a reader's words are weighed."""
