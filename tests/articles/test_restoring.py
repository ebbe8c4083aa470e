"""An earlier state comes back as a draft, and nothing is lost by it."""

import pytest
from django.core.exceptions import PermissionDenied

from news.articles import editing, restoring, workflow
from news.articles.history import Version, history, versions
from news.articles.models import Edition, PhotoCaption, Quote, Section, Snapshot
from news.ledger.models import LedgerEntry
from news.photos import uploads
from tests.photos import pictures


def state(edition: Edition, key: str) -> Version:
    """Return the newest state of the article that was kept at the event ``key``, or ``e<n>``."""
    found = versions(edition)
    return next(each for each in found if each.key == key or (each.event and each.event.key == key))


def rewrite(edition: Edition, by, **fields) -> Edition:
    with editing.change(edition.pk, by=by) as changing:
        for name, value in fields.items():
            setattr(changing, name, value)
        changing.save()
        changing.tags.set(["Lain"])
        changing.quotes.all().delete()
    return Edition.objects.select_related("article").get(pk=edition.pk)


@pytest.fixture
def rewritten(draft, penulis, redaktur, appointment) -> Edition:
    """A draft that was returned and then written anew."""
    photo = uploads.receive(pictures.upload(pictures.encoded(pictures.blocks())), by=None, alt="x", credit="y")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Antrean.", is_lead=True, order=3)
    Quote.objects.create(edition=draft, words="Cukup bawa KTP.", appointment=appointment)
    Edition.objects.filter(pk=draft.pk).update(citizen_what="Bawa KTP.")
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Ganti.")
    return rewrite(draft, penulis, headline="Judul baru", lead="Teras baru.", citizen_what="", citizen_when="Besok")


def test_what_was_returned_comes_back_in_the_open_draft(rewritten, penulis):
    wanted, before = state(rewritten, "return").content(), rewritten.content()
    fresh, lacking = restoring.restore(state(rewritten, "return"), by=penulis, seen_version=rewritten.version)
    assert fresh.pk == rewritten.pk
    assert fresh.content() == wanted
    assert lacking == []
    assert before in [snapshot.content for snapshot in Snapshot.objects.all()]
    assert fresh.version > rewritten.version
    last = LedgerEntry.objects.about(fresh.article.subject).last()
    assert (last.event, last.digest, last.actor) == ("restore", fresh.digest(), penulis)


def test_what_stood_there_can_be_restored_in_turn(rewritten, penulis):
    before = rewritten.content()
    fresh, _lacking = restoring.restore(state(rewritten, "return"), by=penulis)
    again, _lacking = restoring.restore(next(each for each in versions(fresh) if each.content() == before), by=penulis)
    assert again.content() == before


def test_an_older_edition_comes_back_as_a_correction(released, penulis, redaktur, penerbit):
    second = workflow.take("revise", released, by=penulis, kind="update", note="Jam baru.")
    second = rewrite(second, penulis, headline="Judul kedua")
    workflow.take("submit", second, by=penulis)
    workflow.take("approve", second, by=redaktur)
    second = workflow.take("release", second, by=penerbit)
    fresh, _lacking = restoring.restore(state(second, "e1"), by=penulis, kind="ralat", note="Kembali ke jam semula.")
    assert (fresh.sequence, fresh.state) == (3, "draft")
    assert fresh.headline == released.headline
    assert (fresh.change_kind, fresh.public_note) == ("ralat", "Kembali ke jam semula.")
    assert sorted(fresh.tags.names()) == ["Imunisasi"]
    assert Edition.objects.get(pk=second.pk).headline == "Judul kedua"
    assert history(fresh)[0].key == "restore"


def test_of_a_discarded_draft_a_new_one_begins(draft, penulis):
    workflow.take("discard", draft, by=penulis)
    draft = Edition.objects.get(pk=draft.pk)
    fresh, _lacking = restoring.restore(state(draft, "e1"), by=penulis)
    assert fresh.article_id != draft.article_id
    assert fresh.headline == draft.headline
    assert fresh.lead_agency == draft.lead_agency


def test_what_is_gone_is_told(rewritten, penulis):
    version = state(rewritten, "return")
    rewritten.captions.all().delete()
    from news.photos.models import Photo

    uploads.remove(Photo.objects.get())
    Edition.objects.filter(pk=rewritten.pk).update(section=None)
    Section.objects.all().delete()
    fresh, lacking = restoring.restore(version, by=penulis)
    assert len(lacking) == 2
    assert fresh.captions.count() == 0
    assert fresh.section is None
    assert fresh.headline == "Vaksinasi gratis di puskesmas mulai Senin"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(rewritten, penulis):
    with pytest.raises(editing.Conflict):
        restoring.restore(state(rewritten, "return"), by=penulis, seen_version=rewritten.version - 1)
    assert Edition.objects.get(pk=rewritten.pk).headline == "Judul baru"


def test_a_withdrawn_release_gets_no_correction(released, penulis, penerbit):
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    released = Edition.objects.get(pk=released.pk)
    with pytest.raises(workflow.StepRefused):
        restoring.restore(state(released, "e1"), by=penulis, kind="ralat", note="x")


def test_who_may_not_write_may_not_restore(rewritten, moderator):
    with pytest.raises(PermissionDenied):
        restoring.restore(state(rewritten, "return"), by=moderator)
    assert Edition.objects.get(pk=rewritten.pk).headline == "Judul baru"
