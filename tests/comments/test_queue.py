"""The moderator's queue: what is riskiest first, pages without counting, cards with all that is known."""

import datetime
import re

import pytest
from django.utils import timezone

from news.articles import editing, workflow
from news.articles.lists import Place
from news.comments import answering, moderation, queue, reporting
from news.comments.models import Comment, Decision, Referral, Remark, Sanction
from news.comments.queue import Queue, RiskPlace
from tests.conftest import NOON, today

MINUTE = datetime.timedelta(minutes=1)
HASH = "a" * 64


def comments_on(article, count: int, **fields) -> list[Comment]:
    """Make comments, two of them in each minute."""
    made = []
    for number in range(count):
        values = {"name": f"Warga {number}", "text": "Isi", "created_at": NOON + number // 2 * MINUTE} | fields
        made.append(Comment.objects.create(article=article, **values))
    return made


def walk(wanted: Queue) -> list[Comment]:
    """Return what all pages of a queue hold, in their order; each place survives being written into an address."""
    seen, place = [], None
    while True:
        page = wanted.page(place)
        assert len(page.cards) <= queue.CARDS_A_PAGE
        seen += [card.comment for card in page.cards]
        if page.next_place is None:
            return seen
        place = wanted.parse(str(page.next_place))
        assert place == page.next_place


# Order and pages


def test_held_comments_come_by_risk_and_then_oldest_first(article, moderator):
    comments = comments_on(article, 60)
    for number, comment in enumerate(comments):
        comment.risk = (number * 7) % 5 - 3
        comment.save()
    expected = sorted(comments, key=lambda comment: (-comment.risk, comment.created_at, comment.pk))
    assert walk(Queue("held", moderator)) == expected


@pytest.mark.parametrize("status", ["published", "rejected", "spam"])
def test_decided_comments_come_newest_first(article, moderator, status):
    comments = comments_on(article, 60, status=status, risk=5)
    assert walk(Queue(status, moderator)) == comments[::-1]
    assert walk(Queue("held", moderator)) == []


def test_reported_comments_come_as_long_as_they_wait(article, moderator):
    comments = comments_on(article, 60, status="published")
    for number, comment in enumerate(comments):
        comment.reported_at = NOON + (number * 37 % 60) // 2 * MINUTE
        comment.save()
    expected = sorted(comments, key=lambda comment: (comment.reported_at, comment.pk))
    assert walk(Queue("reported", moderator)) == expected


@pytest.mark.parametrize(
    ("marks", "others"),
    [
        ({"email_hash": HASH}, {"email_hash": "b" * 64}),
        ({"address_hash": HASH}, {"address_hash": "b" * 64}),
        # Who gave an e-mail address is told by that, wherever they wrote from.
        ({"email_hash": HASH, "address_hash": HASH}, {"address_hash": HASH}),
    ],
)
def test_everything_by_an_author_is_newest_first_whatever_its_status(article, moderator, marks, others):
    comments = comments_on(article, 30, **marks)
    for number, comment in enumerate(comments):
        comment.status = ["held", "published", "rejected", "spam", "removed"][number % 5]
        comment.save()
    comments_on(article, 3, **others)
    assert walk(Queue("author", moderator, comments[0])) == comments[::-1]


def test_an_author_who_left_no_mark_is_nobody(article, moderator):
    (comment,) = comments_on(article, 1)
    assert walk(Queue("author", moderator, comment)) == []
    assert not queue.card(comment.pk).has_author


def test_my_decisions_are_those_that_nobody_decided_on_since(article, moderator, redaktur):
    comments = comments_on(article, 30)
    decided = [moderation.decide(comment, "approve", by=moderator, version=1) for comment in comments]
    moderation.decide(decided[3], "spam", by=redaktur, version=2)
    moderation.decide(decided[5], "spam", by=moderator, version=2)
    expected = [comments[5], *(comment for comment in comments[::-1] if comment not in (comments[3], comments[5]))]
    assert walk(Queue("mine", moderator)) == expected
    assert walk(Queue("mine", redaktur)) == [comments[3]]


@pytest.mark.parametrize(("tab", "number"), [("held", 0), ("reported", 0), ("published", -1)])
def test_the_queue_goes_on_behind_a_comment(article, moderator, tab, number):
    reported_at = NOON if tab == "reported" else None
    comments = comments_on(article, 3, status=tab if tab != "reported" else "published", reported_at=reported_at)
    if number:
        comments.reverse()
    wanted = Queue(tab, moderator)
    assert wanted.following(comments[0]) == comments[1]
    assert wanted.following(comments[2]) is None
    assert Queue("mine", moderator).following(comments[0]) is None


@pytest.mark.parametrize("status", ["held", "published", "rejected", "spam"])
def test_the_queue_can_begin_with_any_comment(article, moderator, status):
    comments = comments_on(article, 50, status=status, risk=2)
    for comment in (comments[0], comments[31], comments[49]):
        tab, after = re.fullmatch(rf"\?tab=(\w+)&after=(.+)#comment-{comment.pk}", queue.query(comment)).groups()
        wanted = Queue(tab, moderator)
        assert wanted.page(wanted.parse(after)).cards[0].comment == comment
    (removed,) = comments_on(article, 1, status="removed")
    assert queue.query(removed) == ""


@pytest.mark.parametrize(
    "text", ["", "1", "x.1-1", "1.x", "1.1", "--1.1-1", "٣.1-1", "1234567.1-1", "1.1-" + "9" * 30, ".1-1"]
)
def test_what_is_no_place_is_refused(text):
    with pytest.raises(ValueError, match="place"):
        RiskPlace.parse(text)


def test_a_place_is_read_as_it_is_written():
    place = RiskPlace(-3, NOON, 7)
    assert RiskPlace.parse(str(place)) == place


# What it costs


def test_a_page_takes_as_many_queries_however_many_there_are(
    article, moderator, redaktur, agency, django_assert_max_num_queries
):
    comments = comments_on(article, 60, email_hash=HASH, signals=[{"code": "link", "weight": 2, "evidence": "a.com"}])
    for comment in comments:
        Remark.objects.create(comment=comment, by=redaktur, text="Catatan")
        Referral.objects.create(comment=comment, agency=agency, by=redaktur, due_date=NOON.date())
        moderation.undo(moderation.decide(comment, "approve", by=moderator, version=1), by=moderator)
    first = Queue("held", moderator).page()
    for wanted, place in [
        (Queue("held", moderator), None),
        (Queue("held", moderator), first.next_place),
        (Queue("mine", moderator), None),
        (Queue("author", moderator, comments[0]), None),
    ]:
        with django_assert_max_num_queries(9) as queries:
            for card in wanted.page(place).cards:
                assert card.comment.decisions.all()[0].by == moderator
                assert card.comment.remarks.all()[0].by == redaktur
                assert card.referral.agency == agency
                assert all([card.url, card.headline, card.bannable, card.signals])
                assert [*card.reports, *card.bans] == []
        assert not any("COUNT(" in query["sql"].upper() for query in queries)


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (50, "50"), (51, "50+"), (60, "50+")])
def test_the_count_stops_where_it_is_no_longer_worth_counting(article, count, text, django_assert_num_queries):
    comments_on(article, count, reported_at=NOON)
    with django_assert_num_queries(3) as queries:
        assert queue.counts() == {"held": text, "reported": text, "overdue": "0"}
    assert not any("COUNT(" in query["sql"].upper() for query in queries)
    assert queue.held_count() == text


def test_what_came_since_is_counted(article):
    comments = comments_on(article, 6)
    assert queue.held_since(comments[3].created_at) == "2"
    assert queue.held_since(comments[5].created_at) == "0"


# Cards


def test_a_card_shows_the_headline_that_the_public_saw(held, released, penulis, redaktur):
    correction = workflow.take("revise", released, by=penulis, kind="minor", note="")
    with editing.change(correction.pk, by=penulis) as draft:
        draft.headline = "Belum terbit"
        draft.save()
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    scheduled = workflow.take("release_minor", draft, by=redaktur, at=later)
    assert scheduled.live_from == later
    assert queue.card(held.pk).headline == "Vaksinasi gratis di puskesmas mulai Senin"


def test_a_card_offers_what_would_change_the_status(held, moderator):
    assert queue.card(held.pk).actions == ["approve", "reject", "spam"]
    moderation.decide(held, "spam", by=moderator, version=1)
    assert queue.card(held.pk).actions == ["approve", "reject"]
    assert queue.card(held.pk + 1) is None


def test_what_is_reported_can_also_be_kept_as_it_is(article, moderator):
    (comment,) = comments_on(article, 1, status="published")
    assert queue.card(comment.pk).actions == ["reject", "spam"]
    reporting.report(comment, "insult", text="Kasar", address_hash=HASH)
    card = queue.card(comment.pk)
    assert card.actions == ["approve", "reject", "spam"]
    assert [report.text for report in card.reports] == ["Kasar"]
    moderation.decide(comment, "approve", by=moderator, version=card.comment.version)
    card = queue.card(comment.pk)
    assert (card.actions, card.reports) == (["reject", "spam"], [])


@pytest.mark.parametrize("fields", [{"status": "removed"}, {"erased_at": NOON}])
def test_nothing_is_offered_on_what_its_author_took_back(article, fields):
    (comment,) = comments_on(article, 1, **fields)
    card = queue.card(comment.pk)
    assert (card.actions, card.may_undo, card.has_personal_data) == ([], False, False)


def test_signals_are_said_in_words_heaviest_first_and_odd_ones_do_no_harm(article):
    signals = [
        {"code": "unverified", "weight": 0},
        {"code": "complaint", "weight": -3, "evidence": "tutup"},
        {"code": "brand", "weight": 5, "evidence": "kota4d"},
        {"code": "of tomorrow", "weight": "x"},
        "odd",
    ]
    (comment,) = comments_on(article, 1, signals=signals)
    found = queue.card(comment.pk).signals
    assert [signal.code for signal in found] == ["brand", "complaint", "unverified", "of tomorrow"]
    assert "kota4d" in found[0].words


@pytest.mark.parametrize(
    ("text", "begins", "is_whole"),
    [
        ("Pendek", "Pendek", True),
        ("kata " * 119, "kata kata", True),
        ("kata " * 400, "kata kata", False),
        ("x" * 4000, "xxx", False),
        ("baris\n" * 40, "baris\nbaris", False),
        ("baris\n" * 8 + "akhir", "baris", True),
    ],
)
def test_a_long_text_is_shown_in_two_parts_and_nothing_is_lost(article, text, begins, is_whole):
    (comment,) = comments_on(article, 1, text=text)
    card = queue.card(comment.pk)
    assert card.text_begin.startswith(begins)
    assert len(card.text_begin) <= 800
    assert (card.text_rest == "") is is_whole
    assert (card.text_begin + card.text_rest).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace(
        "\n", ""
    )


def test_a_card_says_who_is_banned_and_who_can_be(article, moderator):
    signals = [{"code": "link", "weight": 2, "evidence": "promo-kilat.com"}]
    (comment,) = comments_on(
        article, 1, email_hash=HASH, network_hash="c" * 64, text="lihat https://promo-kilat.com/a", signals=signals
    )
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    rows = {"reason": "x", "by": moderator, "expires_at": later}
    ban = Sanction.objects.create(kind="network", value="c" * 64, **rows)
    Sanction.objects.create(kind="author", value="c" * 64, **rows)
    Sanction.objects.create(kind="author", value=HASH, lifted_at=NOON, **rows)
    card = queue.card(comment.pk)
    assert card.bans == [ban]
    assert [value for value, _kind, _domain in card.bannable] == ["author", "network", "domain:promo-kilat.com"]


def test_the_history_tells_all_in_its_order(article, moderator, redaktur):
    (comment,) = comments_on(article, 1, edited_at=NOON + MINUTE)
    moderation.decide(comment, "approve", by=moderator, version=1, now=NOON + 2 * MINUTE)
    reporting.report(comment, "hate", now=NOON + 3 * MINUTE)
    Remark.objects.create(comment=comment, by=redaktur, text="Catatan", at=NOON + 4 * MINUTE)
    moderation.decide(comment, "spam", by=redaktur, version=2, now=NOON + 5 * MINUTE)
    kinds = [event.kind for event in queue.history(queue.card(comment.pk))]
    assert kinds == ["sent", "changed", "decision", "report", "remark", "decision"]


def test_what_no_key_opens_closes_no_queue(article, moderator, settings):
    comments_on(article, 1, email="rina@example.org", original_text="Semula", unmasked_text="Sebelum")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key, and the former one is lost", []
    (card,) = Queue("held", moderator).page().cards
    assert queue.opened(card.comment, "original_text") == ""
    moderation.decide(card.comment, "spam", by=moderator, version=1)
    assert Decision.objects.count() == 1


def test_a_place_of_another_list_is_no_place_in_this_one(moderator):
    with pytest.raises(ValueError, match="place"):
        Queue("held", moderator).parse(str(Place(NOON, 1)))


def test_what_an_agency_should_have_answered_is_counted_and_marked(held, agency, moderator, newsroom):
    referral = answering.refer(held, agency=agency, by=moderator, due_date=today())
    with timezone.override(newsroom.tzinfo):  # as in a request
        assert queue.counts()["overdue"] == "0"
        assert not queue.card(held.pk).is_overdue
        Referral.objects.filter(pk=referral.pk).update(due_date=today() - datetime.timedelta(days=1))
        assert queue.counts()["overdue"] == "1"
        assert queue.card(held.pk).is_overdue
