"""Every page of the desk on a phone and on a desktop, light and dark: axe finds nothing, and nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from news.accounts.models import User
from news.directory.models import Agency
from news.ledger.models import LedgerEntry

from ..journeys.full_desk import Desk, Staff, fill
from .conftest import admit, faults_of

SUBMIT = "form [type=submit]"
TELL_BREACHES = """addEventListener("securitypolicyviolation",
    (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""


@pytest.fixture
def staff(penulis, redaktur, penerbit, moderator, administrator) -> Staff:
    User.objects.update(language="id")
    return Staff(penulis, redaktur, penerbit, moderator, administrator)


@pytest.fixture
def full(staff, draft, other_agency) -> Desk:
    return fill(staff, draft, other_agency)


@pytest.fixture
def opened(visitor, site) -> Callable[[User], Page]:
    """Return what opens a page in which a user is logged in already, and which tells breaches of the CSP."""

    def enter(user: User) -> Page:
        page = admit(visitor(), site, user)
        page.add_init_script(TELL_BREACHES)
        return page

    return enter


def of_writers(desk: Desk) -> Iterator[str]:
    """Yield what writers open."""
    releases = desk.releases
    yield reverse("admin:index")
    yield reverse("admin:articles_edition_changelist")
    yield reverse("admin:articles_edition_add")
    for name in ("naskah", "ditinjau", "tayang"):
        yield reverse("admin:articles_edition_change", args=[releases[name].pk])
    yield reverse("admin:articles_edition_history", args=[releases["dikoreksi"].pk])
    yield reverse("admin:articles_edition_step", args=[releases["naskah"].pk, "submit"])
    yield reverse("admin:desk:working_copy", args=[desk.copy.pk])
    yield reverse("admin:desk:calendar")
    yield reverse("admin:desk:plan")
    yield reverse("admin:intake:paste")
    yield reverse("admin:photos_photo_send")
    yield reverse("admin:comments_referral_changelist")
    yield reverse("admin:password_change")


def of_publishers(desk: Desk) -> Iterator[str]:
    """Yield what editors and publishers open beyond that."""
    releases = desk.releases
    yield reverse("admin:index")
    for name, step in {
        "disetujui": "release", "ditinjau": "return", "tayang": "withdraw", "terjadwal": "reschedule",
        "dikembalikan": "fast_release",
    }.items():  # fmt: skip
        yield reverse("admin:articles_edition_step", args=[releases[name].pk, step])
    yield reverse("admin:articles_edition_step", args=[releases["tayang"].pk, "revise"])
    yield reverse("admin:articles_edition_change", args=[releases["tayang"].pk])
    for name in ("settings", "redact"):
        yield reverse(f"admin:articles_edition_{name}", args=[releases["tayang"].pk])
    yield reverse("admin:desk:links", args=[releases["ditinjau"].pk])
    yield reverse("admin:desk:links", args=[releases["embargo"].pk])
    yield f"{reverse('admin:desk:calendar')}?pekan="
    yield reverse("admin:desk:event", args=[desk.event.pk])
    yield reverse("admin:desk:move", args=["siaran", releases["terjadwal"].pk])
    for name in ("notices", "notice_preferences", "banner"):
        yield reverse(f"admin:desk:{name}")
    for name in ("photos_photo", "newsroom_redirect", "newsroom_staticpage", "directory_official", "articles_tag"):
        yield reverse(f"admin:{name}_changelist")
    yield reverse("admin:photos_photo_change", args=[desk.photo.pk])
    yield f"{reverse('admin:photos_photo_describe')}?id={desk.photo.pk}"
    yield reverse("admin:newsroom_redirect_import")
    yield reverse("admin:newsroom_staticpage_add")
    yield reverse("admin:directory_official_add")
    agency = Agency.objects.order_by("pk").values_list("pk", flat=True)[0]
    for name in ("change", "rename", "succeed"):
        yield reverse(f"admin:directory_agency_{name}", args=[agency])
    yield reverse("admin:directory_agency_import")
    yield reverse("admin:ledger_ledgerentry_changelist")
    yield reverse("admin:ledger_ledgerentry_change", args=[LedgerEntry.objects.values_list("pk", flat=True)[0]])


def of_moderators(desk: Desk) -> Iterator[str]:
    """Yield what moderators open."""
    yield reverse("admin:comments_comment_changelist")
    yield reverse("admin:comments_comment_change", args=[desk.comment.pk])
    for name in ("comment_figures", "comment_bans", "referral_changelist"):
        yield reverse(f"admin:comments_{name}")
    for name in ("wordrule_changelist", "weights", "try_text", "try_comments"):
        yield reverse(f"admin:screening_{name}")


def of_administrators(desk: Desk, staff: Staff) -> Iterator[str]:
    """Yield what administrators open."""
    yield reverse("admin:index")
    yield reverse("admin:newsroom_newsroom_change", args=[1])
    for name in ("articles_section", "accounts_user", "accounts_deputy", "directory_membership"):
        yield reverse(f"admin:{name}_changelist")
    yield reverse("admin:accounts_user_change", args=[staff.penulis.pk])
    yield reverse("admin:accounts_user_history", args=[staff.penulis.pk])
    for name in ("accounts_user", "directory_agency", "directory_appointment"):
        yield reverse(f"admin:{name}_add")
    yield reverse("admin:directory_agency_changelist")
    yield reverse("admin:articles_section_delete", args=[desk.releases["tayang"].section_id])
    yield reverse("admin:desk:leave", args=[staff.penulis.pk])
    for name in ("letters_letter", "operations_job", "comments_purge"):
        yield reverse(f"admin:{name}_changelist")


def test_every_page_is_accessible_and_fits(site, opened, full, staff):
    found: list[str] = []
    for user, addresses in {
        staff.penulis: of_writers(full),
        staff.penerbit: of_publishers(full),
        staff.moderator: of_moderators(full),
        staff.administrator: of_administrators(full, staff),
    }.items():
        page = opened(user)
        for address in addresses:
            answer = page.goto(site + address)
            assert answer
            assert answer.status == 200, address
            found += faults_of(page, (320, 1280))
    assert not found, "\n".join(found)


def test_after_each_submit_the_focus_is_on_what_came_of_it(site, opened, full, staff):
    page, releases = opened(staff.penerbit), full.releases
    pages = {
        reverse("admin:articles_edition_step", args=[releases["ditinjau"].pk, "return"]): SUBMIT,
        reverse("admin:articles_edition_redact", args=[releases["tayang"].pk]): SUBMIT,
        reverse("admin:desk:links", args=[releases["ditinjau"].pk]): SUBMIT,
        reverse("admin:desk:banner"): SUBMIT,
        reverse("admin:desk:plan"): SUBMIT,
        reverse("admin:desk:move", args=["siaran", releases["terjadwal"].pk]): SUBMIT,
        reverse("admin:desk:notice_preferences"): SUBMIT,
        reverse("admin:password_change"): "[type=submit]",
        reverse("admin:newsroom_redirect_import"): SUBMIT,
        reverse("admin:newsroom_staticpage_add"): "[name=_save]",
        reverse("admin:directory_official_add"): "[name=_save]",
        reverse("admin:photos_photo_change", args=[full.photo.pk]): "[name=_save]",
        reverse("admin:articles_edition_change", args=[releases["dikembalikan"].pk]): "#edition_form [name=_save]",
    }
    lost = []
    for address, button in pages.items():
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
        with page.expect_navigation(wait_until="load"):
            page.locator("#content").locator(button).first.click()
        try:
            page.wait_for_function("() => document.activeElement !== document.body", timeout=3000)
        except PlaywrightTimeoutError:
            lost.append(f"{address}: {page.url}")
    assert not lost, "\n".join(lost)
