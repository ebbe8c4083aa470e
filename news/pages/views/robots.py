"""What robots are asked, and whom to tell of a weakness."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from news.answers import public
from news.newsroom.models import Newsroom

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /komentar/
Disallow: /pratinjau/

Sitemap: {base_url}/sitemap.xml
"""

SECURITY = """Contact: mailto:{email}
Expires: {expires}
Preferred-Languages: id, en
Canonical: {base_url}/.well-known/security.txt
"""


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Answer as RFC 9309 (https://www.rfc-editor.org/rfc/rfc9309) has it."""
    return HttpResponse(ROBOTS.format(base_url=settings.BASE_URL), content_type="text/plain; charset=utf-8")


@public
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness, as RFC 9116 (https://www.rfc-editor.org/rfc/rfc9116) has it; 404 without e-mail.

    It expires when the half-year after this one begins: the same bytes for months, and never more than a year ahead.
    """
    email = Newsroom.current().contact_email
    if not email:
        raise Http404
    today = timezone.now().date()
    expires = datetime.date(today.year + 1, 1 if today.month <= 6 else 7, 1)
    text = SECURITY.format(email=email, expires=f"{expires}T00:00:00Z", base_url=settings.BASE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
