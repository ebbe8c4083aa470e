"""The worker; begin, demo and bulk content."""
