"""A list of releases as a file: CSV as it is written, XLSX from a temporary file; either in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from news.directory import tables

from ..models import Edition, EditionAgency, Mention
from ..standing import STANDINGS, standing

MOST_ROWS = 20_000
CHUNK = 500


def export_file(editions: QuerySet[Edition], form: str) -> HttpResponseBase:
    """Return the first :data:`MOST_ROWS` of ``editions`` as a file.

    :param form: ``csv`` or ``xlsx``.
    :raises Http404: if it is neither.
    """
    keys = list(editions.values_list("pk", flat=True)[:MOST_ROWS])
    name = f"siaran-pers-{timezone.localdate():%Y-%m-%d}.{form}"
    zone, language = timezone.get_current_timezone(), get_language()

    def rows() -> Iterator[list[str]]:
        # What is streamed is made after the middleware has gone: it must not lose the zone and the language.
        with timezone.override(zone), override(language):
            yield from _rows(keys)

    if form == "csv":
        answer: Any = StreamingHttpResponse(tables.csv_chunks(rows()), content_type=tables.CSV_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer  # type: ignore[no-any-return]  # the header's setter has no type
    if form == "xlsx":
        file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  # the answer closes it
        tables.write_xlsx(rows(), file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=tables.XLSX_TYPE)
    raise Http404


def _rows(keys: list[int]) -> Iterator[list[str]]:
    yield [str(capfirst(title)) for title in _titles()]
    rest = iter(keys)
    agencies = EditionAgency.objects.select_related("agency").order_by("-is_lead", "pk")
    mentions = Mention.objects.select_related("official")
    printable = Edition.objects.select_related("article", "section", "created_by").prefetch_related(
        Prefetch("agency_rows", agencies),
        Prefetch("mentions", mentions),
        "tag_rows__tag",
    )
    while chunk := list(islice(rest, CHUNK)):
        found = printable.defer("body").in_bulk(chunk)
        yield from (_row(found[key]) for key in chunk if key in found)


def _titles() -> list[str]:
    return [
        _("number"), _("headline"), _("state"), _("kind"), _("section"), _("agency"), _("other agencies"),
        _("officials"), _("topics"), _("author"), _("event date"), _("venue"),
        _("what it means for citizens"), _("where, for citizens"), _("when, for citizens"), _("whom citizens contact"),
        _("embargo until"), _("live from"), _("live until"), _("changed"), _("address"),
    ]  # fmt: skip


def _row(edition: Edition) -> list[str]:
    article, now = edition.article, timezone.now()
    key = standing(edition, now)
    rows = list(edition.agency_rows.all())
    return [
        article.number or "",
        edition.headline,
        str(STANDINGS.get(key) or edition.get_state_display()),
        article.get_kind_display(),
        str(edition.section or ""),
        str(edition.lead_agency or ""),
        "; ".join(str(row.agency) for row in rows if not row.is_lead),
        "; ".join(mention.official.full_name for mention in edition.mentions.all()),
        "; ".join(row.tag.name for row in edition.tag_rows.all()),
        str(edition.created_by or ""),
        edition.event_date.isoformat() if edition.event_date else "",
        edition.venue,
        *(getattr(edition, name) for name in Edition.CITIZEN_FIELDS),
        *(_local(moment) for moment in (
            edition.embargo_until, edition.live_from, edition.live_until, edition.changed_at
        )),
        f"{settings.BASE_URL}{article.get_absolute_url()}" if article.url_date and article.slug else "",
    ]  # fmt: skip


def _local(moment: Any) -> str:
    """Return ``moment`` as a spreadsheet sorts it: local time with its offset."""
    return timezone.localtime(moment).isoformat(" ", "minutes") if moment else ""
