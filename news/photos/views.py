"""Show staff the photos of the library, those that are not public included."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from . import delivery, renditions
from .models import Photo


@require_safe
@permission_required("photos.view_photo", raise_exception=True)
def rendition(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Answer with the rendition ``name`` of a photo, to staff (as the admin site sees to) who may see photos."""
    photo = get_object_or_404(Photo, pk=pk)
    try:
        path = renditions.rendition(photo, name)
        return delivery.answer(request, path, cache_control="private, no-store")
    except (renditions.NoSuchRendition, FileNotFoundError) as error:
        raise Http404 from error
