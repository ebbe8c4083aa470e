"""What editors see beyond plain admin forms."""
