"""What readers of comments see and send."""
