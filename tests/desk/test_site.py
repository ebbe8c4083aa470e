"""The desk shows each role what it does, in the user's language, and nothing of the machinery."""

import pytest
from django.urls import reverse
from django.utils import translation

from news.accounts.models import User
from tests.articles.filled import browser


def menu(user):
    response = browser(user).get("/admin/")
    with translation.override("en"):
        return {
            str(group["name"]): [model["object_name"] for model in group["models"]]
            for group in response.context["app_list"]
        }


def test_the_menu_by_role(penulis, redaktur, penerbit, moderator, administrator):
    directory = ["Agency", "Official", "Position", "Appointment"]
    writing = {"Releases": ["Edition", "Paste", "Calendar"], "Photos": ["Photo"], "Directory": directory}
    assert menu(penulis) == writing | {"Comments": ["Referral"], "Newsroom": ["Tag"]}
    editing = writing | {
        "Comments": ["Comment", "Referral", "WordRule"],
        "Newsroom": ["Tag"],
        "History": ["LedgerEntry"],
    }
    assert menu(redaktur) == editing
    assert menu(penerbit) == editing | {"Newsroom": ["StaticPage", "Redirect", "Tag", "Banner"]}
    assert menu(moderator) == {"Photos": ["Photo"], "Comments": ["Comment", "Referral", "WordRule"]}
    assert menu(administrator) == {
        "Photos": ["Photo"], "Directory": directory,
        "Newsroom": ["Newsroom", "StaticPage", "Redirect", "Section", "Tag", "Banner"],
        "People": ["User", "Deputy", "Membership"], "History": ["LedgerEntry"],
        "In the background": ["Letter", "Job", "Purge"],
    }  # fmt: skip


def test_a_superuser_finds_no_machinery(newsroom):
    root = User.objects.create_superuser("akar", password="rahasia-sekali-1")
    shown = {name for names in menu(root).values() for name in names}
    assert not shown & {"Group", "Session", "Permission", "NumberCounter", "LedgerHead", "LogEntry"}


def test_the_desk_bears_the_newsrooms_name(penulis, pembaca, newsroom):
    assert newsroom.name in browser(penulis).get("/admin/").content.decode()
    assert newsroom.name in pembaca.get("/admin/login/").content.decode()


def test_the_language_is_the_users_own_and_is_kept(penulis):
    client = browser(penulis)
    response = client.post(reverse("admin:language"), {"language": "id", "next": "/admin/articles/edition/?q=a"})
    assert response.headers["Location"] == "/admin/articles/edition/?q=a"
    penulis.refresh_from_db()
    assert penulis.language == "id"
    assert b'<html lang="id"' in client.get("/admin/").content
    client.post(reverse("admin:language"), {"language": "en"})
    assert b'<html lang="en"' in client.get("/admin/").content


@pytest.mark.parametrize("language", ["xx", "", "<script>"])
def test_an_unknown_language_changes_nothing(language, penulis):
    browser(penulis).post(reverse("admin:language"), {"language": language})
    penulis.refresh_from_db()
    assert penulis.language == "en"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(elsewhere, penulis):
    response = browser(penulis).post(reverse("admin:language"), {"language": "id", "next": elsewhere})
    assert response.headers["Location"] == "/admin/"


def test_the_language_switch_is_posted_by_who_is_logged_in(penulis, pembaca):
    assert browser(penulis).get(reverse("admin:language")).status_code == 405
    assert pembaca.post(reverse("admin:language"), {"language": "id"}).status_code == 302


def test_the_paste_page_asks_for_a_log_in(newsroom, pembaca):
    assert pembaca.get(reverse("admin:intake:paste")).status_code == 302


def test_scripts_find_the_words_of_every_room(penulis):
    assert browser(penulis).get(reverse("admin:jsi18n")).status_code == 200


@pytest.mark.parametrize(
    "url", ["/admin/", "/admin/login/", "/admin/articles/edition/", "/admin/directory/agency/add/"]
)
def test_no_page_has_inline_style_or_script(url, redaktur):
    client = browser(redaktur) if url != "/admin/login/" else browser(redaktur).__class__()
    page = client.get(url).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_change/",
        "/admin/password_change/done/",
        "/admin/accounts/user/add/",
        "/admin/accounts/user/{user}/change/",
        "/admin/accounts/user/{user}/password/",
        "/admin/accounts/user/{user}/history/",
        "/admin/articles/section/{section}/delete/",
        "/admin/articles/section/{section}/history/",
        "/admin/newsroom/newsroom/1/change/",
        "/admin/ledger/ledgerentry/",
    ],
)
def test_every_page_begins_at_the_desk(address, administrator, section):
    page = browser(administrator).get(address.format(user=administrator.pk, section=section.pk)).content.decode()
    crumbs = page.partition('<div class="breadcrumbs">')[2].partition("</div>")[0]
    assert '<a href="/admin/">Desk</a>' in crumbs
    assert "Home" not in crumbs
    assert not any(f'href="{reverse("admin:app_list", args=[room])}"' in page for room in ("accounts", "articles"))
    assert 'name="language"' in page


def test_deleting_several_begins_at_the_desk(administrator, section):
    chosen = {"action": "delete_selected", "_selected_action": [section.pk]}
    page = browser(administrator).post("/admin/articles/section/", chosen).content.decode()
    crumbs = page.partition('<div class="breadcrumbs">')[2].partition("</div>")[0]
    assert '<a href="/admin/">Desk</a>' in crumbs


def test_the_lists_of_applications_lead_to_the_desk(administrator):
    response = browser(administrator).get(reverse("admin:app_list", args=["accounts"]))
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
