"""What a stranger got, and when: asked of a real server, as a stranger asks."""

import datetime
import http.server
import threading

import feedparser
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from news.alerts.models import Notice
from news.articles import editing, workflow
from news.articles.models import Edition
from news.desk import receipts
from news.desk.models import Receipt

from ..conftest import NOON

SECOND, MINUTE = datetime.timedelta(seconds=1), datetime.timedelta(minutes=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(live_server, settings, newsroom) -> str:
    settings.BASE_URL = live_server.url
    return live_server.url


@pytest.fixture
def scheduled(approved, penerbit, clock) -> Edition:
    """A release for five past noon."""
    return workflow.take("release", approved, by=penerbit, at=NOON + 5 * MINUTE)


def seen(edition, **kind) -> dict[str, datetime.datetime | None]:
    return dict(Receipt.objects.filter(edition=edition, **kind).values_list("surface", "seen_at"))


EVERYWHERE = {"page", "section", "feed", "sitemap"}


def test_a_release_is_seen_everywhere_in_the_second_in_which_it_goes_live(site, scheduled, clock):
    clock.shift(5 * MINUTE - SECOND)
    assert receipts.look() == 0
    assert not Receipt.objects.exists()
    clock.shift(SECOND)
    assert receipts.look() == 4
    at = NOON + 5 * MINUTE
    assert seen(scheduled) == dict.fromkeys(EVERYWHERE, at)
    assert Receipt.objects.filter(status=200, tries=1, due_at=at, next_try_at=None).count() == 4
    assert [line.words for line in receipts.lines(scheduled)] == [
        "Tayang 05.05.00 UTC: halaman, rubrik, RSS, peta situs"
    ]
    assert receipts.look() == 0
    assert not Notice.objects.filter(kind="failed").exists()
    # and so does anybody else
    feed = feedparser.parse(site + reverse("feed"))
    assert [entry.link for entry in feed.entries] == [site + Edition.objects.get().article.get_absolute_url()]


def test_what_went_live_while_the_worker_was_stopped_is_found(site, scheduled, clock):
    receipts.look()
    clock.shift(45 * MINUTE)
    assert receipts.look() == 4
    assert set(seen(scheduled).values()) == {NOON + 45 * MINUTE}
    assert not Notice.objects.filter(kind="failed").exists()


def test_nobody_looks_for_what_was_brought_in_with_its_old_date(site, approved, penerbit):
    with time_machine.travel(NOON, tick=False):
        workflow.take("release", approved, by=penerbit)
    with time_machine.travel(NOON + datetime.timedelta(days=30), tick=False):
        receipts.look()
    assert not Receipt.objects.exists()


def release_correction(edition, by, clock, **content) -> Edition:
    correction = workflow.take("revise", edition, by=by, kind="ralat", note="Puskesmasnya sebelas.")
    with editing.change(correction.pk, by=by) as draft:
        for name, value in content.items():
            setattr(draft, name, value)
        draft.save()
    return workflow.take("fast_release", correction, by=by, note="Salah.")


@pytest.mark.parametrize(
    "content",
    [
        {"headline": "Vaksinasi gratis di sebelas puskesmas"},
        {"body": "<p>Layanan dibuka pukul 08.00.</p><p>Warga cukup membawa KTP &amp; <em>KK</em>.</p>"},
        {"lead": "Dinas Kesehatan membuka vaksinasi gratis di sebelas puskesmas."},
        {"byline": "wtk"},
    ],
)
def test_a_correction_is_seen_when_its_own_words_are(site, approved, penerbit, clock, content):
    edition = workflow.take("release", approved, by=penerbit)
    assert receipts.look() == 4
    clock.shift(3 * MINUTE)
    correction = release_correction(edition, penerbit, clock, **content)
    assert receipts.look() == 4
    assert seen(correction) == dict.fromkeys(EVERYWHERE, NOON + 3 * MINUTE)


def test_a_withdrawal_is_seen_when_it_is_gone_everywhere(site, approved, penerbit, clock):
    edition = workflow.take("release", approved, by=penerbit)
    receipts.look()
    clock.shift(3 * MINUTE)
    edition = workflow.take("withdraw", edition, by=penerbit, note="Angkanya keliru.")
    assert receipts.look() == 4
    assert seen(edition, is_withdrawal=True) == dict.fromkeys(EVERYWHERE, NOON + 3 * MINUTE)
    page = Receipt.objects.get(surface="page", is_withdrawal=True)
    assert page.status == 410
    words = [line.words for line in receipts.lines(edition)]
    assert words[1] == "Hilang 05.03.00 UTC: halaman, rubrik, RSS, peta situs"


def test_what_is_replaced_or_withdrawn_before_it_was_seen_is_not_looked_for(site, approved, penerbit, clock):
    edition = workflow.take("release", approved, by=penerbit)
    receipts._enter(NOON)
    workflow.take("withdraw", edition, by=penerbit, note="Angkanya keliru.")
    receipts.look()
    assert Receipt.objects.filter(is_withdrawal=False, seen_at=None, closed_at__isnull=False).count() == 4
    assert receipts.overdue(NOON + MINUTE) == []


def test_a_correction_of_an_old_release_is_not_looked_for_among_the_newest(site, approved, penerbit, clock, section):
    edition = workflow.take("release", approved, by=penerbit)
    newer = NOON + datetime.timedelta(hours=1)
    for number in range(receipts.SIZE + 1):
        article = type(edition.article).objects.create(slug=f"lain-{number}", url_date=NOON.date(), number=f"L{number}")
        article.first_released_at = newer
        article.save()
        Edition.objects.create(
            article=article, section=section, headline="Lain", state="released", live_from=newer, list_at=newer
        )
    clock.shift(datetime.timedelta(days=2))
    correction = release_correction(edition, penerbit, clock, byline="wtk")
    receipts.look()
    found = {row.surface: bool(row.seen_at) for row in Receipt.objects.filter(edition=correction, closed_at=None)}
    assert found == {"page": True, "sitemap": True}
    assert Receipt.objects.filter(edition=correction, closed_at__isnull=False).count() == 2


# When it is not as it should be


class Answers(http.server.BaseHTTPRequestHandler):
    """A server that answers whatever ``reply`` says, and notes what it was asked for."""

    reply: tuple[int, dict[str, str], bytes] = (200, {}, b"")
    asked: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def impostor(settings):
    """A server in place of the site; its ``reply`` is what it answers."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.BASE_URL = f"http://127.0.0.1:{server.server_port}"
    Answers.reply, Answers.asked = (200, {}, b"<p>Dalam perbaikan</p>"), []
    yield Answers
    server.shutdown()
    server.server_close()


def look_for(clock, seconds: int) -> None:
    """Look every second, as the worker does, for so long."""
    for _second in range(seconds):
        receipts.look()
        clock.shift(SECOND)


@pytest.fixture
def people(administrator, moderator):
    """Somebody to tell."""


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_what_is_late_is_one_alarm_and_what_comes_at_last_ends_it(impostor, scheduled, clock, settings):
    clock.shift(5 * MINUTE)
    look_for(clock, 60)
    assert not Notice.objects.filter(kind="failed").exists()
    look_for(clock, 60)
    told = Notice.objects.filter(kind="failed")
    assert {notice.user.username for notice in told} == {"penulis", "penerbit", "administrator"}
    assert all("halaman, rubrik, RSS, peta situs" in notice.text for notice in told)
    assert all(notice.edition == scheduled for notice in told)
    overdue = receipts.overdue(NOON + 10 * MINUTE)
    assert {receipt.surface for receipt in overdue} == EVERYWHERE
    assert [line.is_wrong for line in receipts.lines(scheduled)] == [True]
    tries = Receipt.objects.get(surface="page").tries
    assert tries == len([gap for gap in receipts.GAPS if sum(receipts.GAPS[: receipts.GAPS.index(gap)]) < 120]), tries
    look_for(clock, 600)
    assert Notice.objects.filter(kind="failed").count() == 3, "once"
    # at last
    address = scheduled.article.get_absolute_url()
    item = f"<item><title>{scheduled.headline}</title><link>{settings.BASE_URL}{address}</link></item>"
    page = f"{scheduled.headline} {address} <loc>{settings.BASE_URL}{address}</loc> {item}"
    impostor.reply = (200, {}, page.encode())
    look_for(clock, 600)
    assert receipts.overdue(NOON + datetime.timedelta(hours=1)) == []
    assert None not in seen(scheduled).values()


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("status", [404, 500, 503])
def test_an_error_is_told_with_its_status(impostor, scheduled, clock, status):
    impostor.reply = (status, {}, scheduled.headline.encode())
    clock.shift(5 * MINUTE)
    look_for(clock, 80)
    assert str(status) in Notice.objects.filter(kind="failed").first().text


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_when_the_site_is_out_of_reach_that_is_one_alarm_for_all(approved, penerbit, draft, clock, settings):
    settings.BASE_URL = "http://127.0.0.1:9"  # nobody listens there
    first = workflow.take("release", approved, by=penerbit)
    other = editing.begin_draft(penerbit, headline="Lain", section=approved.section)
    Edition.objects.filter(pk=other.pk).update(state="released", live_from=NOON, list_at=NOON)
    type(other.article).objects.filter(pk=other.article_id).update(
        slug="lain", url_date=NOON.date(), first_released_at=NOON
    )
    look_for(clock, 30)
    assert not Notice.objects.filter(kind="failed").exists()
    look_for(clock, 600)
    told = Notice.objects.filter(kind="failed")
    assert sorted(notice.user.username for notice in told) == ["administrator", "penerbit"]
    assert all("BASE_URL" in notice.text and notice.edition is None for notice in told)
    assert {receipt.edition_id for receipt in receipts.overdue(NOON + MINUTE)} == {first.pk, other.pk}


@pytest.mark.django_db
def test_it_asks_as_a_stranger_does(impostor, clock, released):
    receipts.look()
    assert len(impostor.asked) == 4
    for _path, headers in impostor.asked:
        assert not {"Cookie", "Authorization"} & set(headers)


@pytest.mark.django_db(transaction=True)
def test_before_it_is_live_nobody_looks_and_nothing_is_told(site, scheduled, clock):
    receipts.look()
    assert Client().get(reverse("feed")).content.count(b"<item>") == 0
    assert receipts.lines(scheduled) == []


@pytest.mark.django_db
def test_a_round_without_anything_costs_few_queries(released, clock, django_assert_max_num_queries, impostor):
    receipts.look()
    Receipt.objects.update(seen_at=NOON, next_try_at=None)
    with django_assert_max_num_queries(4):
        receipts.look()


def test_the_page_beside_a_release_has_one_query_for_it(db, released, django_assert_num_queries):
    with django_assert_num_queries(1):
        receipts.lines(released)
