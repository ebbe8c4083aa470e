"""Comments come in once, decisions overwrite nobody's, and undoing restores the exact status."""

import itertools
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from news.articles.models import Article
from news.comments import moderation
from news.comments.models import Comment, Decision
from news.comments.signals import decided, received
from tests.conftest import NOON, member


def set_comments(article: Article, value: str) -> Article:
    article.comments = value
    article.save(update_fields=["comments"])
    return article


# Coming in


def test_a_comment_is_held_by_default(article):
    comment = moderation.receive(article, name="Rina", email="", text="Terima kasih.", token=uuid.uuid4(), now=NOON)
    assert (comment.status, comment.version, comment.created_at) == ("held", 1, NOON)


def test_the_same_token_gives_the_same_comment(article):
    token = uuid.uuid4()
    first = moderation.receive(article, name="Rina", text="Terima kasih.", token=token)
    second = moderation.receive(article, name="Rina", text="Terima kasih.", token=token)
    assert first == second
    assert Comment.objects.count() == 1


def test_an_open_article_publishes_at_once(article):
    comment = moderation.receive(set_comments(article, "open"), name="Rina", text="Terima kasih, Pak. Sudah saya coba.")
    assert comment.status == "published"


@pytest.mark.parametrize(
    "text",
    [
        "Lihat https://contoh.example/a", "Lihat www.contoh.example", "mainkan di contoh88.com", "contoh . xyz ya",
        "ＣＯＮＴＯＨ．ＣＯＭ", "hxxp://contoh", "wa.me/62812", "t.me/contoh", "bit.ly/3abc",
    ],
)  # fmt: skip
def test_an_open_article_holds_links(article, text):
    assert moderation.receive(set_comments(article, "open"), name="Rina", text=text).status == "held"


def test_a_link_in_the_name_is_held_too(article):
    assert moderation.receive(set_comments(article, "open"), name="contoh88.com", text="Halo").status == "held"


@pytest.mark.parametrize(
    "text",
    [
        "Rp1.500.000 itu mahal.",
        "Pukul 08.00 s.d. 12.00 saja",
        "dr. Rahmat, M.Kes. hadir",
        "Buka jam 8.Tutup jam 12.",
        "Saya lapor. Pro kontra biasa.",
    ],
)
def test_ordinary_writing_is_no_link(text):
    assert not moderation.has_link(text)


def test_a_filled_honeypot_holds(article):
    assert moderation.receive(set_comments(article, "open"), name="Rina", text="Halo", hold=True).status == "held"


def test_a_closed_article_takes_none(article):
    with pytest.raises(moderation.CommentsClosed):
        moderation.receive(set_comments(article, "closed"), name="Rina", text="Terima kasih.")
    assert not Comment.objects.exists()


def test_a_reply_to_a_reply_stands_under_the_root(article, held):
    reply = moderation.receive(article, name="Budi", text="Ya, dilayani.", parent=held)
    answer = moderation.receive(article, name="Rina", text="Terima kasih.", parent=reply)
    assert (reply.parent, answer.parent) == (held, held)


def test_a_reply_stands_under_the_release_of_its_comment(held):
    other = Article.objects.create(slug="lain")
    with pytest.raises(ValueError, match="same release"):
        moderation.receive(other, name="Budi", text="Ya.", parent=held)


def test_what_comes_in_is_announced_after_commit(article, django_capture_on_commit_callbacks):
    heard = []
    received.connect(lambda comment, **_: heard.append(comment), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            comment = moderation.receive(article, name="Rina", text="Halo")
            assert heard == []
        assert heard == [comment]
    finally:
        received.disconnect(dispatch_uid="test")


# Deciding


@pytest.mark.parametrize(("action", "status"), [("approve", "published"), ("reject", "rejected"), ("spam", "spam")])
def test_a_decision_changes_the_status_and_is_kept(held, moderator, action, status):
    comment = moderation.decide(
        held, action, by=moderator, version=1, reason="insult" if action == "reject" else "", note=" Kasar ", now=NOON
    )
    assert (comment.status, comment.version) == (status, 2)
    comment.refresh_from_db()
    assert (comment.status, comment.version) == (status, 2)
    decision = Decision.objects.get()
    assert (decision.comment, decision.by, decision.action, decision.at) == (held, moderator, action, NOON)
    assert (decision.from_status, decision.to_status, decision.note) == ("held", status, "Kasar")


def test_the_slower_moderator_is_told_who_was_faster(held, moderator, redaktur):
    moderation.decide(held, "approve", by=moderator, version=1)
    with pytest.raises(moderation.AlreadyDecided, match="moderator") as refused:
        moderation.decide(held, "spam", by=redaktur, version=1)
    assert (refused.value.by, refused.value.comment.status) == (moderator, "published")
    held.refresh_from_db()
    assert (held.status, held.version, Decision.objects.count()) == ("published", 2, 1)


def test_the_status_that_it_already_has_is_a_no_op(held, moderator, redaktur):
    moderation.decide(held, "approve", by=moderator, version=1)
    comment = moderation.decide(held, "approve", by=redaktur, version=1)
    assert (comment.status, comment.version, Decision.objects.count()) == ("published", 2, 1)


@pytest.mark.parametrize(
    ("action", "reason", "note"),
    [("reject", "", ""), ("reject", "other", " "), ("reject", "because", ""), ("undo", "", ""), ("publish", "", "")],
)
def test_incomplete_decisions_are_refused(held, moderator, action, reason, note):
    with pytest.raises(moderation.DecisionRefused):
        moderation.decide(held, action, by=moderator, version=1, reason=reason, note=note)
    held.refresh_from_db()
    assert (held.status, Decision.objects.count()) == ("held", 0)


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_who_may_not_moderate_decides_and_undoes_nothing(request, held, moderator, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        moderation.decide(held, "approve", by=user, version=1)
    comment = moderation.decide(held, "approve", by=moderator, version=1)
    with pytest.raises(PermissionDenied):
        moderation.undo(comment, by=user)
    assert Decision.objects.count() == 1


def test_a_decision_is_announced_after_commit(held, moderator, django_capture_on_commit_callbacks):
    heard = []
    decided.connect(lambda decision, **_: heard.append(decision), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide(held, "approve", by=moderator, version=1)
            assert heard == []
        assert [(decision.action, decision.comment.status) for decision in heard] == [("approve", "published")]
    finally:
        decided.disconnect(dispatch_uid="test")


# Undoing


@pytest.mark.parametrize("actions", list(itertools.product(["approve", "reject", "spam"], repeat=3)))
def test_undoing_restores_every_status_in_turn(held, moderator, actions):
    comment, statuses = held, [held.status]
    for action in actions:
        reason = "insult" if action == "reject" else ""
        comment = moderation.decide(comment, action, by=moderator, version=comment.version, reason=reason)
        if comment.status != statuses[-1]:
            statuses.append(comment.status)
    for status in reversed(statuses[:-1]):
        comment = moderation.undo(comment, by=moderator)
        comment.refresh_from_db()
        assert comment.status == status
    with pytest.raises(moderation.DecisionRefused):
        moderation.undo(comment, by=moderator)


def test_undoing_restores_published_for_what_an_open_article_published(article, moderator):
    comment = moderation.receive(set_comments(article, "open"), name="Rina", text="Halo")
    comment = moderation.decide(comment, "spam", by=moderator, version=1)
    assert moderation.undo(comment, by=moderator).status == "published"


def test_undoing_after_somebody_else_decided_is_refused(held, moderator, redaktur):
    approved = moderation.decide(held, "approve", by=moderator, version=1)
    moderation.decide(approved, "spam", by=redaktur, version=2)
    with pytest.raises(moderation.AlreadyDecided, match="redaktur"):
        moderation.undo(approved, by=moderator, version=2)
    held.refresh_from_db()
    assert held.status == "spam"


# At once, on real connections


def at_once(count, attempt) -> list:
    """Call ``attempt(number)`` in as many threads, each with a connection of its own, and return what came of each."""
    results: list = [None] * count
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = attempt(number)
        except Exception as error:  # what the attempt raised is its result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_ten_moderators_at_once_one_decides_and_nine_are_told(held):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    # Two spam and two reject and so on: who decides the same as the first gets a no-op, the others are told.
    actions = ["approve", "reject", "spam"]

    def attempt(number: int) -> Comment:
        comment = Comment.objects.get(pk=held.pk)
        return moderation.decide(comment, actions[number % 3], by=people[number], version=1, reason="insult")

    results = at_once(10, attempt)
    decision = Decision.objects.get()
    held.refresh_from_db()
    assert (held.status, held.version) == (decision.to_status, 2)
    for number, result in enumerate(results):
        if actions[number % 3] == decision.action:
            assert result.status == held.status
        else:
            assert isinstance(result, moderation.AlreadyDecided)
            assert result.by == decision.by


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_ten_times_at_once_is_one_comment(article):
    token = uuid.uuid4()
    results = at_once(10, lambda number: moderation.receive(article, name="Rina", text="Halo", token=token))
    assert {comment.pk for comment in results} == {Comment.objects.get().pk}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_decision_undone_ten_times_at_once_is_undone_once(held):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    approved = moderation.decide(held, "approve", by=people[0], version=1)
    results = at_once(10, lambda number: moderation.undo(approved, by=people[number], version=2))
    assert Decision.objects.filter(action="undo").count() == 1
    assert all(isinstance(result, Comment | moderation.AlreadyDecided) for result in results)
    held.refresh_from_db()
    assert (held.status, held.version) == ("held", 3)
