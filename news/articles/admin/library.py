"""What this room adds to the page of the photo library: where a photo is shown."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.directory.admin import DepictedPhotoAdmin
from news.photos.admin import Use
from news.photos.models import Photo

from .. import permissions
from ..models import Edition, PhotoCaption

State = Edition.State


class ShownFilter(admin.SimpleListFilter):
    """By whether a release shows the photo, whatever the release's state."""

    title = gettext_lazy("releases")
    parameter_name = "releases"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("some", _("shown in a release")), ("none", _("in no release"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        shown = Exists(PhotoCaption.objects.filter(photo=OuterRef("pk")))
        condition = {"some": Q(shown), "none": ~Q(shown)}.get(self.value() or "")
        return queryset.filter(condition) if condition else queryset


admin.site.unregister(Photo)


@admin.register(Photo)
class ShownPhotoAdmin(DepictedPhotoAdmin):
    """The library, with the releases that show each photo."""

    list_filter: ClassVar[Any] = [*DepictedPhotoAdmin.list_filter, ShownFilter]
    most_uses = 50

    def may_replace(self, photo: Photo) -> bool:
        """Keep the picture that a release shows beyond its draft: who decided on the release saw this one."""
        decided = Edition.objects.filter(captions__photo=photo).exclude(state__in=[State.DRAFT, State.DISCARDED])
        return super().may_replace(photo) and not decided.exists()

    def uses(self, photo: Photo, user: User) -> list[Use]:
        """Add the newest releases with the photo that ``user`` may see, each in its newest edition that shows it."""
        editions = permissions.visible_to(user).filter(captions__photo=photo).exclude(state=State.DISCARDED)
        newer = Edition.objects.filter(
            article=OuterRef("article"), sequence__gt=OuterRef("sequence"), captions__photo=photo
        ).exclude(state=State.DISCARDED)
        shown: list[Use] = [
            (f"{edition} ({edition.get_state_display()})", reverse("admin:articles_edition_change", args=[edition.pk]))
            for edition in editions.filter(~Exists(newer)).order_by("-pk")[: self.most_uses]
        ]
        return [*shown, *super().uses(photo, user)]
