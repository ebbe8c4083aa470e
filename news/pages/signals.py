"""What this room asks of others."""

from django.dispatch import Signal

# Sent when /readyz is asked, if the database answers. No arguments. A hearer returns {name: what ails it}, an empty
# text for what is well; the site does its work all the same, but somebody should look. Hearer: operations (the worker).
readiness_asked = Signal()
