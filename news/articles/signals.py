"""What this room announces."""

from django.dispatch import Signal

# Sent after commit, once for each decision. Arguments: step (str, a key of workflow.STEPS), edition (Edition, as
# decided; for "revise" the new draft), by (User). Hearers: alerts, which tells colleagues; the page
# cache will listen here.
decided = Signal()

# Sent within the transaction of a redaction, and for its preview. Arguments: pen (redacting.Pen: its ``rows`` notes and
# takes out what it finds), in_comments (bool: also in what readers wrote). Hearers: every room below that keeps words
# of a release.
redacting = Signal()

# Sent after commit, when personal data were taken out. Arguments: article (Article), by (User). Hearers: none yet; the
# page cache will listen here.
redacted = Signal()

# Sent after commit, when the form of a release was saved. Arguments: edition (Edition), by (User), session (str, by
# which the page knows itself; empty without scripts). Hearers: desk, which lets go of what the page had kept beside it.
saved = Signal()

# Sent when somebody searches the list of releases at the desk. Argument: text (str). Answers: the keys of decided
# editions that fit, the newest first (list[int]), so that the desk need not read through all of them. Hearers: search.
looked_for = Signal()
