"""What templates say of comments."""
