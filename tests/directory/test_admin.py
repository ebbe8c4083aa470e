"""The directory is kept by editors, publishers and administrators, and looked up by writers."""

import datetime

import pytest

from news.directory.models import Appointment, Membership, Official, Position
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
