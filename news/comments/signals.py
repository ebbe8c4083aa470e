"""What this room announces."""

from django.dispatch import Signal

# Sent after commit, once for each comment that came in. Argument: comment (Comment).
# Hearers: none yet; the page cache and the notices will listen here.
received = Signal()

# Sent after commit, once for each decision, undoing included. Argument: decision (Decision, with its comment as
# decided). Hearers: none yet; the page cache and the notices will listen here.
decided = Signal()

# Sent after commit when a comment changed without a decision: by its author, or held again because many sent the same.
# Argument: comment (Comment, as changed). Hearers: none yet; the page cache will listen here.
changed = Signal()
