"""Releases that were released and indexed."""

import datetime

import pytest

from news.articles import editing, workflow
from news.articles.models import Edition
from news.search import indexing
from tests.conftest import NOON


@pytest.fixture
def released(penulis, redaktur, penerbit, section, agency):
    """Release an edition with the given content, and index it; ``at`` is when it goes live."""

    def release(headline="Judul", lead="", body="<p>Isi.</p>", *, at=None, **content):
        draft = editing.begin_draft(
            penulis, headline=headline, lead=lead, body=body, section=section, dateline_place="Rantau", **content
        )
        draft.agency_rows.create(agency=agency, is_lead=True)
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        edition = workflow.take("release", draft, by=penerbit, at=at)
        indexing.index_article(edition.article_id)
        return Edition.objects.get(pk=edition.pk)

    return release


LATER = NOON + datetime.timedelta(days=1)
