"""How releases are found: an index of words on either engine, and what is live now of what it finds."""
