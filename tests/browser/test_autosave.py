"""No text is lost: the server stops, the session ends, two editors type at random; every word is somewhere."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.articles.models import Edition
from news.desk.models import WorkingCopy

from .conftest import PASSWORD, enter_desk
from .test_desk import change_url, save
from .test_journey import type_into_body


def opened(page: Page, site: str, edition: Edition) -> Page:
    """Open the form of ``edition``, ready to be typed into."""
    page.goto(change_url(site, edition))
    page.locator("#id_body[role=textbox]").wait_for()
    return page


def status(page: Page, kind: str) -> None:
    expect(page.locator(f"#autosave-status[data-kind={kind}]")).to_be_visible(timeout=30_000)


def quiet(faults: list[str], *words: str) -> None:
    """Take out of ``faults`` what the test provoked."""
    faults[:] = [fault for fault in faults if not any(word in fault for word in words)]


def test_what_is_typed_is_kept_beside_the_release_and_offered_again(desk, site, penulis, draft, looks_right):
    page = opened(desk(penulis), site, draft)
    page.locator("[name=headline]").fill("Judul yang belum disimpan")
    type_into_body(page, " Kalimat yang belum disimpan.")
    page.locator("#quotes-group .add-row a").click()
    page.locator("[name=quotes-0-words]").fill("Kutipan yang belum disimpan.")
    status(page, "saved")
    copy = WorkingCopy.objects.get()
    assert (copy.user, copy.edition, copy.headline) == (penulis, draft, "Judul yang belum disimpan")
    draft.refresh_from_db()
    assert draft.headline == "Vaksinasi gratis di puskesmas mulai Senin"
    page.close()  # nothing asks: all of it is on the server
    other = opened(desk(penulis), site, draft)
    other.locator("#autosave-found a").click()
    expect(other.locator("ins", has_text="belum disimpan").first).to_be_visible()
    looks_right(other, [320, 1280])
    other.locator("button", has_text="Pakai tulisan ini").click()
    other.wait_for_url(change_url(site, draft))
    draft.refresh_from_db()
    assert (draft.headline, draft.quotes.get().words) == ("Judul yang belum disimpan", "Kutipan yang belum disimpan.")
    assert "Kalimat yang belum disimpan." in draft.body
    assert not WorkingCopy.objects.with_words().exists()


def test_a_new_release_that_was_never_saved_is_found_again(desk, site, penulis, agency, faults):
    page = desk(penulis)
    page.goto(site + reverse("admin:articles_edition_add"))
    page.locator("[name=headline]").fill("Siaran yang belum pernah disimpan")
    page.locator("[name=lead]").fill("Teras pertama.")
    status(page, "saved")
    page.close()
    other = desk(penulis)
    other.goto(site + reverse("admin:articles_edition_add"))
    other.locator("#autosave-found a").click()
    other.locator("button", has_text="Pakai tulisan ini").click()
    other.wait_for_url(re.compile(r"/articles/edition/\d+/change/"))
    draft = Edition.objects.get()
    assert (draft.headline, draft.lead, draft.lead_agency) == (
        "Siaran yang belum pernah disimpan", "Teras pertama.", agency,
    )  # fmt: skip


def test_while_offline_the_text_stays_in_the_browser_and_is_sent_by_itself(desk, site, penulis, draft, faults):
    page = opened(desk(penulis), site, draft)
    page.context.set_offline(True)
    page.locator("[name=lead]").fill("Ditulis tanpa sambungan.")
    status(page, "offline")
    page.locator("#edition_form [name=_save]").click()
    expect(page.locator("#autosave-unsent")).to_be_visible()
    assert page.locator("[name=lead]").input_value() == "Ditulis tanpa sambungan."
    page.context.set_offline(False)
    status(page, "saved")
    assert WorkingCopy.objects.get().text("lead") == "Ditulis tanpa sambungan."
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('warta-'))")
    assert save(page) == 200
    draft.refresh_from_db()
    assert draft.lead == "Ditulis tanpa sambungan."
    quiet(faults, "Failed to fetch", "ERR_INTERNET")


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def serve(tmp_path, newsroom) -> Callable[[], object]:
    """Return what runs a server of its own on the test's database for a while, always at the same address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        host = str(database["HOST"]).replace("/", "%2F")
        url = f"postgres://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
        if host.startswith("%2F"):
            url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}&port={database['PORT']}"
    environment = os.environ | {
        "DATABASE_URL": url, "BASE_URL": f"http://{address}", "DEBUG": "on", "VAR_DIR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
    }  # fmt: skip

    @contextmanager
    def running() -> Iterator[str]:
        command = [sys.executable, "manage.py", "runserver", "--noreload", address]
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            for _try in range(300):
                try:
                    urllib.request.urlopen(f"http://{address}/healthz", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://{address}"
        finally:
            server.kill()
            server.wait()

    return running


def test_while_the_server_is_stopped_nothing_is_lost_and_when_it_is_back_all_is_there(
    serve, visitor, penulis, draft, transactional_db, faults
):
    page = visitor()
    with serve() as site:
        # This server hashes as in earnest, not as the tests do.
        penulis.password = PBKDF2PasswordHasher().encode(PASSWORD, "garam")
        penulis.save()
        opened(enter_desk(page, site, penulis), site, draft)
        page.locator("[name=headline]").fill("Sebelum server berhenti")
        status(page, "saved")
    page.locator("[name=lead]").fill("Selagi server berhenti.")
    type_into_body(page, " Juga selagi server berhenti.")
    status(page, "offline")
    with serve():
        status(page, "saved")  # by itself
        copy = WorkingCopy.objects.get()
        assert (copy.headline, copy.text("lead")) == ("Sebelum server berhenti", "Selagi server berhenti.")
        assert save(page) == 200
    draft.refresh_from_db()
    assert (draft.headline, draft.lead) == ("Sebelum server berhenti", "Selagi server berhenti.")
    assert "Juga selagi server berhenti." in draft.body
    quiet(faults, "Failed to fetch", "ERR_CONNECTION_REFUSED")


def test_a_page_that_was_closed_offline_hands_its_text_over_when_the_next_one_opens(desk, site, penulis, draft, faults):
    page = opened(desk(penulis), site, draft)
    page.context.set_offline(True)
    page.locator("[name=lead]").fill("Ditutup tanpa sambungan.")
    status(page, "offline")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(change_url(site, draft))
    page.locator("#autosave-found a").click()
    expect(page.locator("ins", has_text="Ditutup tanpa sambungan").first).to_be_visible()
    quiet(faults, "Failed to fetch", "ERR_INTERNET")


def test_who_is_logged_out_logs_in_again_without_leaving_the_page(desk, site, penulis, redaktur, draft, axe, faults):
    page = opened(desk(penulis), site, draft)
    page.locator("[name=lead]").fill("Ditulis sebelum sesi berakhir.")
    status(page, "saved")
    Session.objects.all().delete()
    page.locator("[name=lead]").fill("Ditulis setelah sesi berakhir.")
    dialog = page.locator("#autosave-login")
    expect(dialog).to_be_visible()
    status(page, "ended")
    axe(page)
    assert dialog.locator("[name=username]").input_value() == "penulis"
    dialog.locator("[name=password]").fill("salah-sekali-1")
    dialog.locator("[name=password]").press("Enter")
    expect(dialog.locator("[role=alert]")).to_be_visible()
    # Somebody else is not given the text.
    dialog.locator("[name=username]").fill("redaktur")
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[name=password]").press("Enter")
    expect(dialog.locator("[role=alert]")).to_contain_text("redaktur")
    assert not WorkingCopy.objects.filter(user=redaktur).exists()
    dialog.locator("[name=username]").fill("penulis")
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[name=password]").press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("[name=lead]")).to_be_focused()
    status(page, "saved")
    assert WorkingCopy.objects.get().text("lead") == "Ditulis setelah sesi berakhir."
    # And the same when the session ends just before saving.
    Session.objects.all().delete()
    page.locator("#edition_form [name=_save]").click()
    dialog.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        dialog.locator("[name=password]").press("Enter")
    draft.refresh_from_db()
    assert draft.lead == "Ditulis setelah sesi berakhir."
    assert not WorkingCopy.objects.with_words().exists()


def test_two_editors_see_each_other_and_the_conflict_before_they_save(
    desk, site, penulis, redaktur, draft, looks_right
):
    first, second = opened(desk(penulis), site, draft), opened(desk(redaktur), site, draft)
    expect(second.locator("#autosave-others")).to_contain_text("penulis membuka siaran ini")
    expect(second.locator("#autosave-said")).to_contain_text("penulis membuka siaran ini")
    second.locator("[name=headline]").fill("Judul dari redaktur")
    second.locator("[name=venue]").fill("Balai kota")
    status(second, "saved")
    first.locator("[name=headline]").fill("Judul dari penulis")
    expect(first.locator("#autosave-others")).to_contain_text("redaktur membuka siaran ini")
    expect(first.locator("#autosave-others")).to_contain_text("sedang menulis")
    assert save(first) == 200
    second.locator("[name=byline]").fill("abc")
    banner = second.locator("#autosave-moved")
    expect(banner).to_contain_text("penulis")
    expect(banner).to_contain_text("Judul")
    expect(second.locator("#autosave-said")).to_contain_text("Siaran ini berubah")
    with second.expect_navigation() as answered:
        banner.locator("button").click()
    assert answered.value.status == 409
    expect(second.locator("#conflict-summary")).to_be_focused()
    looks_right(second, [320, 1280])
    second.locator("[name=joined-headline]").fill("Judul dari kami berdua")
    assert save_choices(second) == 200
    draft.refresh_from_db()
    assert (draft.headline, draft.venue, draft.byline) == ("Judul dari kami berdua", "Balai kota", "abc")
    assert not WorkingCopy.objects.with_words().exists()


def save_choices(page: Page) -> int:
    with page.expect_navigation() as answered:
        page.locator("#conflict_form [name=_save]").click()
    return answered.value.status


@pytest.mark.parametrize("seed", [5])
def test_of_two_editors_who_type_at_random_no_word_is_lost(desk, site, penulis, redaktur, draft, seed):
    chance = random.Random(seed)
    pages = {"penulis": opened(desk(penulis), site, draft), "redaktur": opened(desk(redaktur), site, draft)}
    written: list[str] = []

    def type_a_word(who: str) -> None:
        page, word = pages[who], f"kata{len(written)}{who}"
        name = chance.choice(["headline", "lead", "venue", "body", "body"])
        if name == "body":
            type_into_body(page, f" {word}")
        else:
            box = page.locator(f"[name={name}]")
            box.fill(f"{box.input_value()} {word}".strip())
        written.append(word)

    def everywhere() -> str:
        draft.refresh_from_db()
        texts = [draft.headline, draft.lead, draft.venue, draft.body]
        return " ".join([*texts, *(str(copy.fields) for copy in WorkingCopy.objects.with_words())])

    for _turn in range(16):
        type_a_word(chance.choice(list(pages)))
        if chance.random() < 0.2:
            who = chance.choice(list(pages))
            page = pages[who]
            if save(page) == 409:
                assert save_choices(page) == 200
            page.locator("#id_body[role=textbox]").wait_for()
    for page in pages.values():
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("#autosave-status[data-kind=typing]")).to_have_count(0)
    found = everywhere()
    assert [word for word in written if word not in found] == []
    for page in pages.values():
        if save(page) == 409:
            assert save_choices(page) == 200
    draft.refresh_from_db()
    found = f"{draft.headline} {draft.lead} {draft.venue} {draft.body}"
    assert [word for word in written if word not in found] == []
