"""What readers and editors do, in Chromium."""
