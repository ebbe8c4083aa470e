"""People, places and a complete draft: what most tests begin with.

The people are named as in the newsroom: penulis writes, redaktur reviews, penerbit releases, moderator moderates,
administrator administers, and pembaca is a stranger who reads.
"""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from news.accounts.models import User
from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, Mention, Section
from news.directory.models import Agency, Appointment, Membership, Official, Position
from news.newsroom.models import Newsroom

NOON = datetime.datetime(2026, 3, 11, 5, 0, tzinfo=datetime.UTC)  # Wednesday, 12.00 WIB


def member(username: str, role: str, **fields: object) -> User:
    """Create a member of staff with ``role``."""
    user = User.objects.create_user(username, f"{username}@example.org", "rahasia-sekali-1", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Serve static files without the manifest that ``collectstatic`` makes."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def own_media_root(settings, tmp_path):
    """Keep what a test uploads out of the installation's files."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def newsroom(db) -> Newsroom:
    return Newsroom.objects.create(pk=1, name="Humas Tanjung Selasih", city="Tanjung Selasih", zone="Asia/Jakarta")


@pytest.fixture
def agency(newsroom) -> Agency:
    return Agency.objects.create(name="Dinas Kesehatan Kota Tanjung Selasih", short_name="Dinkes", slug="dinas-kesehatan")


@pytest.fixture
def other_agency(newsroom) -> Agency:
    return Agency.objects.create(name="Dinas Perhubungan Kota Tanjung Selasih", short_name="Dishub", slug="dishub")


@pytest.fixture
def section(newsroom) -> Section:
    return Section.objects.create(name="Kesehatan", slug="kesehatan")


@pytest.fixture
def official(newsroom) -> Official:
    return Official.objects.create(
        name="Rahmat Simbolang", honorific_prefix="dr.", honorific_suffix="M.Kes.", slug="rahmat-simbolang"
    )


@pytest.fixture
def appointment(official, agency) -> Appointment:
    position = Position.objects.create(title="Kepala", agency=agency, rank=10)
    return Appointment.objects.create(official=official, position=position, start_date=datetime.date(2024, 1, 1))


@pytest.fixture
def penulis(agency) -> User:
    user = member("penulis", "writer")
    Membership.objects.create(user=user, agency=agency)
    return user


@pytest.fixture
def redaktur(newsroom) -> User:
    return member("redaktur", "editor")


@pytest.fixture
def penerbit(newsroom) -> User:
    return member("penerbit", "publisher")


@pytest.fixture
def moderator(newsroom) -> User:
    return member("moderator", "moderator")


@pytest.fixture
def administrator(newsroom) -> User:
    return member("administrator", "administrator")


@pytest.fixture
def pembaca() -> Client:
    """A stranger's browser: no cookie, no session."""
    return Client()


@pytest.fixture
def draft(penulis, agency, section, official, appointment) -> Edition:
    """A draft by penulis that meets every rule."""
    edition = editing.begin_draft(
        penulis,
        section=section,
        headline="Vaksinasi gratis di puskesmas mulai Senin",
        dateline_place="Tanjung Selasih",
        lead="Dinas Kesehatan membuka vaksinasi gratis di dua belas puskesmas.",
        body="<p>Layanan dibuka pukul 08.00.</p><p>Warga cukup membawa KTP.</p>",
        event_date=datetime.date(2026, 3, 11),
        byline="rsi",
    )
    EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
    Mention.objects.create(edition=edition, official=official, appointment=appointment)
    edition.tags.add("Imunisasi")
    return edition


@pytest.fixture
def approved(draft, penulis, redaktur) -> Edition:
    """The draft, submitted by penulis and approved by redaktur."""
    workflow.take("submit", draft, by=penulis)
    return workflow.take("approve", draft, by=redaktur)


@pytest.fixture
def released(approved, penerbit) -> Edition:
    """The draft, released by penerbit this moment."""
    return workflow.take("release", approved, by=penerbit)
