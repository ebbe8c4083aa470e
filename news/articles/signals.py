"""What this room announces."""

from django.dispatch import Signal

# Sent after commit, once for each decision. Arguments: step (str, a key of workflow.STEPS), edition (Edition, as
# decided; for "revise" the new draft), by (User). Hearers: none yet; the page cache and the notices will listen here.
decided = Signal()
