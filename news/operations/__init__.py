"""Begin, demo and bulk content."""
