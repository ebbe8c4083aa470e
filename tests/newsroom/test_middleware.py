"""Every request knows its newsroom and its zone."""

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
