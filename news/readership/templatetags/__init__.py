"""What the desk shows of how often a release was read."""
