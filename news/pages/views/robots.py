"""What robots are asked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from news.answers import public

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /komentar/
Disallow: /pratinjau/

Sitemap: {base_url}/sitemap.xml
"""


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Answer as RFC 9309 (https://www.rfc-editor.org/rfc/rfc9309) has it."""
    return HttpResponse(ROBOTS.format(base_url=settings.BASE_URL), content_type="text/plain; charset=utf-8")
