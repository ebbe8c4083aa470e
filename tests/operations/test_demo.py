"""The demo as a visitor finds it; it is loaded once for all the tests that only look at it."""

import io
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from news.accounts.models import User
from news.articles.models import Article, Edition, Mention, PlannedEvent, Section
from news.articles.rules import findings
from news.comments.models import Comment, Decision
from news.directory.models import Agency, Appointment, Official
from news.intake.views import SAMPLE
from news.ledger import chain
from news.ledger.models import LedgerEntry
from news.newsroom.models import Newsroom
from news.operations.demo import loading

ROLES = {
    "penulis": "writer", "redaktur": "editor", "penerbit": "publisher", "moderator": "moderator",
    "administrator": "administrator",
}  # fmt: skip


@dataclass(frozen=True)
class Demo:
    said: str
    log_ins: Path

    @property
    def passwords(self) -> dict[str, str]:
        return dict(line.split() for line in self.log_ins.read_text().splitlines())


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Demo]:
    """Load the demo in a transaction that is rolled back after this module; its tests take no ``db`` of their own."""
    folder, out = tmp_path_factory.mktemp("demo"), io.StringIO()
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        with transaction.atomic():
            with override_settings(MEDIA_ROOT=str(folder / "media"), PASSWORD_HASHERS=quick):
                call_command("demo", log_ins=folder / "log-ins.txt", stdout=out)
            yield Demo(out.getvalue(), folder / "log-ins.txt")
            transaction.set_rollback(True)
        connection.close()


def get(path: str) -> int:
    return Client().get(path).status_code


def test_every_role_has_a_log_in_that_works(demo):
    assert {
        name: authenticate(username=name, password=password).groups.get().name
        for name, password in demo.passwords.items()
    } == ROLES


def test_log_ins_are_printed_and_kept_for_this_user_only(demo):
    assert all(password in demo.said for password in demo.passwords.values())
    assert stat.S_IMODE(demo.log_ins.stat().st_mode) == 0o600


def test_colleagues_without_a_log_in_have_no_password(demo):
    assert [user.username for user in User.objects.all() if not user.has_usable_password()] == ["sari"]


def test_a_second_run_changes_nothing_and_prints_the_log_ins_again(demo):
    def state() -> tuple[object, ...]:
        return (
            LedgerEntry.objects.count(), Article.objects.count(), Comment.objects.count(),
            list(User.objects.order_by("pk").values_list("username", "password")),
        )  # fmt: skip

    before, kept, out = state(), demo.log_ins.read_text(), io.StringIO()
    call_command("demo", log_ins=demo.log_ins, stdout=out)
    call_command("demo", log_ins=demo.log_ins, if_empty=True, stdout=out)
    assert state() == before
    assert demo.log_ins.read_text() == kept
    assert out.getvalue().count(demo.passwords["penulis"]) == 2


def test_lost_log_ins_are_said_to_be_lost(demo, tmp_path):
    out = io.StringIO()
    call_command("demo", log_ins=tmp_path / "elsewhere", stdout=out)
    assert "changepassword" in out.getvalue()
    assert "changepassword" in (tmp_path / "elsewhere").read_text()


def test_it_has_an_edition_in_every_state_and_a_correction_of_every_kind(demo):
    assert set(Edition.objects.values_list("state", flat=True)) == set(Edition.State.values)
    corrections = Edition.objects.filter(sequence__gt=1, state="released")
    assert set(corrections.values_list("change_kind", flat=True)) == set(Edition.Change.values)
    assert Edition.objects.filter(awaits_confirmation=True).count() == 1
    assert Edition.objects.filter(live_from__gt=timezone.now()).count() == 1
    assert Article.objects.exclude(number=None).count() == 49  # 48, and the one that could not wait


def test_the_calendar_has_what_is_planned(demo):
    assert PlannedEvent.objects.filter(starts_at__gt=timezone.now()).count() == 4


def test_comments_are_in_every_state(demo):
    states = Counter(Comment.objects.values_list("status", flat=True))
    assert set(states) == set(Comment.Status.values)
    assert sum(states.values()) >= 40
    assert Comment.objects.exclude(parent=None).exists()
    assert Decision.objects.filter(action="undo").exists()


def test_the_ledger_holds_and_tells_in_the_order_of_time(demo):
    assert list(chain.faults()) == []
    moments = list(LedgerEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_numbers_follow_the_order_of_release(demo):
    newsroom, rows = Newsroom.current(), Article.objects.filter(first_released_at__lte=timezone.now())
    released = [(newsroom.local(row.first_released_at).year, row.number) for row in rows.order_by("first_released_at")]
    numbers = [(year, int(number.split("/")[0])) for year, number in released]
    assert numbers == sorted(numbers)
    assert all(re.fullmatch(r"\d{3,}/SP/PROKOPIM/[IVX]+/\d{4}", number) for _year, number in released)


def test_no_rule_has_anything_to_say_about_what_was_released(demo):
    released = Edition.objects.filter(state__in=["released", "withdrawn"])
    assert [(edition.headline, found.message) for edition in released for found in findings(edition)] == []


def test_what_changed_is_in_the_correction_and_not_in_what_it_corrects(demo):
    first, second = Edition.objects.filter(article__slug="belanja-kota-tahun-lalu-terserap-93-persen").order_by(
        "sequence"
    )
    assert ("Rp218 miliar" in first.body, "Rp188 miliar" in first.body) == (True, False)
    assert ("Rp218 miliar" in second.body, "Rp188 miliar" in second.body) == (False, True)
    assert first.live_until == second.live_from


@pytest.mark.parametrize(
    ("release", "office"),
    [
        ("bank-sampah-di-15-kelurahan-menabung-dengan-kardus", "Pj. Sekretaris Daerah"),
        ("wali-kota-lantik-34-pejabat-hasil-seleksi-terbuka", "Sekretaris Daerah"),
    ],
)
def test_an_old_release_shows_the_office_then_held(demo, release, office):
    mention = Mention.objects.get(edition__article__slug=release, official__slug="tamrin-lazuardiman")
    assert mention.appointment.office == office


def test_somebody_holds_two_offices_one_of_them_acting(demo):
    today = Appointment.objects.held_on(timezone.localdate())
    held = today.filter(official__slug="arkan-pelitawan").values_list("capacity", flat=True)
    assert sorted(held) == ["definitive", "plt"]


def test_a_stranger_sees_what_is_live_and_nothing_else(demo):
    now = timezone.now()
    for edition in Edition.objects.live(now).select_related("article"):
        assert get(edition.article.get_absolute_url()) == 200, edition
    for slug in ("tarif-parkir-baru-mulai-berlaku-bulan-depan", "jalan-saudagar-lama-ditutup-selama-festival-muara"):
        assert get(Article.objects.get(slug=slug).get_absolute_url()) == 410
    ahead = Article.objects.get(slug="sisi-barat-pasar-tudung-dikerjakan-per-blok")
    assert get(ahead.get_absolute_url()) == 404


def test_the_public_pages_of_everything_answer(demo):
    assert get("/") == 200
    for model in (Section, Agency, Official):
        assert {get(row.get_absolute_url()) for row in model.objects.all()} == {200}


def test_the_home_leads_with_what_is_featured(demo):
    home = Client().get("/").content.decode()
    assert home.count('<ol class="ranked"><li>') == 1  # and somebody read it
    headlines = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", home, re.DOTALL)
    featured = "Sisi timur Pasar Tudung dibuka, 212 pedagang kembali berjualan di kios sendiri"
    assert any(featured in headline for headline in headlines[:3])


def test_everything_shown_is_described_and_credited(demo):
    photos = [official.portrait for official in Official.objects.select_related("portrait")]
    photos.append(Newsroom.current().crest)
    assert all(photo is not None and photo.is_described for photo in photos)


def test_the_sample_to_paste_speaks_of_people_of_this_city(demo):
    sample = SAMPLE.read_text()
    assert {official.name for official in Official.objects.all() if official.name in sample} == {
        "Gerhan Talumbang", "Melur Andaresta",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_newsroom_of_ones_own_is_refused(newsroom, tmp_path):
    with pytest.raises(CommandError, match="content of its own"):
        call_command("demo", log_ins=tmp_path / "log-ins")
    assert not (tmp_path / "log-ins").exists()
    assert Newsroom.current() == newsroom


@pytest.mark.django_db
def test_any_other_content_is_refused(tmp_path):
    User.objects.create_user("siti")
    with pytest.raises(CommandError, match="content of its own"):
        call_command("demo", log_ins=tmp_path / "log-ins")
    assert not Newsroom.objects.exists()


@pytest.mark.django_db
def test_if_empty_leaves_a_newsroom_of_ones_own_in_peace(newsroom, tmp_path):
    out = io.StringIO()
    call_command("demo", log_ins=tmp_path / "log-ins", if_empty=True, stdout=out)
    assert "Humas Tanjung Selasih" in out.getvalue()
    assert not Article.objects.exists()
    assert not loading.is_loaded()


def test_passwords_differ_and_can_be_typed():
    passwords = {loading.new_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password) for password in passwords)
    assert not set("01ilo") & set("".join(passwords))
