"""What the form of a release needs for choosing photos, putting captions together and marking quotes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.directory import permissions
from news.photos import quota
from news.photos.renditions import CROPS

from ..captioning import SIDES

register = template.Library()

# Where somebody stands in a photo, for people; what the caption says is in captioning.
SIDE_NAMES = {
    "left": pgettext_lazy("in a photo", "left"),
    "centre": pgettext_lazy("in a photo", "centre"),
    "right": pgettext_lazy("in a photo", "right"),
    "second-left": pgettext_lazy("in a photo", "second from left"),
    "second-right": pgettext_lazy("in a photo", "second from right"),
    "front": pgettext_lazy("in a photo", "front"),
    "back": pgettext_lazy("in a photo", "back"),
}
CROP_NAMES = {"1x1": "1:1", "4x3": "4:3", "16x9": "16:9", "card": _("share card")}


@register.inclusion_tag("desk/release_parts.html", takes_context=True)
def release_parts(context: dict[str, Any]) -> dict[str, Any]:
    """Show the dialogs and templates that the scripts of a release's parts use; outside of the release's form."""
    user = context["request"].user
    return {
        "may_send": user.has_perm("photos.add_photo"),
        "may_keep_directory": permissions.may_keep(user),
        "max_bytes": quota.MAX_BYTES,
        "too_large": quota.TOO_LARGE,
        "sides": [(side, SIDE_NAMES[side]) for side in SIDES],
        "crops": [(name, *shape, CROP_NAMES[name]) for name, shape in CROPS.items()],
    }
