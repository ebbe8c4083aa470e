"""History, redaction and remarks as a reviewer and a publisher meet them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.articles import editing, workflow
from news.articles.models import Edition
from news.desk import remarking


@pytest.fixture
def resubmitted(draft, penulis, redaktur) -> Edition:
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Sebut jumlah puskesmas.")
    with editing.change(draft.pk, by=penulis) as changing:
        changing.headline = "Vaksinasi gratis di dua belas puskesmas mulai Senin"
        changing.lead += " Budi Santoso (9) ikut."
        changing.save()
    workflow.take("submit", draft, by=penulis)
    return Edition.objects.get(pk=draft.pk)


def url(site: str, name: str, *args: object) -> str:
    return site + reverse(f"admin:articles_edition_{name}", args=args)


def test_history_restore_and_redaction_are_accessible_and_fit(desk, site, resubmitted, penerbit, redaktur, looks_right):
    remarking.remark(resubmitted.article, "Cek jam.", by=redaktur, field="body", quoted="pukul 08.00")
    page = desk(penerbit)
    page.goto(url(site, "history", resubmitted.pk))
    expect(page.locator(".compared ins").first).to_contain_text("dua belas")
    looks_right(page, [320, 1280])
    page.goto(url(site, "restore", resubmitted.pk, "e1"))
    looks_right(page, [320])
    page.goto(url(site, "redact", resubmitted.pk))
    page.get_by_label("Kata yang dihapus").fill("Budi Santoso")
    page.get_by_label("Alasan, untuk pembaca").fill("Nama anak.")
    page.locator("[name=_find]").click()
    expect(page.locator("#places-title")).to_be_focused()
    looks_right(page, [320, 1280])
    page.locator("[name=_redact]").click()
    page.wait_for_url("**/history/")
    expect(page.locator(".messagelist")).to_contain_text("Dihapus di")
    assert "Santoso" not in page.content()


def test_a_remark_is_made_answered_and_settled_without_leaving_the_text(desk, site, draft, penulis):
    page = desk(penulis)
    page.goto(url(site, "change", draft.pk))
    page.locator("#id_headline").fill("Judul yang belum disimpan")
    lead = page.locator("#id_lead")
    lead.focus()
    lead.evaluate("box => box.setSelectionRange(0, 15)")
    page.get_by_text("Tulis catatan").click()
    box = page.locator("#remark-text")
    expect(box).to_be_focused()
    expect(page.locator("#remark-field")).to_have_value("lead")
    expect(page.locator("#remark-quoted")).to_have_value("Dinas Kesehatan")
    box.fill("Nama lengkap dinas?")
    page.get_by_role("button", name="Tambahkan catatan").click()
    remark = page.locator(".remarks-list > li")
    expect(remark).to_be_focused()
    expect(remark).to_contain_text("Nama lengkap dinas?")
    expect(page.locator(".remarks-told")).to_have_text("Catatan Anda sudah tercantum.")
    remark.locator("summary").click()
    remark.locator("textarea").fill("Sudah.")
    page.get_by_role("button", name="Tambahkan jawaban").click()
    expect(page.locator(".remark-answers")).to_contain_text("Sudah.")
    page.locator(".remark-ways button[name=settled]").first.click()
    expect(page.locator(".remarks-told")).to_have_text("Selesai.")
    expect(page.locator(".remark-resolved")).to_be_focused()
    expect(page.locator("#id_headline")).to_have_value("Judul yang belum disimpan")
    page.route("**/catatan/**", lambda route: route.abort())
    page.get_by_text("Tulis catatan").click()
    box.fill("Tidak sampai")
    page.get_by_role("button", name="Tambahkan catatan").click()
    expect(page.locator(".remarks-told")).to_contain_text("Tidak terkirim")
    expect(box).to_have_value("Tidak sampai")
