"""Small pictures of the library, for the form of a release."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from news.photos import markup, renditions
from news.photos.models import Photo


def photo_picture(pk: int) -> HttpResponse:
    """Lead to the picture that :func:`thumbnail` shows of the photo ``pk``."""
    photo = get_object_or_404(Photo, pk=pk)
    return HttpResponseRedirect(markup.staff_url(photo, f"{renditions.widths(photo)[0]}.webp"))
