"""People, places and a complete draft: what most tests begin with.

The people are named as in the newsroom: penulis writes, redaktur reviews, penerbit releases, moderator moderates,
administrator administers, and pembaca is a stranger who reads.
"""

import datetime
import importlib
import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from pytest_django.plugin import blocking_manager_key

from news import guards
from news.accounts.models import User
from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, Mention, Section
from news.directory.models import Agency, Appointment, Membership, Official, Position
from news.newsroom.models import Newsroom

# A slow machine is no fault, so no deadline; in CI the same examples every time, so that nothing lands red by chance.
hypothesis.settings.register_profile("warta", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("warta")

NOON = datetime.datetime(2026, 3, 11, 5, 0, tzinfo=datetime.UTC)  # Wednesday, 12.00 WIB


def member(username: str, role: str, **fields: object) -> User:
    """Create a member of staff with ``role``."""
    user = User.objects.create_user(username, f"{username}@example.org", "rahasia-sekali-1", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def today() -> datetime.date:
    """Return the newsroom's date; outside a request ``timezone.localdate()`` is that of UTC, often yesterday's."""
    return Newsroom.current().local(timezone.now()).date()


def commits(item: pytest.Item) -> bool:
    """Say whether a test commits, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    asked_for = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked_for or (marker and marker.kwargs.get("transaction")))


def asks_a_database(item: pytest.Item) -> bool:
    """Say whether a test can tell one database from another."""
    return "db" in getattr(item, "fixturenames", ()) or commits(item) or bool(item.get_closest_marker("django_db"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the rows of the migrations (roles, permissions) for tests that commit; skip what SQLite has not.

    On PostgreSQL only tests that ask a database are run: the others have run on SQLite and could only say the same.
    """
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not asks_a_database(item)])
        items[:] = [item for item in items if asks_a_database(item)]
    for item in items:
        if commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgresql"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Make the database whole again after a test that committed, for whichever test comes next.

    After the last test there is no test database any more.
    """
    try:
        return (yield)
    finally:
        if nextitem and commits(item):
            with item.config.stash[blocking_manager_key].unblock():
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
                guards.install(all_guards(), connection)
                connection.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite's test database in a file: in memory, threads share one connection and wait for no lock."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Let every connection know what the migrations made: once Playwright runs its loop, Django opens new ones."""
    engine = type(connections["default"])
    engine._test_serialized_contents = getattr(connections["default"], "_test_serialized_contents", "")
    yield
    del engine._test_serialized_contents


def all_guards() -> list[guards.Guard]:
    """Return the guards of every room."""
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("news.")]
    modules = [f"{room.name}.guards" for room in rooms if module_has_submodule(room.module, "guards")]
    return [guard for module in modules for guard in importlib.import_module(module).GUARDS]


@pytest.fixture(autouse=True)
def guards_that_let_the_flush_pass(request) -> Iterator[None]:
    """Take the guards away when a test that commits is over: SQLite empties tables by DELETE, which they refuse."""
    yield
    if commits(request.node) and connection.vendor == "sqlite":
        guards.remove(all_guards(), connection)


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Serve static files without the manifest that ``collectstatic`` makes."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Spend no time on hashing: the tests log in hundreds of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_media_root(settings, tmp_path):
    """Keep what a test uploads out of the installation's files."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def newsroom(db) -> Newsroom:
    return Newsroom.objects.create(pk=1, name="Humas Tanjung Selasih", city="Tanjung Selasih", zone="Asia/Jakarta")


@pytest.fixture
def agency(newsroom) -> Agency:
    return Agency.objects.create(
        name="Dinas Kesehatan Kota Tanjung Selasih", short_name="Dinkes", slug="dinas-kesehatan"
    )


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
