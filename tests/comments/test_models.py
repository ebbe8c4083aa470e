"""What the database holds fast about comments and decisions, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from news.comments import moderation
from news.comments.models import Comment, Decision


def test_what_could_name_a_reader_is_sealed_in_the_database(article):
    comment = Comment.objects.create(article=article, name="Rina", text="Halo", email="rina@example.org")
    Comment.objects.filter(pk=comment.pk).update(original_text="Halo, ini Rina")
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, original_text FROM comments_comment WHERE id = %s", [comment.pk])
        stored = cursor.fetchone()
    assert not any("rina" in value.casefold() for value in stored)
    comment.refresh_from_db()
    assert (comment.email, comment.original_text) == ("rina@example.org", "Halo, ini Rina")


def test_an_official_reply_has_its_writer(held, agency, penulis):
    for given in ({"agency": agency}, {"by": penulis}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(article=held.article, name="Dinas", text="Halo", **given)


def test_control_characters_are_cleaned_on_every_way_in(article):
    comment = Comment.objects.create(article=article, name="Ri\x00na\u202e", text="satu\x0bdua\u200b\ntiga")
    Comment.objects.filter(pk=comment.pk).update(text="empat\x1b")
    comment.refresh_from_db()
    assert (comment.name, comment.text) == ("Rina", "empat")


def test_a_token_is_used_once(held):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(article=held.article, name="Budi", text="Lain", token=held.token)


def test_an_unknown_status_is_refused(held):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=held.pk).update(status="draft")


def test_a_rejection_without_a_reason_is_refused(held, moderator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            comment=held, by=moderator, action="reject", from_status="held", to_status="rejected", reason=""
        )


def test_an_undo_names_what_it_undoes(held, moderator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(comment=held, by=moderator, action="undo", from_status="held", to_status="held")


def test_a_decision_is_undone_once(held, moderator):
    held = moderation.decide(held, "approve", by=moderator, version=held.version)
    moderation.undo(held, by=moderator)
    approval = Decision.objects.get(action="approve")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            comment=held, by=moderator, action="undo", from_status="held", to_status="held", undoes=approval
        )


def test_after_and_before_split_comments_of_the_same_moment_by_id(article):
    moment = datetime.datetime(2026, 3, 11, tzinfo=datetime.UTC)
    first, second, third = (
        Comment.objects.create(article=article, name=f"{n}", text="Isi", created_at=moment) for n in range(3)
    )
    assert list(Comment.objects.after(moment, second.pk)) == [third]
    assert list(Comment.objects.before(moment, second.pk)) == [first]


def test_the_standing_decision_is_the_newest_that_nobody_undid(held, moderator):
    assert held.standing_decision is None
    held = moderation.decide(held, "approve", by=moderator, version=held.version)
    held = moderation.decide(held, "spam", by=moderator, version=held.version)
    assert held.standing_decision.action == "spam"
    held = moderation.undo(held, by=moderator)
    assert (held.standing_decision.action, held.last_decision.action) == ("approve", "undo")
    held = moderation.undo(held, by=moderator)
    assert held.standing_decision is None
