"""Renditions are made of what is shown, and of what came in lately."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.articles.models import PhotoCaption
from news.operations.rendering import LATELY, render_photos
from news.photos import files, renditions
from news.photos.models import Photo
from news.photos.uploads import receive

from ..photos import pictures


@pytest.fixture
def old(newsroom) -> Photo:
    """A photo of long ago that nothing shows."""
    photo = receive(pictures.upload(pictures.encoded(pictures.blocks())), by=None)
    Photo.objects.filter(pk=photo.pk).update(uploaded_at=timezone.now() - LATELY - datetime.timedelta(minutes=1))
    return photo


def shown_in_a_release(photo, draft, official, agency, newsroom):
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Bakau.", is_lead=True)


def shown_as_a_portrait(photo, draft, official, agency, newsroom):
    official.portrait = photo
    official.save()


def shown_as_a_logo(photo, draft, official, agency, newsroom):
    agency.logo = photo
    agency.save()


def shown_as_the_crest(photo, draft, official, agency, newsroom):
    newsroom.crest = photo
    newsroom.save()


@pytest.mark.parametrize("show", [shown_in_a_release, shown_as_a_portrait, shown_as_a_logo, shown_as_the_crest])
def test_what_is_shown_is_rendered_however_old(show, old, draft, official, agency, newsroom):
    assert render_photos() == 0
    assert not files.path("renditions").exists()
    show(old, draft, official, agency, newsroom)
    assert render_photos() == 1
    assert renditions.missing(old) == []
    assert render_photos() == 0


def test_what_came_in_lately_is_rendered_by_the_worker(old):
    Photo.objects.update(uploaded_at=timezone.now() - LATELY + datetime.timedelta(minutes=1))
    call_command("announce", verbosity=0)
    assert renditions.missing(old) == []
