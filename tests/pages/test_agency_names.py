"""A release names its agencies as they were called when it came out."""

import datetime

from news.articles.models import Edition, Quote
from news.directory.models import Agency
from news.directory.succession import rename
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, DAY

OLD, NEW = "Dinas Kesehatan Kota Tanjung Selasih", "Dinas Kesehatan dan Gizi"


def test_what_came_out_before_a_new_name_keeps_the_old_one(
    full, release, another, agency, redaktur, pembaca, clock, django_assert_max_num_queries
):
    release(full)
    clock.move_to(NOON + DAY)
    rename(agency, name=NEW, short_name="Dinkesgi", date=(NOON + DAY).date(), by=redaktur)
    newer = another("Siaran dengan nama baru")
    with django_assert_max_num_queries(8):
        before = pembaca.get(ADDRESS).content.decode()
    after = pembaca.get(newer.article.get_absolute_url()).content.decode()
    assert OLD in before
    assert f"Kepala {OLD}" in before  # the office of who is quoted and mentioned
    assert NEW not in before
    assert NEW in after
    assert OLD not in after
    assert NEW in pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    said = pembaca.get("/pejabat/rahmat-simbolang/").context["quotes"][0]
    assert said.said_as == f"Kepala {OLD}"


def test_a_former_office_is_called_as_on_its_last_day(appointment, agency, pembaca):
    appointment.end_date = datetime.date(2025, 1, 1)
    appointment.save()
    for name, until in (
        ("Kantor Kesehatan", (2024, 6, 1)),
        ("Kantor Sehat", (2025, 1, 1)),
        ("Kantor Segar", (2026, 1, 1)),
    ):
        agency.former_names.create(name=name, until_date=datetime.date(*until))
    assert "Kepala Kantor Sehat<" in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


def test_of_several_names_it_is_the_one_in_use(full, release, agency, pembaca):
    release(full)
    for name, until in (
        ("Kantor Kesehatan", datetime.date(2010, 1, 1)),
        ("Dinas Kesehatan Rakyat", NOON.date() + DAY),
        ("Dinas Kesehatan Umum", NOON.date() + 9 * DAY),
    ):
        agency.former_names.create(name=name, until_date=until)
    page = pembaca.get(ADDRESS).content.decode()
    assert "Kepala Dinas Kesehatan Rakyat" in page
    for name in ("Kantor Kesehatan", "Dinas Kesehatan Umum", OLD):
        assert name not in page
    assert Quote.objects.get(edition=full, order=1).said_as == f"Kepala {OLD}"  # nothing was written
    assert Agency.objects.get(pk=agency.pk).name == OLD
    assert Edition.objects.get(pk=full.pk).is_live_at(NOON)
