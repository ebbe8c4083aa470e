"""The only definition of public: an edition is live from ``live_from`` to ``live_until``, the latter not included."""

from django.db.models import Q

from news.prepared import Moment


def is_live(now: Moment, prefix: str = "") -> Q:
    """Return the condition that an edition is live at ``now`` (aware).

    :param prefix: the way to the edition from the model that is asked, such as ``"edition__"``.
    """
    return Q(**{f"{prefix}live_from__lte": now}) & (
        Q(**{f"{prefix}live_until__isnull": True}) | Q(**{f"{prefix}live_until__gt": now})
    )
