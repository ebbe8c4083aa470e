"""What holds on every address: live is a query, the same bytes for everybody, few queries, and never a 500."""

import re

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Count
from django.test import Client

from news.articles import workflow
from news.articles.models import Article, Edition
from news.comments.models import Comment
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, DAY, HOUR, INDEXES, LISTS, MINUTE, PAGES

HEADLINE = "Vaksinasi gratis di puskesmas mulai Senin"


def seen(client: Client, address: str) -> bool:
    """Say whether a stranger reads the headline at ``address``."""
    return HEADLINE in client.get(address).content.decode()


# Live is a query


def submitted(draft, people):
    workflow.take("submit", draft, by=people["penulis"])


def approved(draft, people):
    submitted(draft, people)
    workflow.take("approve", draft, by=people["redaktur"])


def scheduled(draft, people):
    approved(draft, people)
    workflow.take("release", draft, by=people["penerbit"], at=NOON + HOUR)


def unscheduled(draft, people):
    scheduled(draft, people)
    workflow.take("unschedule", draft, by=people["penerbit"])


def embargoed(draft, people):
    Edition.objects.filter(pk=draft.pk).update(embargo_until=NOON + HOUR)
    approved(draft, people)
    workflow.take("release", draft, by=people["penerbit"])


def discarded(draft, people):
    workflow.take("discard", draft, by=people["penulis"])


@pytest.fixture
def people(penulis, redaktur, penerbit):
    return {"penulis": penulis, "redaktur": redaktur, "penerbit": penerbit}


@pytest.mark.parametrize("bring", [lambda *_: None, submitted, approved, scheduled, unscheduled, embargoed, discarded])
def test_what_is_not_live_is_seen_nowhere(bring, full, people, pembaca):
    Article.objects.filter(pk=full.article_id).update(slug=ADDRESS.split("/")[-2])
    bring(full, people)
    for address in (*LISTS, *INDEXES):
        answer = pembaca.get(address)
        assert answer.status_code == (404 if address.startswith("/topik/") else 200), address
        assert HEADLINE not in answer.content.decode(), address
        assert "Cukup bawa KTP" not in answer.content.decode(), address
    never = pembaca.get("/2026/03/11/tidak-pernah-ada/")
    for address in (ADDRESS, "/2026/03/12/vaksinasi-gratis-di-puskesmas-mulai-senin/"):
        answer = pembaca.get(address)
        assert answer.status_code == 404
        assert answer.content == never.content
        assert dict(answer.headers) == dict(never.headers)


@pytest.mark.parametrize("address", [*LISTS, ADDRESS])
def test_it_appears_and_goes_at_its_minute_without_any_write(address, full, people, pembaca, clock):
    Edition.objects.filter(pk=full.pk).update(expires_at=NOON + DAY)
    scheduled(full, people)
    assert not seen(pembaca, address)
    clock.move_to(NOON + HOUR)
    assert seen(pembaca, address)
    clock.move_to(NOON + DAY - MINUTE)
    assert seen(pembaca, address)
    clock.move_to(NOON + DAY)
    assert not seen(pembaca, address)


@pytest.mark.parametrize("address", LISTS)
def test_a_withdrawn_release_is_gone_from_every_list(address, full, people, pembaca, clock):
    approved(full, people)
    workflow.take("release", full, by=people["penerbit"])
    clock.move_to(NOON + HOUR)
    assert seen(pembaca, address)
    workflow.take("withdraw", full, by=people["penerbit"], note="Keliru.")
    assert not seen(pembaca, address)


def test_a_correction_replaces_its_predecessor_in_every_list_and_keeps_its_place(
    full, release, another, correct, pembaca, clock
):
    released = release(full)
    clock.move_to(NOON + MINUTE)
    another("Siaran yang lebih baru")
    correct(released, "ralat", "Hari dibetulkan.", at=NOON + HOUR, headline="Vaksinasi gratis mulai Selasa")
    assert seen(pembaca, "/rubrik/kesehatan/")
    clock.move_to(NOON + HOUR)
    for address in LISTS:
        page = pembaca.get(address).content.decode()
        assert HEADLINE not in page, address
        assert "Vaksinasi gratis mulai Selasa" in page, address
    page = pembaca.get("/rubrik/kesehatan/").content.decode()
    assert page.index("Siaran yang lebih baru") < page.index("Vaksinasi gratis mulai Selasa")


# The same bytes for everybody


@pytest.mark.parametrize("address", PAGES)
def test_every_reader_gets_the_same_bytes_and_no_cookie(address, full, release, pembaca, penerbit):
    release(full)
    colleague = Client(headers={"accept-language": "en"})
    colleague.force_login(penerbit)
    answer, other = pembaca.get(address), colleague.get(address)
    assert answer.status_code == 200
    assert answer.content == other.content
    for response in (answer, other):
        assert response["Vary"].lower() == "accept-encoding"
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
        assert "csrf" not in response.content.decode().lower()
    assert pembaca.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", [*PAGES, "/robots.txt", "/healthz", "/readyz", "/2026/03/11/tidak-ada/"])
def test_pages_can_only_be_read(address, full, release, pembaca):
    release(full)
    stranger = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(stranger, method)(address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    options = pembaca.options(address)
    assert options.status_code == 204
    assert options["Allow"] == "GET, HEAD, OPTIONS"
    head, get = pembaca.head(address), pembaca.get(address)
    assert head.status_code == get.status_code
    assert head.content == b""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_inline_and_every_picture_keeps_its_place(address, full, release, pembaca):
    release(full)
    page = pembaca.get(address).content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert " onclick" not in page
    scripts = page.count("<script")
    assert scripts == page.count('<script type="application/ld+json">') + page.count('<script type="module" src="/')
    assert page.count("<img") == len(re.findall(r'<img [^>]*width="\d+" height="\d+"', page))
    assert page.count("<h1") == 1


# Odd parameters

ODD = [
    "x", "", "-", "-1", "0", "1-1-1", "9" * 400, "1e9", f"{10**18}-1", f"{10**16}-{10**30}", "1773205200000000-0",
    "١٧٧-٣", "%00", "1%00-2", "1773205200000000-%00", "%F0%9F%92%A9", "%ff", "'--", "..%2f", "[]",
]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_an_odd_place_in_a_list_is_never_an_error(address, full, release, pembaca):
    release(full)
    for odd in ODD:
        assert pembaca.get(f"{address}?sebelum={odd}").status_code in {200, 404}, odd
        assert pembaca.get(f"{address}?sebelum={odd}&sebelum=1&page=x&limit=-1").status_code in {200, 404}, odd


@pytest.mark.parametrize(
    "address",
    [
        "/2026//", "/0000/", "/9999/", "/٢٠٢٦/", "/2026/13/", "/2026/00/", "/2026/3/",
        "/2026/03/00/x/", "/2026/03/32/x/", "/2026/02/31/x/", "/2026/03/11/", "/26/3/11/x/", "/2026/03/11/x%00/",
        f"/2026/03/11/{'x' * 5000}/", f"/rubrik/{'x' * 5000}/", "/rubrik/%00/", "/topik/%F0%9F%92%A9/", "/rubrik//",
        "/instansi/../pejabat/", "/pejabat/a b/", "/media/x/y.jpg", "/%2e%2e/%2e%2e/etc/passwd", "/2026/03/11/%ff/",
    ],
)  # fmt: skip
def test_an_odd_address_is_not_found(address, full, release, pembaca):
    release(full)
    answer = pembaca.get(address)
    assert answer.status_code == 404
    assert answer.content == pembaca.get("/tidak-ada/").content


@pytest.mark.parametrize("address", ["//", "//evil.example/", "//evil.example", "/\\evil.example/"])
def test_an_address_of_another_host_leads_nowhere(address, newsroom, pembaca):
    answer = pembaca.get("/", PATH_INFO=address)
    assert answer.status_code == 404
    assert "evil" not in answer.content.decode()


# Few queries, however much there is


@pytest.mark.parametrize("number", [10, 1000])
def test_no_page_takes_more_than_eight_queries(number, section, appointment, pembaca, django_assert_max_num_queries):
    call_command("make_releases", number, comments=60, photos=3, verbosity=0)
    edition = Edition.objects.live(NOON).filter(mentions__isnull=False).listed().last()
    most = Article.objects.filter(editions__in=Edition.objects.live(NOON)).annotate(said=Count("reader_comments"))
    corrected = Edition.objects.live(NOON).order_by("-sequence", "-pk").first()
    for address in (
        edition.article.get_absolute_url(),
        most.order_by("-said").first().get_absolute_url(),
        corrected.article.get_absolute_url(),
        "/",
        section.get_absolute_url(),
        edition.tags.first().get_absolute_url(),
        appointment.position.agency.get_absolute_url(),
        appointment.official.get_absolute_url(),
        f"/{edition.article.url_date.year}/",
        f"/{edition.article.url_date:%Y/%m}/",
        *INDEXES,
    ):
        with django_assert_max_num_queries(8):
            assert pembaca.get(address).status_code == 200, address
    with django_assert_max_num_queries(8):
        assert pembaca.get("/tidak-ada/").status_code == 404


def test_a_release_with_everything_takes_eight_queries(
    full, release, correct, another, pembaca, django_assert_max_num_queries
):
    another("Siaran terkait")
    article = correct(release(full), "ralat", "Jam dibetulkan.", at=NOON + MINUTE).article
    said = [
        Comment.objects.create(article=article, name=f"Pembaca {number}", text="Baik.", status="published")
        for number in range(3)
    ]
    Comment.objects.create(article=article, parent=said[0], name="Balas", text="Setuju.", status="published")
    with time_machine.travel(NOON + HOUR, tick=False), django_assert_max_num_queries(8):
        page = pembaca.get(ADDRESS).content.decode()
    assert "Setuju." in page


def test_the_pages_of_a_list_show_everything_once(section, appointment, pembaca):
    call_command("make_releases", 60, verbosity=0)
    address, shown = section.get_absolute_url(), []
    while True:
        listing = pembaca.get(address).context["listing"]
        shown += [edition.pk for edition in listing.editions]
        if not listing.older:
            break
        address = section.get_absolute_url() + listing.older
    assert len(shown) > 40
    assert shown == list(Edition.objects.live(NOON).filter(section=section).listed().values_list("pk", flat=True))
