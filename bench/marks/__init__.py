"""What readers get: weight, speed on a slow phone, valid HTML, cards, and what Lighthouse makes of it."""
