"""What subscribers get."""
