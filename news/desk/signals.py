"""What this room announces."""

from django.dispatch import Signal

# Sent after commit, when a colleague made a remark on a release or answered one. Arguments: remark (Remark; an answer
# has a parent). Hearers: none yet; notices may listen here.
remarked = Signal()
