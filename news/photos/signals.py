"""What this room announces."""

from django.dispatch import Signal

# Sent after commit, when the names of the people in a photo, or its keywords, are new. Argument: photo (Photo).
# Hearer: directory, which notes which of its officials are in it.
people_named = Signal()
