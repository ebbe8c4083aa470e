"""Attachments for staff, who also see what is not public."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from ..delivery import hand_out
from ..models import Attachment, Edition


def attachment_file(request: HttpRequest, pk: int, editions: QuerySet[Edition]) -> HttpResponseBase:
    """Answer with the attachment ``pk`` of one of ``editions``.

    :raises Http404: if it is not of these, or its file is gone.
    """
    attachment = Attachment.objects.filter(pk=pk, edition__in=editions.order_by()).first() if pk < 2**63 else None
    if attachment is None:
        raise Http404
    return hand_out(request, attachment, cache_control="private, no-store")
