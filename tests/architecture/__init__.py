"""What must hold for the house as a whole; each check is shown a violation that it must find."""
