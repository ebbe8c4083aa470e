"""What was kept long enough goes, in batches, and nothing of what readers see goes with it."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.comments import following, links, moderation, purging, receiving
from news.comments.addresses import address_hash, email_hash, network_hash
from news.comments.models import (
    Comment,
    Decision,
    ErasureRequest,
    Follower,
    HashKey,
    Purge,
    Report,
    Sanction,
    SpentChallenge,
    Tally,
    Throttle,
    VerifiedAddress,
)
from news.comments.senders import Sender
from news.letters.models import Letter
from news.letters.posting import post

from .test_erasing import EMAIL, NAME, Written, clock, written  # noqa: F401  # fixtures
from .traces import traces

DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def time(clock):  # noqa: F811  # the fixture
    return clock


def one(article, moderator, action: str = "", **fields: object) -> Comment:
    """Return a comment of this moment, decided on if ``action`` says how."""
    comment = receiving.receive(article, name=NAME, text="Burung kutilang di taman.", sender=Sender(email=EMAIL))
    if action:
        reason = "insult" if action == "reject" else ""
        comment = moderation.decide(comment, action, by=moderator, version=comment.version, reason=reason)
    if fields:
        Comment.objects.filter(pk=comment.pk).update(**fields)
    return comment


def words_of(comment: Comment) -> str:
    return Comment.objects.values_list("text", flat=True).get(pk=comment.pk)


@pytest.mark.parametrize(("action", "days"), [("reject", 90), ("spam", 30)])
def test_words_that_are_not_shown_go_after_a_while(time, article, moderator, action, days):
    comment = one(article, moderator, action)
    time.shift(days * DAY)
    purging.purge()
    assert words_of(comment)
    time.shift(1)
    purging.purge()
    left = Comment.objects.get(pk=comment.pk)
    assert (left.text, left.name, left.email, left.email_hash) == ("", "Pembaca", "", None)
    assert left.status == comment.status
    assert left.decisions.count() == 1


def test_what_its_author_took_back_goes_too(time, article, moderator):
    comment = one(article, moderator)
    receiving.remove(comment, version=comment.version)
    time.shift(30 * DAY + datetime.timedelta(seconds=1))
    purging.purge()
    assert words_of(comment) == ""


def test_it_counts_from_the_last_decision_and_never_while_an_appeal_waits(time, article, moderator):
    late = one(article, moderator)
    appealed = one(article, moderator, "reject")
    time.shift(89 * DAY)
    moderation.decide(late, "reject", by=moderator, version=late.version, reason="insult")
    Comment.objects.filter(pk=appealed.pk).update(reported_at=timezone.now())
    time.shift(5 * DAY)
    purging.purge()
    assert words_of(late)
    assert words_of(appealed)


def test_what_was_decided_anew_in_between_is_left_alone(time, article, moderator):
    comment = one(article, moderator, "reject")
    time.shift(100 * DAY)
    step = next(step for step in purging.STEPS if step.name == "rejected comments")
    batch = list(step.find(timezone.now()).values_list("pk", flat=True))
    moderation.undo(comment, by=moderator)
    step.purge(batch, timezone.now())
    assert words_of(comment)


def test_earlier_versions_go_after_thirty_days_and_what_is_shown_stays(time, article, moderator):
    comment = one(article, moderator)
    comment = receiving.change(comment, text="Nomor saya 081234567890, tolong.", version=comment.version)
    comment = moderation.decide(comment, "approve", by=moderator, version=comment.version)
    comment = moderation.mask(comment, by=moderator, version=comment.version)
    time.shift(30 * DAY)
    purging.purge()
    comment.refresh_from_db()
    assert (bool(comment.original_text), bool(comment.unmasked_text)) == (True, True)
    time.shift(1)
    purging.purge()
    comment.refresh_from_db()
    assert (comment.original_text, comment.unmasked_text) == ("", "")
    assert (comment.status, comment.name) == ("published", NAME)
    assert "tolong" in comment.text


def test_a_month_s_key_and_all_hashes_under_it_go_together(time, article, moderator):
    from ipaddress import ip_address

    here = ip_address("203.0.113.9")
    now = timezone.now()
    for at in (now, now + 40 * DAY, now + 80 * DAY):
        time.move_to(at)
        sender = Sender(address_hash=address_hash(here, at), network_hash=network_hash(here, at))
        comment = receiving.receive(article, name=NAME, text="Burung kutilang di taman.", sender=sender)
        Report.objects.create(comment=comment, reason="spam", address_hash=sender.address_hash)
        Sanction.objects.create(
            kind="address", value=sender.address_hash, reason="x", by=moderator, expires_at=at + 400 * DAY
        )
    assert HashKey.objects.count() == 3
    for day in range(0, 120, 7):
        time.move_to(now + (80 + day) * DAY)
        purging.purge()
        months = set(HashKey.objects.values_list("month_date", flat=True))
        kept = Comment.objects.exclude(address_hash=None)
        assert {comment.created_at.date().replace(day=1) for comment in kept} == months
        assert kept.count() == Comment.objects.exclude(network_hash=None).count() == len(months)
        assert Report.objects.exclude(address_hash="").count() == len(months)
        assert Sanction.objects.exclude(value="-").count() == len(months)
        for month in months:
            assert timezone.now().date() - month < 90 * DAY
    assert months == set()


def test_an_address_goes_a_year_after_it_was_last_used(time, article, moderator):
    first = one(article, moderator, "approve")
    VerifiedAddress.objects.create(email_hash=email_hash(EMAIL))
    time.shift(300 * DAY)
    second = one(article, moderator, "approve")
    time.shift(300 * DAY)
    purging.purge()
    assert [comment.email for comment in Comment.objects.order_by("pk")] == [EMAIL, EMAIL]
    assert VerifiedAddress.objects.exists()
    time.shift(66 * DAY)
    purging.purge()
    assert [comment.email for comment in Comment.objects.order_by("pk")] == ["", ""]
    assert not VerifiedAddress.objects.exists()
    # By the hash its owner can still have the comments erased, which everybody reads.
    assert {comment.email_hash for comment in Comment.objects.all()} == {email_hash(EMAIL)}
    assert words_of(first)
    assert words_of(second)


def test_reports_letters_and_all_that_is_small(time, article, moderator):
    comment = one(article, moderator, "approve")
    now = timezone.now()
    Report.objects.create(comment=comment, reason="spam", text="burung kutilang", closed_at=now)
    Report.objects.create(comment=comment, reason="spam", text="masih terbuka")
    letter = post("comment-verify", "comment-verify:1", EMAIL, "Halo", "burung kutilang")
    assert letter
    Letter.objects.filter(pk=letter.pk).update(next_try_at=None, sent_at=now)
    following.ask(article, EMAIL, trusted=None, address_hash=None)
    SpentChallenge.objects.create(digest="a", expires_at=now)
    wish = ErasureRequest.objects.create(email_hash=email_hash(EMAIL), due_at=now, taken_back_at=now)
    Sanction.objects.create(kind="author", value=email_hash(EMAIL), reason="x", by=moderator, expires_at=now + DAY)
    Sanction.objects.create(kind="domain", value="kutilang.example", reason="x", by=moderator, expires_at=now + DAY)
    time.shift(91 * DAY + datetime.timedelta(seconds=1))
    purging.purge()
    assert sorted(Report.objects.values_list("text", flat=True)) == ["", "masih terbuka"]
    letter.refresh_from_db()
    assert (letter.to, letter.body) == ("", "")
    wish.refresh_from_db()
    assert wish.email_hash == ""
    assert [model.objects.count() for model in (Follower, SpentChallenge, Throttle)] == [0, 0, 0]
    time.shift(DAY)
    purging.purge()
    assert sorted(Sanction.objects.values_list("value", flat=True)) == ["-", "kutilang.example"]


def test_after_all_periods_only_what_is_public_is_left(time, written: Written):  # noqa: F811  # the fixture
    decisions = Decision.objects.count()
    public = set(Comment.objects.published().values_list("text", flat=True))
    held = written.comments["held"]
    moderation.decide(held, "reject", by=Decision.objects.first().by, version=held.version, reason="insult")
    for letter in Letter.objects.all():
        Letter.objects.filter(pk=letter.pk).update(next_try_at=None, sent_at=timezone.now())
    time.shift(500 * DAY)
    purging.purge()
    # The words and names of published comments, the mark by which their owner can have them erased, and what was said
    # between colleagues of a comment that still stands.
    assert traces(written.needles) == {
        "comments_comment.name",
        "comments_comment.text",
        "comments_comment.email_hash",
        "comments_report.text",  # open still
        "comments_referral.note",
    }
    assert set(Comment.objects.published().values_list("text", flat=True)) == public
    assert Decision.objects.count() == decisions + 1


def test_purged_twice_is_purged_once_and_it_is_told(time, written: Written, article):  # noqa: F811  # the fixture
    tally = Tally.objects.get(article=article).published
    time.shift(95 * DAY)
    foreseen = purging.purge(is_dry_run=True)
    assert Comment.objects.get(pk=written.comments["rejected"].pk).text
    assert not Purge.objects.exists()
    done = purging.purge()
    # Counted before, a comment stands under each thing that it loses; blanked, it loses all at once.
    for kind in ("addresses", "networks"):
        assert foreseen.pop(f"hashes of {kind}") - done[f"hashes of {kind}"] == 2
    assert done | foreseen == done
    assert done["rejected comments"] == 1
    assert done["spam"] == 1
    assert sum(purging.purge().values()) == 0
    row = Purge.objects.get()
    assert row.counts == {name: count for name, count in done.items() if count}
    assert row.date == timezone.localdate()
    assert Tally.objects.get(article=article).published == tally


def test_a_round_ends_in_time_and_the_next_goes_on(time, article, moderator, monkeypatch):
    monkeypatch.setattr(purging, "ROWS_A_BATCH", 3)
    monkeypatch.setattr(purging, "ROWS_A_STEP", 6)
    for _number in range(10):
        one(article, moderator, "spam")
    time.shift(31 * DAY)
    assert purging.purge(seconds=1e-9)["spam"] == 0
    assert purging.purge()["spam"] == 10
    assert Purge.objects.get().counts["spam"] == 10


def test_the_command_prints_what_it_did(time, article, moderator):
    one(article, moderator, "spam")
    time.shift(31 * DAY)
    out = StringIO()
    call_command("purge_personal_data", "--dry-run", stdout=out)
    assert "1  spam\n" in out.getvalue()
    assert "to be purged" in out.getvalue()
    out = StringIO()
    call_command("purge_personal_data", stdout=out)
    assert out.getvalue().splitlines()[-1].split() == ["1", "purged"]
    assert EMAIL not in out.getvalue()


def test_an_installation_may_purge_sooner(time, article, moderator, settings):
    settings.RETENTION_DAYS = {"spam": 3}
    comment = one(article, moderator, "spam")
    time.shift(4 * DAY)
    assert purging.purge_due() == 1
    assert words_of(comment) == ""


def test_links_to_what_is_purged_are_gone(time, article, moderator, client):
    comment = one(article, moderator, "spam")
    token = links.token(links.Purpose.VERIFY, [comment.pk, email_hash(EMAIL)])
    time.shift(31 * DAY)
    purging.purge()
    time.shift(-31 * DAY)
    assert client.get(f"/komentar/~surel/sahkan/{token}/").status_code == 410
