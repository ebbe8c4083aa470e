"""What happens by mail: a reader shows that an address is theirs, follows a release, and has everything erased."""

import email
import email.policy
import re
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.comments import erasing, following, moderation
from news.comments.models import Comment, ErasureRequest, Follower
from news.letters.sending import send_due

from .conftest import SIZES

RINA = "rina@example.org"
WORDS = "Apakah lansia juga dilayani di puskesmas terdekat?"


@pytest.fixture
def mailbox(settings, tmp_path) -> Path:
    """Where each letter becomes a file, as without a mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def newest_letter(mailbox: Path) -> str:
    """Send what is due, and return what the newest letter says."""
    send_due()
    newest = max(mailbox.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    content = newest.read_bytes().rsplit(b"-" * 79, 2)[-2 if newest.read_bytes().rstrip().endswith(b"-" * 79) else -1]
    message = email.message_from_bytes(content.strip(), policy=email.policy.default)
    return message.get_content()


def link_in(letter: str) -> str:
    return re.search(r"https?://\S+/komentar/~\S+", letter)[0]


def press(page: Page, button: str) -> None:
    """Press ``button``, and wait until the page that answers is there."""
    with page.expect_navigation():
        page.locator(button).click()


def test_a_reader_confirms_sees_and_erases(visitor, site, released, moderator, mailbox, looks_right):
    reader = visitor()
    released.article.refresh_from_db()
    reader.goto(f"{site}/komentar/{released.article.slug}/")
    reader.locator("[name=name]").fill("Rina")
    reader.locator("[name=email]").fill(RINA)
    reader.locator("[name=text]").fill(WORDS)
    reader.locator("main form button[type=submit]").click()
    reader.wait_for_url("**/~saya/**")
    # The letter says nothing of the comment; the page behind its link does, and its button counts.
    letter = newest_letter(mailbox)
    assert WORDS not in letter
    reader.goto(link_in(letter))
    assert WORDS in reader.locator("main blockquote").inner_text()
    looks_right(reader, [320, 1280])
    assert not Comment.objects.get().is_verified
    reader.locator("button[name=confirm]").click()
    reader.locator("main a[href*='~saya']").wait_for()
    looks_right(reader, [320])
    comment = Comment.objects.get()
    assert comment.is_verified
    cookie = next(cookie for cookie in reader.context.cookies() if cookie["name"] == "komentar_surel")
    assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == ("/komentar/", True, "Lax")
    moderation.decide(comment, "approve", by=moderator, version=comment.version)
    # A trusted browser follows without a letter.
    reader.goto(f"{site}/komentar/{released.article.slug}/ikuti/")
    looks_right(reader, [320])
    reader.locator("[name=email]").fill(RINA)
    press(reader, "main form button")
    assert Follower.objects.get().confirmed_at
    # What is kept, and its end.
    reader.goto(f"{site}/komentar/~data/")
    looks_right(reader, [320])
    reader.locator("[name=email]").fill(RINA)
    press(reader, "main form button")
    reader.goto(link_in(newest_letter(mailbox)))
    looks_right(reader, [320, 1280])
    assert WORDS in reader.locator("main").inner_text()
    with reader.expect_download() as download:
        reader.locator("a[download]").click()
    assert WORDS in Path(download.value.path()).read_text()
    press(reader, "button[name=erase]")
    looks_right(reader, [320])
    assert "komentar_surel" not in {cookie["name"] for cookie in reader.context.cookies()}
    reader.goto(link_in(newest_letter(mailbox)))
    expect(reader.locator("main form button")).to_be_visible()
    looks_right(reader, [320])
    assert ErasureRequest.objects.get().done_at is None
    with time_machine.travel(timezone.now() + erasing.GRACE):
        assert erasing.erase_due() == 1
    reader.goto(site + released.article.get_absolute_url())
    assert WORDS not in reader.content()
    assert "Rina" not in reader.locator("#komentar").inner_text()
    left = Comment.objects.get()
    assert (left.text, left.email_hash, left.status) == ("", None, "removed")
    assert not Follower.objects.exists()


def test_following_ends_with_one_press(visitor, site, released, moderator, mailbox, looks_right):
    reader = visitor(java_script_enabled=False)
    reader.set_viewport_size({"width": 320, "height": SIZES[320]})
    released.article.refresh_from_db()
    reader.goto(f"{site}/komentar/{released.article.slug}/ikuti/")
    reader.locator("[name=email]").fill(RINA)
    press(reader, "main form button")
    reader.goto(link_in(newest_letter(mailbox)))
    press(reader, "main form button")
    now = timezone.now()
    with time_machine.travel(now + following.PAUSE / 2):
        comment = Comment.objects.create(article=released.article, name="Budi", text="Dilayani, saya sudah ke sana.")
        moderation.decide(comment, "approve", by=moderator, version=1)
    with time_machine.travel(now + 2 * following.PAUSE):
        assert following.tell_followers() == 1
        letter = newest_letter(mailbox)
    assert "Dilayani, saya sudah ke sana." in letter
    reader.goto(re.search(r"https?://\S+/~surel/berhenti/\S+", letter)[0])
    assert Follower.objects.exists()
    press(reader, "main form button")
    assert not Follower.objects.exists()


def test_the_privacy_page_and_links_that_are_none(page, site, newsroom, looks_right):
    page.goto(f"{site}/komentar/~privasi/")
    looks_right(page, [320, 1280])
    page.goto(f"{site}/komentar/~surel/sahkan/abc/")
    looks_right(page, [320])
