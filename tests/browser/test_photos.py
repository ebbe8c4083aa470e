"""Many photos are sent, described and shown; the focal point is chosen by hand; without scripts as well."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.articles.models import Edition, PhotoCaption
from news.photos.models import Photo
from news.photos.uploads import receive

from ..photos import pictures

SMALL_AND_LARGE = [320, 1280]


def picture(number: int, *records: tuple[int, bytes]) -> bytes:
    """Return one of several different pictures, with ``records`` (IIM) in its file."""
    shown = pictures.blocks().resize((900, 600), 0)
    return pictures.with_iim(pictures.encoded(shown, comment=str(number).encode()), *records)


def chosen(name: str, content: bytes) -> dict[str, object]:
    """Return a file as Playwright hands it to an input."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


MANY = [
    chosen("satu.jpg", picture(1, (120, b"Warga menanam bakau."), (110, b"Wira"))),
    chosen("gerak.jpg", b"GIF89a"),
    chosen("dua.jpg", picture(2)),
    chosen("tiga.jpg", picture(3)),
]


@pytest.fixture
def photo(penulis) -> Photo:
    return receive(pictures.upload(picture(9)), by=penulis, alt="Enam bidang warna", credit="Humas", title="Bakau")


def outcome(page: Page, name: str):
    return page.locator(".sent-row", has_text=name)


def test_many_photos_are_sent_and_described(desk, site, penulis, looks_right, faults):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_changelist"))
    page.locator(".object-tools a.addlink").click()
    page.wait_for_url(site + reverse("admin:photos_photo_send"))
    looks_right(page, SMALL_AND_LARGE)
    page.locator("input[type=file]").set_input_files(MANY)
    for name in ("satu.jpg", "dua.jpg", "tiga.jpg"):
        expect(outcome(page, name)).to_have_attribute("data-state", "kept")
    refused = outcome(page, "gerak.jpg")
    expect(refused).to_have_attribute("data-state", "refused")
    expect(refused).to_contain_text("GIF")
    expect(page.locator("[role=log] p")).to_have_count(4)
    assert [fault for fault in faults if "422" in fault], "a refusal is no success"
    faults[:] = [fault for fault in faults if "422" not in fault]
    looks_right(page, SMALL_AND_LARGE)

    with page.expect_navigation(wait_until="load"):
        page.locator(".sent-next a").click()
    rows = page.locator(".describe-row")
    expect(rows).to_have_count(3)
    captions, credits = page.locator("[name$=-caption]"), page.locator("[name^=photo-][name$=-credit]")
    first = next(n for n in range(3) if captions.nth(n).input_value() == "Warga menanam bakau.")
    page.locator("[name=all-credit]").fill("Humas")
    expected = ["Wira" if n == first else "Humas" for n in range(3)]
    assert [credits.nth(n).input_value() for n in range(3)] == expected, "filled at once, and nothing overwritten"
    page.locator("[name=all-place]").fill("Pantai Kemala")
    for n in range(3):
        page.locator("[name$=-alt]").nth(n).fill(f"Enam bidang warna, {n}")
    looks_right(page, SMALL_AND_LARGE)
    page.locator(".submit-row button").click()
    page.wait_for_url(site + reverse("admin:photos_photo_changelist"))
    assert Photo.objects.lacking_words().count() == 0
    assert set(Photo.objects.values_list("place", flat=True)) == {"Pantai Kemala"}
    assert sorted(Photo.objects.values_list("credit", flat=True)) == ["Humas", "Humas", "Wira"]
    looks_right(page, SMALL_AND_LARGE)


def test_a_file_that_did_not_arrive_is_sent_again(desk, site, penulis, faults):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_send"))
    page.route("**/kirim/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("input[type=file]").set_input_files([MANY[0]])
    expect(outcome(page, "satu.jpg")).to_have_attribute("data-state", "failed")
    page.unroute("**/kirim/")
    page.locator(".sent-again").click()
    expect(outcome(page, "satu.jpg")).to_have_attribute("data-state", "kept")
    assert Photo.objects.count() == 1


def test_photos_are_dropped(desk, site, penulis):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_send"))
    page.evaluate(
        """(bytes) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "jatuh.jpg", { type: "image/jpeg" }));
            document.querySelector(".drop-zone").dispatchEvent(
                new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        list(picture(4)),
    )
    expect(outcome(page, "jatuh.jpg")).to_have_attribute("data-state", "kept")


def test_many_photos_without_scripts(visitor, site, penulis):
    page = visitor(java_script_enabled=False)
    page.goto(site + reverse("admin:login"))
    page.locator("input[name=username]").fill("penulis")
    page.locator("input[name=password]").fill("rahasia-sekali-1")
    with page.expect_navigation():
        page.locator("input[type=submit], button[type=submit]").first.click()
    page.goto(site + reverse("admin:photos_photo_send"))
    page.locator("input[type=file]").set_input_files(MANY)
    page.locator("#send-form button[type=submit]").click()
    expect(page.locator(".messagelist .error")).to_contain_text("gerak.jpg")
    expect(page.locator(".describe-row")).to_have_count(3)
    page.locator("[name=all-credit]").fill("Humas")
    page.locator("#describe-form button[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert sorted(Photo.objects.values_list("credit", flat=True)) == ["Humas", "Humas", "Wira"]


def test_the_focal_point_is_chosen_by_hand(desk, site, penulis, photo, looks_right):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_change", args=[photo.pk]))
    looks_right(page, SMALL_AND_LARGE)
    crop = page.locator(".focus-crops .crop-1x1")
    before = crop.evaluate("(image) => getComputedStyle(image).objectPosition")
    shown = page.locator(".focus-photo img")
    box = shown.bounding_box()
    shown.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.3})
    expect(crop).not_to_have_css("object-position", before)
    mark = page.locator(".focus-mark")
    expect(mark).to_be_focused()
    mark.press("ArrowRight")
    mark.press("ArrowDown")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (pytest.approx(0.21, abs=0.011), pytest.approx(0.31, abs=0.011))


def test_readers_download_the_press_copy(page, site, released, photo):
    PhotoCaption.objects.create(edition=released, photo=photo, caption="Bakau.", is_lead=True)
    page.goto(site + Edition.objects.get(pk=released.pk).article.get_absolute_url())
    with page.expect_download() as download:
        page.locator(".press-copy").click()
    assert download.value.suggested_filename == f"{released.article.slug}-1.jpg"
    with open(download.value.path(), "rb") as file:
        assert b"Bakau." in file.read()


def test_a_picture_is_replaced(desk, site, penulis, photo, looks_right):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_change", args=[photo.pk]))
    page.locator(f"a[href='{reverse('admin:photos_photo_replace', args=[photo.pk])}']").click()
    page.wait_for_url(site + reverse("admin:photos_photo_replace", args=[photo.pk]))
    looks_right(page)
    page.locator("input[type=file]").set_input_files([chosen("gerak.jpg", b"GIF89a")])
    page.locator("button.default").click()
    expect(page.locator(".errorlist")).to_contain_text("GIF")
    looks_right(page, SMALL_AND_LARGE)
    page.locator("input[type=file]").set_input_files([chosen("lain.jpg", picture(10))])
    page.locator("button.default").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    before = photo.key
    photo.refresh_from_db()
    assert photo.key != before
    assert photo.credit == "Humas"


def test_the_page_of_words_is_right_when_there_is_none_to_describe(desk, site, penulis, photo, looks_right):
    page = desk(penulis)
    page.goto(site + reverse("admin:photos_photo_describe"))
    expect(page.locator(".empty")).to_be_visible()
    looks_right(page, SMALL_AND_LARGE)
