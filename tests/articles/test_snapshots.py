"""What an open edition said is kept whenever something is decided about it."""

from news.articles import editing, snapshots, workflow
from news.articles.models import Edition, Snapshot
from news.ledger.models import LedgerEntry


def entry(event: str) -> LedgerEntry:
    return LedgerEntry.objects.filter(event=event).order_by("sequence").last()


def test_what_was_returned_is_there_after_it_was_changed(draft, penulis, redaktur):
    submitted = draft.content()
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Ganti judul.")
    with editing.change(draft.pk, by=penulis) as changing:
        changing.headline = "Lain sama sekali"
        changing.save()
    edition = Edition.objects.get(pk=draft.pk)
    assert snapshots.content_at(edition, entry("return").digest)["headline"] == submitted["headline"]
    assert edition.content()["headline"] == "Lain sama sekali"


def test_the_same_words_are_kept_once(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    workflow.take("return", draft, by=redaktur, note="Belum.")
    workflow.take("submit", draft, by=penulis)
    assert Snapshot.objects.count() == 1


def test_what_was_released_needs_none(released, penulis):
    assert Snapshot.objects.count() == 1  # as it was submitted and approved
    assert snapshots.content_at(released, entry("release").digest) == released.content()


def test_what_was_never_kept_is_not_made_up(draft):
    assert snapshots.content_at(draft, "0" * 64) is None
