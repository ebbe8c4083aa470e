"""What waits for whom; what the first page shows of it is in the tests of the desk."""

import datetime

from news.articles import editing, waiting, workflow
from news.articles.models import Edition, EditionAgency
from news.directory.models import Agency, Membership
from tests.conftest import NOON

HOUR = datetime.timedelta(hours=1)


def test_the_newest_live_of_a_writers_agencies_whatever_their_number(
    released, penulis, redaktur, penerbit, section, other_agency, agency, monkeypatch
):
    now = released.live_from + HOUR
    for place in (agency, other_agency, agency):
        edition = editing.begin_draft(
            redaktur, headline="Siaran", section=section, body="<p>Isi.</p>", dateline_place="Tanjung Selasih"
        )
        EditionAgency.objects.create(edition=edition, agency=place, is_lead=True)
        workflow.take("fast_release", edition, by=penerbit, note="Banjir")
    below = Agency.objects.create(name="Puskesmas Muara", slug="puskesmas-muara", parent=agency)
    assert Membership.objects.filter(user=penulis, agency=below).count() == 0
    own = [pk for pk in Edition.objects.order_by("-pk").values_list("pk", flat=True) if pk != released.pk + 2]
    assert waiting.newest_live(penulis, now, 6) == own
    assert waiting.newest_live(penulis, now, 2) == own[:2]
    assert len(waiting.newest_live(redaktur, now, 6)) == 4
    monkeypatch.setattr(waiting, "WALKED", 0)
    assert waiting.newest_live(penulis, now, 6) == own


def test_what_was_withdrawn_unseen_waits_for_nobody(draft, penerbit, redaktur):
    workflow.take("fast_release", draft, by=penerbit, note="Banjir")
    assert waiting.unconfirmed(redaktur).get() == draft
    workflow.take("withdraw", draft, by=penerbit, note="Salah")
    assert not waiting.unconfirmed(redaktur).exists()


def test_embargoed_is_what_is_written_until_the_embargo_ends(draft):
    Edition.objects.filter(pk=draft.pk).update(embargo_until=NOON + HOUR)
    assert waiting.embargoed(draft.created_by, NOON).get() == draft
    assert not waiting.embargoed(draft.created_by, NOON + HOUR).exists()
