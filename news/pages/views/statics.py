"""Static pages: about us, comments, personal data, accessibility, corrections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from news.answers import public
from news.newsroom.models import StaticPage


@public
def static_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page that readers may see."""
    page = get_object_or_404(StaticPage, slug=slug, is_public=True)
    return render(request, "pages/static_page.html", {"page": page})
