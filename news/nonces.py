"""The rich text editor under the strict Content Security Policy."""

from django.forms.widgets import Media
from django.http import HttpRequest
from js_asset import Media as NonceMedia


def nonced(request: HttpRequest, media: Media) -> Media:
    """Return ``media`` with the nonce of this answer: the editor's import map is the only inline script there is."""
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the CSP middleware
    found: Media = NonceMedia.from_media(media, nonce=nonce)
    return found
