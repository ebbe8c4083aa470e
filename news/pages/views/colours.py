"""The newsroom's accent colours, as a stylesheet of two lines: the site's policy allows no style within a page."""

from django.http import Http404, HttpRequest, HttpResponse

from news.answers import public
from news.newsroom.accents import DARK, LEAST, LIGHT, least_contrast, stylesheet


@public
def colours(request: HttpRequest, light: str, dark: str) -> HttpResponse:
    """Answer with the stylesheet that the address names, six digits a colour; one that cannot be read is not there."""
    accents = f"#{light}", f"#{dark}"
    if any(least_contrast(*pair) < LEAST for pair in zip(accents, (LIGHT, DARK), strict=True)):
        raise Http404
    return HttpResponse(
        stylesheet(*accents),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},  # the address says all that it says
    )
