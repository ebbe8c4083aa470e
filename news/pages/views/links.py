"""Links without log-in to what is not live: the release, its photos and its files, while the link holds.

Whatever opens nothing (never given out, mistyped, expired, revoked, of a release that was withdrawn) is the same 404 as
any page that is not there. Once the release is live the link leads to its public address.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.answers import METHODS, not_allowed
from news.articles import delivery as files
from news.articles.models import Attachment, Edition
from news.desk import linking
from news.desk.linking import Moved, Shown
from news.desk.models import PressLink, PreviewLink
from news.photos import delivery, markup
from news.photos.models import Photo

from .previews import Addresses, Banner, private, render_unpublished

CACHE_CONTROL = "private, no-store"

View = Callable[..., HttpResponseBase]


def _by_link(view: View) -> View:
    """Give ``view`` what the link opens instead of its token; answer for it where there is nothing to open.

    As on every public page it is GET, HEAD and OPTIONS only, and neither session nor user are touched.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            return not_allowed()
        found = linking.opened(token, timezone.now())
        if found is None:
            raise Http404
        return private(view(request, found, token, *args, **kwargs))

    return csrf_exempt(answer)  # whoever posts here is told 405: there is nothing to forge


@_by_link
def preview(request: HttpRequest, found: Shown | Moved, token: str) -> HttpResponseBase:
    """Show the release behind a link; lead to its public address once it is live."""
    if isinstance(found, Moved):
        return HttpResponseRedirect(found.article.get_absolute_url())
    if request.method == "GET":
        linking.note_opening(found.link, request, timezone.now())
    link, edition = found.link, found.edition
    banner = _embargo(link, edition) if isinstance(link, PressLink) else _preview(link)
    return render_unpublished(request, edition, banner=banner, addresses=_addresses(found, token))


@_by_link
def photo(request: HttpRequest, found: Shown | Moved, token: str, key: uuid.UUID, name: str) -> HttpResponseBase:
    """Answer with a rendition of a photo that the edition behind a link shows."""
    if isinstance(found, Moved):
        return HttpResponseRedirect(reverse("media", args=[key, name]))
    shown = Photo.objects.filter(captions__edition=found.edition, key=key).first()
    if shown is None:
        raise Http404
    return delivery.show(request, shown, name, cache_control=CACHE_CONTROL)


@_by_link
def press_photo(request: HttpRequest, found: Shown | Moved, token: str, key: uuid.UUID) -> HttpResponseBase:
    """Answer with the copy for the press of a photo that a release under embargo shows."""
    if isinstance(found, Moved):
        return HttpResponseRedirect(reverse("press_photo", args=[key, found.article.pk]))
    row = found.edition.captions.filter(photo__key=key).select_related("photo").first()
    if row is None or not isinstance(found.link, PressLink):
        raise Http404
    return delivery.hand_out(
        request, row.photo, caption=row.caption, use=found.edition.article_id, cache_control=CACHE_CONTROL
    )


@_by_link
def attachment(request: HttpRequest, found: Shown | Moved, token: str, key: uuid.UUID, kind: str) -> HttpResponseBase:
    """Answer with a file of the edition behind a link."""
    if isinstance(found, Moved):
        return HttpResponseRedirect(reverse("attachment", args=[key, kind]))
    row = found.edition.attachments.filter(key=key, kind=kind).first()
    if row is None:
        raise Http404
    return files.hand_out(request, row, cache_control=CACHE_CONTROL)


def _addresses(found: Shown, token: str) -> Addresses:
    own = set(found.edition.captions.values_list("photo", flat=True))
    base, for_press = reverse("preview", args=[token]), isinstance(found.link, PressLink)

    def of_photo(shown: Photo, name: str) -> str:
        # The crest of the newsroom is public.
        return f"{base}media/{shown.key}/{name}" if shown.pk in own else markup.url(shown, name)

    def of_press(shown: Photo) -> str:
        return reverse("preview_press_photo", args=[token, shown.key]) if for_press else ""

    def of_attachment(row: Attachment) -> str:
        return reverse("preview_attachment", args=[token, row.key, row.kind])

    return Addresses(of_photo, of_press, of_attachment)


def _preview(link: PreviewLink) -> Banner:
    return Banner(
        _("Preview: not published"),
        _("This release may still change, and may never be published. Please do not pass it on."),
        [_("This link holds until %(until)s.") % {"until": linking.in_words(link.expires_at)}],
    )


def _embargo(link: PressLink, edition: Edition) -> Banner:
    until = linking.in_words(linking.under_embargo_until(edition))
    return Banner(
        _("EMBARGO UNTIL %(until)s") % {"until": until},
        _("For %(recipient)s, for preparation only.") % {"recipient": link.recipient},
        [
            _("Nothing of it may be published, broadcast or posted before then, neither text nor photos nor files."),
            _("This link is yours alone: please do not pass it on. We see when it is opened, and how often."),
            _("From then on this link leads to the public page. What stands there then is what counts."),
        ],
    )
