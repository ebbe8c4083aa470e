"""Administrators look after users: roles, deputies, passwords; nobody is deleted."""

import pytest
from django.contrib.auth.models import Group

from news.accounts.models import Deputy, User
from tests.articles.filled import browser, form_data

LIST = "/admin/accounts/user/"


def change_url(user):
    return f"{LIST}{user.pk}/change/"


@pytest.mark.parametrize("role", ["penulis", "redaktur", "penerbit", "moderator"])
def test_only_administrators_reach_users(role, request):
    user = request.getfixturevalue(role)
    client = browser(user)
    for url in (LIST, f"{LIST}add/", change_url(user)):
        assert client.get(url).status_code == 403


def test_a_new_user_works_at_the_desk_with_their_role(administrator):
    client = browser(administrator)
    assert b"Publisher" in client.get(f"{LIST}add/").content
    writer = Group.objects.get(name="writer").pk
    data = {
        "username": "baru", "first_name": "Wulan", "language": "id", "groups": writer, "usable_password": "true",
        "password1": "kata-sandi-panjang-7", "password2": "kata-sandi-panjang-7",
    }  # fmt: skip
    assert client.post(f"{LIST}add/", data).status_code == 302
    user = User.objects.get(username="baru")
    assert user.is_staff
    assert not user.is_superuser
    assert user.has_perm("articles.write_edition")
    assert user.check_password("kata-sandi-panjang-7")


def test_a_weak_password_is_refused(administrator):
    data = {"username": "baru", "language": "id", "usable_password": "true", "password1": "123", "password2": "123"}
    response = browser(administrator).post(f"{LIST}add/", data)
    assert response.context["adminform"].form.errors["password2"]


def test_a_deputy_is_named_with_dates(administrator, redaktur, penulis):
    client = browser(administrator)
    row = {
        "deputies-TOTAL_FORMS": "1", "deputies-0-deputy": penulis.pk, "deputies-0-from_date": "2026-03-01",
        "deputies-0-until_date": "2026-03-15",
    }  # fmt: skip
    editor = redaktur.groups.get().pk
    page = client.get(change_url(redaktur))
    assert client.post(change_url(redaktur), form_data(page, groups=editor, **row)).status_code == 302
    assert Deputy.objects.get().deputy == penulis
    wrong = row | {"deputies-0-until_date": "2026-02-01", "deputies-INITIAL_FORMS": "0"}
    response = client.post(change_url(penulis), form_data(client.get(change_url(penulis)), **wrong))
    assert response.status_code == 200
    assert "“Until” must be after “from”." in response.content.decode()


def test_nobody_is_deleted(administrator, penulis):
    client = browser(administrator)
    assert client.post(f"{LIST}{penulis.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_administrator_makes_nobody_a_superuser_and_reaches_none(administrator, penulis):
    root = User.objects.create_superuser("akar", password="kata-sandi-panjang-7")
    client = browser(administrator)
    assert client.get(change_url(root)).status_code == 302
    forged = form_data(client.get(change_url(penulis)), is_superuser="on", user_permissions="1")
    client.post(change_url(penulis), forged)
    penulis.refresh_from_db()
    assert not penulis.is_superuser
    assert not penulis.user_permissions.exists()
    assert client.get(f"{LIST}{root.pk}/password/").status_code in {302, 404}


def test_groups_are_not_shown(administrator):
    assert browser(administrator).get("/admin/auth/group/").status_code == 404
