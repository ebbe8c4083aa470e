"""A photo, and a way to go through a whole correction in one line."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, PhotoCaption
from news.photos import uploads
from news.photos.models import Photo

MINUTE, HOUR, DAY = (datetime.timedelta(**{name: 1}) for name in ("minutes", "hours", "days"))


def drawn(colour: str = "teal", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    """Return a JPEG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def photo(newsroom) -> Photo:
    return uploads.receive(drawn(), by=None, alt="Antrean warga di teras puskesmas", credit="Foto: Humas")


@pytest.fixture
def illustrated(draft, photo) -> Edition:
    """The draft with a photo."""
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Warga mengantre sejak pagi.", is_lead=True)
    return draft


@pytest.fixture
def release(penulis, redaktur, penerbit):
    """Take a draft through review and release it: now, or ``at`` a time."""

    def go(draft: Edition, at: datetime.datetime | None = None) -> Edition:
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        return workflow.take("release", draft, by=penerbit, at=at)

    return go


@pytest.fixture
def correct(penulis, release):
    """Correct a released edition and release the correction."""

    def go(
        edition: Edition,
        *,
        kind: str = "ralat",
        note: str = "Jam layanan dibetulkan.",
        at: datetime.datetime | None = None,
        **content: object,
    ) -> Edition:
        draft = workflow.take("revise", edition, by=penulis, kind=kind, note=note)
        with editing.change(draft.pk, by=penulis) as changing:
            for name, value in content.items():
                setattr(changing, name, value)
            changing.save()
        return release(draft, at)

    return go  # fmt: skip


@pytest.fixture
def another(penulis, agency, section, release):
    """Write and release one more short release of the same section and agency."""

    def go(headline: str, at: datetime.datetime | None = None, **content: object) -> Edition:
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **content)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        return release(edition, at)

    return go
