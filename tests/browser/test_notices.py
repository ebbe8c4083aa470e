"""The bell, the list and the switches in a real browser; and a colleague who leaves."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from news.alerts.models import Kind, Notice
from news.articles import workflow


@pytest.fixture
def waiting(draft, penulis, redaktur):
    """A release that waits for redaktur."""
    return workflow.take("submit", draft, by=penulis, note="Tolong sebelum pukul tiga.")


def test_from_the_bell_to_the_decision_on_a_phone(log_in, site, waiting, redaktur, looks_right):
    page = log_in(redaktur)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("link", name="1 pemberitahuan belum dibaca").click()
    page.wait_for_url(f"{site}/admin/meja/pemberitahuan/")
    looks_right(page, [320, 1280])
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("link", name=waiting.headline).click()
    page.wait_for_url(re.compile(rf"/admin/articles/edition/{waiting.pk}/change/"))
    expect(page.locator(".bell-count")).to_be_empty()
    page.goto(f"{site}/admin/meja/pemberitahuan/atur/")
    looks_right(page, [320, 1280])
    page.get_by_role("group", name="Menunggu pemeriksaan saya").get_by_label("lewat surel").uncheck()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.get_by_role("group", name="Menunggu pemeriksaan saya").get_by_label("lewat surel")).not_to_be_checked()


def test_what_comes_in_meanwhile_is_said_politely(log_in, site, redaktur):
    page = log_in(redaktur)
    page.clock.install(time=timezone.now())
    page.goto(f"{site}/admin/")
    expect(page.locator(".bell-count")).to_be_empty()
    Notice.objects.create(user=redaktur, kind=Kind.FAILED, occasion="x", text="Situs tidak terjangkau.")
    page.clock.run_for(61_000)
    expect(page.locator(".bell-count")).to_have_text("1")
    expect(page.locator(".bell-status")).to_have_text("1 pemberitahuan belum dibaca")
    Notice.objects.all().delete()
    page.clock.run_for(61_000)
    expect(page.locator(".bell-count")).to_be_empty()


def test_a_colleague_leaves(log_in, desk, site, administrator, draft, penulis, redaktur, looks_right):
    theirs = desk(penulis)
    page = log_in(administrator)
    page.goto(f"{site}/admin/accounts/user/{penulis.pk}/change/")
    page.get_by_role("link", name="Pegawai ini pergi").click()
    page.wait_for_url(f"{site}/admin/meja/pegawai/{penulis.pk}/pergi/")
    looks_right(page, [320, 1280])
    page.get_by_label("Siapa yang mengambil alih draf").select_option(label=str(redaktur))
    page.get_by_role("button", name="Tutup akun dan serahkan").click()
    page.wait_for_url(f"{site}/admin/accounts/user/{penulis.pk}/change/")
    expect(page.locator(".messagelist")).to_contain_text("sudah pergi")
    theirs.goto(f"{site}/admin/")
    expect(theirs.locator("input[name=password]")).to_be_visible()
