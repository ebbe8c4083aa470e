"""What colleagues are told at the desk: the bell, the list, and how each of them wants to be told."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from news.alerts import telling
from news.alerts.models import Kind, Notice, Preference
from news.articles import workflow
from news.articles.models import Edition

pytestmark = pytest.mark.django_db
LIST, COUNT, WISHES = (
    "/admin/meja/pemberitahuan/",
    "/admin/meja/pemberitahuan/jumlah/",
    "/admin/meja/pemberitahuan/atur/",
)


@pytest.fixture
def told(draft, penulis, redaktur):
    """A release by penulis that waits for redaktur, who was told of it."""
    workflow.take("submit", draft, by=penulis, note="Tolong sebelum pukul tiga.")
    telling.tell_new()
    return redaktur.notices.get()


def page(client, user, address=LIST) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_addresses():
    assert reverse("admin:desk:notices") == LIST
    assert reverse("admin:desk:notice_count") == COUNT
    assert reverse("admin:desk:notice_preferences") == WISHES


def test_the_bell_has_the_number_on_every_page(client, told, redaktur):
    text = page(client, redaktur, "/admin/")
    assert 'class="bell"' in text
    assert '<span class="bell-count" aria-hidden="true">1</span>' in text
    assert "1 pemberitahuan belum dibaca" in text


def test_the_list_tells_what_happened(client, told, redaktur, draft):
    text = page(client, redaktur)
    assert draft.headline in text
    assert "penulis mengajukannya untuk diperiksa." in text
    assert "Tolong sebelum pukul tiga." in text
    assert reverse("admin:desk:notice", args=[told.pk]) in text


def test_opened_it_leads_to_the_release_and_is_read(client, told, redaktur, draft):
    client.force_login(redaktur)
    response = client.get(reverse("admin:desk:notice", args=[told.pk]))
    assert response.url == reverse("admin:articles_edition_change", args=[draft.pk])
    told.refresh_from_db()
    first = told.read_at
    assert first
    client.get(response.url)
    client.get(reverse("admin:desk:notice", args=[told.pk]))
    told.refresh_from_db()
    assert told.read_at == first
    assert client.get(COUNT).json() == {"count": 0, "label": "", "words": "Tidak ada pemberitahuan baru"}


def test_nobody_opens_what_another_was_told(client, told, penerbit):
    client.force_login(penerbit)
    assert client.get(reverse("admin:desk:notice", args=[told.pk])).status_code == 404
    assert draft_is_not_in(page(client, penerbit))
    told.refresh_from_db()
    assert told.read_at is None


def draft_is_not_in(text: str) -> bool:
    return "Vaksinasi" not in text


def test_what_one_may_not_see_any_more_has_no_headline(client, draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Soal vaksinasi itu.")
    telling.tell_new()
    assert draft.headline in page(client, penulis)
    penulis.memberships.all().delete()
    Edition.objects.filter(pk=draft.pk).update(created_by=redaktur)
    text = page(client, penulis)
    assert "Siaran yang tidak lagi dapat Anda lihat" in text
    assert draft_is_not_in(text)
    assert "Soal vaksinasi" not in text


def test_all_that_was_shown_is_marked_as_read_at_once(client, redaktur):
    shown = [Notice.objects.create(user=redaktur, kind=Kind.FAILED, occasion=f"x:{n}") for n in range(3)]
    text = page(client, redaktur)
    assert f'name="until" value="{shown[-1].pk}"' in text
    later = Notice.objects.create(user=redaktur, kind=Kind.FAILED, occasion="x:later")
    response = client.post(reverse("admin:desk:notices_read"), {"until": shown[-1].pk}, follow=True)
    assert "Semua pemberitahuan ditandai sudah dibaca." in response.content.decode()
    assert list(Notice.objects.unread()) == [later]


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 40, "١"])
def test_what_is_no_place_marks_nothing(client, redaktur, until):
    Notice.objects.create(user=redaktur, kind=Kind.FAILED, occasion="x")
    client.force_login(redaktur)
    client.post(reverse("admin:desk:notices_read"), {"until": until})
    assert Notice.objects.unread().exists()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "١"])
def test_what_is_no_place_is_not_there(client, redaktur, before):
    client.force_login(redaktur)
    assert client.get(LIST, {"before": before}).status_code == 404


def test_older_ones_are_on_further_pages(client, redaktur):
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(user=redaktur, kind=Kind.FAILED, occasion=f"x:{n}", text=f"Kejadian {n:03}.", read_at=now)
        for n in range(70)
    )
    seen, address = [], LIST
    for _page in range(3):
        text = page(client, redaktur, address)
        seen += [n for n in range(70) if f"Kejadian {n:03}." in text]
        address = text.partition('href="?before=')[2].partition('"')[0]
        address = f"{LIST}?before={address}"
    assert sorted(seen) == list(range(70))


def test_the_list_costs_the_same_for_one_and_for_many(client, draft, redaktur, penulis, django_assert_max_num_queries):
    workflow.take("submit", draft, by=penulis)
    telling.tell_new()
    entry = redaktur.notices.get().entry
    client.force_login(redaktur)
    client.get(LIST)
    Notice.objects.bulk_create(
        Notice(user=redaktur, kind=Kind.SUBMITTED, occasion=f"x:{n}", edition=draft, entry=entry) for n in range(60)
    )
    with django_assert_max_num_queries(16):
        assert client.get(LIST).status_code == 200


def ticked(text: str) -> int:
    return len(re.findall(r'name="\w+-(?:at_desk|by_email)"\s+checked', text))


def test_each_kind_is_switched_off_and_on(client, redaktur, draft, penulis):
    text = page(client, redaktur, WISHES)
    assert ticked(text) == 12
    response = client.post(WISHES, {"submitted-at_desk": "on"}, follow=True)
    assert "Disimpan" in response.content.decode() or "Tersimpan" in response.content.decode()
    assert ticked(response.content.decode()) == 1
    workflow.take("submit", draft, by=penulis)
    telling.tell_new()
    assert redaktur.notices.get().mail_due_at is None
    client.post(WISHES, {"submitted-by_email": "on"})
    assert Preference.objects.filter(user=redaktur).count() == 6


def test_a_role_is_asked_only_of_what_can_reach_it(client, penulis, moderator):
    text = page(client, penulis, WISHES)
    assert "returned-by_email" in text
    assert "submitted-by_email" not in text
    client.post(WISHES, {"submitted-by_email": "on"})
    assert not Preference.objects.filter(kind="submitted").exists()
    assert "Tidak ada pemberitahuan untuk peran Anda." in page(client, moderator, WISHES)


def test_without_an_address_it_says_so(client, penulis):
    penulis.email = ""
    penulis.save()
    assert "Alamat surel Anda belum ada" in page(client, penulis, WISHES)


def test_a_stranger_is_asked_to_log_in(client):
    for address in (LIST, COUNT, WISHES, reverse("admin:desk:notice", args=[1])):
        assert client.get(address).status_code == 302
    assert client.post(reverse("admin:desk:notices_read")).status_code == 302


@pytest.mark.parametrize(
    ("address", "method"), [(LIST, "post"), (COUNT, "post"), ("/admin/meja/pemberitahuan/dibaca/", "get")]
)
def test_other_methods_are_refused(client, redaktur, address, method):
    client.force_login(redaktur)
    assert getattr(client, method)(address).status_code == 405
