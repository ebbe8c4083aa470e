"""How often it is read: counted from what was served, and nothing is known of who read."""
