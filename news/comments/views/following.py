"""Where readers ask to be told of new comments on a release."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import addresses, following, verifying
from ..forms import AddressForm
from .framing import live_edition, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or let whoever sent it follow; the answer is the same whether they follow already."""
    edition, now = live_edition(slug), timezone.now()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        is_following = following.ask(
            edition.article,
            form.cleaned_data["email"],
            trusted=verifying.identity(request),
            address_hash=addresses.address_hash(addresses.client_address(request), now),
        )
        template = "comments/mail/following.html" if is_following else "comments/mail/follow_asked.html"
        return page(request, template, edition)
    url = reverse("comment_follow", args=[slug])
    return page(request, "comments/mail/follow.html", edition, status=422 if form.errors else 200, form=form, url=url)
