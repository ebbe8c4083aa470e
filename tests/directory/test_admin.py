"""The directory is kept by editors, publishers and administrators, and looked up by writers."""

import datetime

import pytest

from news.directory.models import Agency, Appointment, Depiction, Membership, Official, Position
from news.newsroom.models import Newsroom
from news.photos.models import Photo
from tests.articles.filled import browser, form_data

MODELS = ("agency", "official", "position", "appointment")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("role", "look", "add"),
    [
        ("penulis", 200, 403),
        ("redaktur", 200, 200),
        ("penerbit", 200, 200),
        ("moderator", 403, 403),
        ("administrator", 200, 200),
    ],
)
def test_who_looks_and_who_adds(model, role, look, add, appointment, request):
    client = browser(request.getfixturevalue(role))
    assert client.get(f"/admin/directory/{model}/").status_code == look
    assert client.get(f"/admin/directory/{model}/", {"q": "kesehatan"}).status_code == look
    assert client.get(f"/admin/directory/{model}/add/").status_code == add


@pytest.mark.parametrize("model", MODELS)
def test_lists_take_a_constant_number_of_queries(model, appointment, redaktur, django_assert_max_num_queries):
    for number in range(8):
        official = Official.objects.create(name=f"Pejabat {number}", slug=f"pejabat-{number}")
        position = Position.objects.create(title=f"Kepala Bidang {number}", agency=appointment.position.agency)
        Appointment.objects.create(official=official, position=position, start_date=datetime.date(2025, 1, 1))
    client = browser(redaktur)
    client.get(f"/admin/directory/{model}/")
    with django_assert_max_num_queries(12):
        client.get(f"/admin/directory/{model}/")


def test_officials_are_listed_under_todays_offices(appointment, redaktur):
    page = browser(redaktur).get("/admin/directory/official/").content.decode()
    assert "dr. Rahmat Simbolang, M.Kes." in page
    assert "Kepala Dinas Kesehatan" in page


def test_a_second_holder_is_refused_in_words(appointment, redaktur, official):
    data = {
        "official": official.pk,
        "position": appointment.position.pk,
        "capacity": "definitive",
        "start_date": "2025-05-01",
    }
    response = browser(redaktur).post("/admin/directory/appointment/add/", data)
    assert response.status_code == 200
    assert "holds this office definitively at that time" in response.content.decode()


def test_what_releases_name_is_not_deleted(draft, redaktur, official):
    response = browser(redaktur).post(f"/admin/directory/official/{official.pk}/delete/", {"post": "yes"})
    assert response.status_code == 200
    assert Official.objects.filter(pk=official.pk).exists()


def test_an_autocomplete_names_the_office(appointment, penulis):
    query = {"app_label": "articles", "model_name": "quote", "field_name": "appointment", "term": "rahmat"}
    found = browser(penulis).get("/admin/autocomplete/", query).json()["results"]
    assert found == [{"id": str(appointment.pk), "text": str(appointment)}]


def test_an_administrator_says_who_works_for_which_agency(administrator, penulis, other_agency):
    client = browser(administrator)
    url = f"/admin/accounts/user/{penulis.pk}/change/"
    page = client.get(url)
    row = {"memberships-TOTAL_FORMS": "2", "memberships-1-agency": other_agency.pk}
    assert client.post(url, form_data(page, groups=penulis.groups.get().pk, **row)).status_code == 302
    assert Membership.objects.filter(user=penulis, agency=other_agency).exists()


# Photos


def test_the_officials_in_a_photo_are_named_on_its_page_and_found_in_the_library(client, penulis, official):
    photo, other = (Photo.objects.create(title=name, width=9, height=9, content_hash=name) for name in "ab")
    client.force_login(penulis)
    data = {
        "alt": "Warga", "focal_x": "0.5", "focal_y": "0.5",
        "depictions-TOTAL_FORMS": "1", "depictions-INITIAL_FORMS": "0", "depictions-0-official": official.pk,
    }  # fmt: skip
    assert client.post(f"/admin/photos/photo/{photo.pk}/change/", data).status_code == 302
    assert Depiction.objects.get().official == official
    for query in ({"official": official.pk}, {"q": "simbolang"}):
        listed = client.get("/admin/photos/photo/", query).context["cl"].result_list
        assert [each.pk for each in listed] == [photo.pk], query
    for odd in ("x", "9" * 30):
        assert client.get("/admin/photos/photo/", {"official": odd}).context["cl"].result_count == 2


def test_who_only_looks_at_photos_names_nobody(client, moderator, official):
    photo = Photo.objects.create(title="a", width=9, height=9, content_hash="a")
    Depiction.objects.create(photo=photo, official=official)
    client.force_login(moderator)
    page = client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()
    assert official.name in page
    assert "depictions-0-official" not in page


def test_portraits_logos_and_the_crest_are_named_where_the_photo_is_used(client, penulis, official, agency, newsroom):
    photo = Photo.objects.create(title="a", width=9, height=9, content_hash="a")
    client.force_login(penulis)
    address = f"/admin/photos/photo/{photo.pk}/change/"
    assert 'class="uses"' not in client.get(address).content.decode()
    Official.objects.update(portrait=photo)
    Agency.objects.filter(pk=agency.pk).update(logo=photo)
    Newsroom.objects.update(crest=photo)
    page = client.get(address).content.decode()
    for row in (official, agency):
        assert f"/{row._meta.model_name}/{row.pk}/change/" in page
        assert str(getattr(row, "full_name", row.name)) in page
    assert "/newsroom/newsroom/1/change/" in page


def test_a_spelling_that_another_has_too_is_warned_of(official, redaktur):
    sari = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")
    client = browser(redaktur)
    url = f"/admin/directory/official/{sari.pk}/change/"
    changed = client.post(url, form_data(client.get(url), aliases="Bu Sari\nrahmat  SIMBOLANG"), follow=True)
    assert "“rahmat  SIMBOLANG” is also how “Rahmat Simbolang” is written" in changed.content.decode()
    unchanged = client.post(url, form_data(client.get(url), aliases="Bu Sari"), follow=True)
    assert "is also how" not in unchanged.content.decode()


def test_an_address_that_is_a_page_is_refused(newsroom, redaktur):
    page = browser(redaktur).get("/admin/directory/official/add/")
    response = browser(redaktur).post(
        "/admin/directory/official/add/", form_data(page, name="Menjabat", slug="menjabat")
    )
    assert "taken by a page" in response.content.decode()


def test_a_former_name_lies_in_the_past(agency, redaktur):
    client, url = browser(redaktur), f"/admin/directory/agency/{agency.pk}/change/"
    row = {"former_names-TOTAL_FORMS": "1", "former_names-0-name": "Kantor Kesehatan"}
    refused = client.post(url, form_data(client.get(url), **row, **{"former_names-0-until_date": "2999-01-01"}))
    assert "from the day on which it is used" in refused.content.decode()
    saved = client.post(url, form_data(client.get(url), **row, **{"former_names-0-until_date": "2020-01-01"}))
    assert saved.status_code == 302
    assert agency.name_on(datetime.date(2019, 12, 31)) == "Kantor Kesehatan"


def test_successors_do_not_lead_in_a_circle(agency, other_agency, redaktur):
    other_agency.valid_until_date = datetime.date(2020, 1, 1)
    other_agency.save()
    third = Agency.objects.create(name="Dinas Tengah", slug="tengah", valid_until_date=datetime.date(2019, 1, 1))
    other_agency.successors.add(third)
    third.successors.add(agency)
    client, url = browser(redaktur), f"/admin/directory/agency/{agency.pk}/change/"
    page = client.get(url)
    for changes, words in (
        ({"successors": other_agency.pk}, "Say until when"),
        ({"successors": other_agency.pk, "valid_until_date": "2026-01-01"}, "was itself succeeded by this one"),
        ({"successors": agency.pk, "valid_until_date": "2026-01-01"}, "is this one"),
    ):
        assert words in client.post(url, form_data(page, **changes)).content.decode()
