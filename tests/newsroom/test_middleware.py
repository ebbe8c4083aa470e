"""Every request knows its newsroom and its zone."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from news.newsroom.middleware import current_newsroom
from tests.conftest import NOON


def test_a_request_runs_in_the_newsrooms_zone(newsroom, rf):
    newsroom.zone = "Asia/Jayapura"
    newsroom.save()

    def view(request):
        return HttpResponse(f"{request.newsroom.name} {timezone.localtime(NOON):%H.%M}")

    assert current_newsroom(view)(rf.get("/")).content.decode() == "Humas Tanjung Selasih 14.00"
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(("left", "expected"), [(25, 25), (60, 60), (600, 60), (-1, 60), (0, 60)])
def test_no_shared_cache_keeps_a_page_beyond_the_end_of_its_banner(left, expected, newsroom, rf):
    newsroom.banner_text, newsroom.banner_until = "Sungai meluap.", NOON + datetime.timedelta(seconds=left)
    newsroom.save()

    def view(request):
        return HttpResponse(headers={"Cache-Control": "public, max-age=0, s-maxage=60"})

    with time_machine.travel(NOON, tick=False):
        kept = current_newsroom(view)(rf.get("/"))["Cache-Control"]
    assert f"s-maxage={expected}" in kept
    assert "public" in kept
