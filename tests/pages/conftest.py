"""The clock at noon, ways to release and to correct in one line, and every address that a reader may open."""

import datetime
from collections.abc import Callable

import pytest
import time_machine

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, PhotoCaption, Quote
from news.photos.models import Photo
from news.photos.uploads import receive
from tests.conftest import NOON
from tests.photos import pictures

MINUTE, HOUR, DAY = (datetime.timedelta(**{name: 1}) for name in ("minutes", "hours", "days"))


@pytest.fixture(autouse=True)
def clock():
    """The clock stands at noon, until a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def photo(newsroom) -> Photo:
    content = pictures.encoded(pictures.blocks().resize((600, 400)))
    return receive(pictures.upload(content), by=None, alt="Antrean warga di teras", credit="Humas/Wira")


@pytest.fixture
def full(draft, photo, appointment) -> Edition:
    """The draft with everything that a release can have."""
    draft.kicker, draft.subheadline, draft.venue = "Imunisasi", "Tanpa mendaftar lebih dulu", "Puskesmas Muara"
    draft.dateline_source = "HUMAS"
    draft.save()
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Warga mengantre sejak pagi.", is_lead=True)
    Quote.objects.create(edition=draft, appointment=appointment, words="Cukup bawa KTP.", order=1)
    Quote.objects.create(edition=draft, speaker="Ibu Rukmini", office="warga", words="Antreannya cepat.", order=2)
    return draft


@pytest.fixture
def release(penulis, redaktur, penerbit) -> Callable[..., Edition]:
    """Take a draft through review and release it: now, or ``at`` a time."""

    def go(draft: Edition, at: datetime.datetime | None = None) -> Edition:
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        return workflow.take("release", draft, by=penerbit, at=at)

    return go


@pytest.fixture
def live(full, release, agency) -> Edition:
    """The draft with everything, released at noon; its agency has a press contact."""
    agency.contact_name, agency.contact_phone, agency.boilerplate = "Seksi Informasi", "(0000) 555-1", "Melayani warga."
    agency.save()
    return release(full)


@pytest.fixture
def correct(penulis, release) -> Callable[..., Edition]:
    """Correct a released edition, and release the correction."""

    def go(
        edition: Edition, kind: str, note: str = "", at: datetime.datetime | None = None, **content: object
    ) -> Edition:
        revised = workflow.take("revise", edition, by=penulis, kind=kind, note=note)
        with editing.change(revised.pk, by=penulis) as changing:
            for name, value in content.items():
                setattr(changing, name, value)
            changing.save()
        return release(revised, at)

    return go


@pytest.fixture
def another(penulis, agency, section, release) -> Callable[..., Edition]:
    """Write and release one more short release of the same section and agency."""

    def go(headline: str, at: datetime.datetime | None = None, **content: object) -> Edition:
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **content)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        return release(edition, at)

    return go


# What the complete draft of tests/conftest.py is reached by, once it is released.
ADDRESS = "/2026/03/11/vaksinasi-gratis-di-puskesmas-mulai-senin/"
LISTS = (
    "/",
    "/rubrik/kesehatan/",
    "/topik/imunisasi/",
    "/instansi/dinas-kesehatan/",
    "/pejabat/rahmat-simbolang/",
    "/2026/",
    "/2026/03/",
)
INDEXES = ("/instansi/", "/pejabat/", "/pejabat/menjabat/", "/arsip/", "/agenda/")
PAGES = (ADDRESS, *LISTS, *INDEXES)
