"""What is shown, as bytes."""
