"""What this room announces."""

from django.dispatch import Signal

# Sent inside the transaction of the decision, unlike the signals of other rooms, so that its entry in the ledger, which
# this room may not import, is written with it or not at all. Arguments: event (str: "hand_over", "put_acting",
# "rename", "succeed", "merge", "undo" or "import"), subject (str, such as "position:5"), note (str: the facts), by
# (User). Hearers: news.ledger.receivers.
decided = Signal()
