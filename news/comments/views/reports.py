"""Where readers say that a comment should not stand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from news.answers import public
from news.articles.models import Article

from .. import addresses, reporting, threads
from ..forms import ReportForm
from .framing import SeeOther, live_edition, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a comment should not stand, and take the answer in; what is not shown is not found."""
    slug = Article.objects.filter(reader_comments=pk).values_list("slug", flat=True).first()
    edition = live_edition(slug or "")
    comment = threads.visible(edition.article).unopened().filter(pk=pk).first()
    if comment is None or comment.is_official:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "comments/report.html", edition, status=status, comment=comment, form=form)
    now = timezone.now()
    address_hash = addresses.address_hash(addresses.client_address(request), now)
    try:
        reporting.report(comment, **form.cleaned_data, address_hash=address_hash, now=now)
    except reporting.ReportRefused as refused:
        form.add_error(None, str(refused))
        return page(request, "comments/report.html", edition, status=429, comment=comment, form=form)
    return SeeOther(reverse("comment_reported", args=[slug]))


@public
def comment_reported(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank a reader for a report; the same words whatever became of it."""
    return page(request, "comments/reported.html", live_edition(slug))
