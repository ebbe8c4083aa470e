"""Two states of a release, and what differs between them."""

import pytest

from news.articles.comparing import brief, compare
from news.articles.differing import Kind
from news.articles.models import Edition, EditionAgency, PhotoCaption, Quote
from news.photos import uploads
from news.photos.models import Photo
from tests.photos import pictures


def photo(colour: str) -> Photo:
    from PIL import Image

    content = pictures.encoded(Image.new("RGB", (30, 20), colour))
    return uploads.receive(pictures.upload(content), by=None, alt=f"Warna {colour}", credit="Humas")


def changed(comparison) -> set[str]:
    return {each.name for each in (*comparison.fields, *comparison.parts) if each.differs}


def test_nothing_differs_from_itself(draft):
    comparison = compare(draft.content(), draft.content())
    assert not comparison.differs
    assert comparison.summary == []


def test_fields_show_their_words(draft):
    before = draft.content()
    draft.headline = "Vaksinasi gratis di semua puskesmas mulai Senin"
    draft.body = "<p>Layanan dibuka pukul 09.00.</p><p>Warga cukup membawa KTP.</p><p>Gratis.</p>"
    draft.save()
    comparison = compare(before, draft.content())
    assert changed(comparison) == {"headline", "body"}
    headline, body = (field for field in comparison.fields if field.differs)
    assert (Kind.ADDED, "semua ") in headline.pieces
    assert headline.tally == (0, 1)
    assert body.tally == (1, 2)
    assert [block.kind for block in body.blocks] == [Kind.CHANGED, Kind.SAME, Kind.ADDED]
    assert [block if isinstance(block, int) else block.kind for block in body.changed_blocks] == [
        Kind.CHANGED, 1, Kind.ADDED,
    ]  # fmt: skip


def test_what_is_chosen_is_said_in_words(draft, other_agency):
    import datetime

    from news.articles.models import Section

    before = draft.content()
    draft.section = Section.objects.create(name="Ekonomi", slug="ekonomi")
    draft.event_date = datetime.date(2026, 3, 12)
    draft.embargo_until = datetime.datetime(2026, 3, 12, 2, tzinfo=datetime.UTC)
    draft.save()
    fields = {field.name: field for field in compare(before, draft.content()).fields if field.differs}
    assert (fields["section_id"].before, fields["section_id"].after) == ("Kesehatan", "Ekonomi")
    assert fields["event_date"].after.startswith("12 ")
    assert fields["embargo_until"].before == ""
    assert "2026" in fields["embargo_until"].after


def test_photos_are_added_removed_moved_and_captioned(draft):
    red, green, blue = photo("red"), photo("green"), photo("blue")
    for order, each in enumerate((red, green)):
        PhotoCaption.objects.create(edition=draft, photo=each, caption=f"Foto {order}", order=order)
    before = draft.content()
    draft.captions.filter(photo=red).update(order=5, caption="Foto pertama")
    draft.captions.filter(photo=green).update(is_lead=True)
    PhotoCaption.objects.create(edition=draft, photo=blue, caption="Baru", order=1)
    (part,) = (part for part in compare(before, draft.content()).parts if part.differs)
    rows = {row.photo: row for row in part.rows}
    assert rows[blue].kind == Kind.ADDED
    assert rows[red].kind == rows[green].kind == Kind.CHANGED
    assert len(rows[red].details) + len(rows[green].details) == 3  # caption, order, lead
    assert (Kind.ADDED, "pertama") in rows[red].pieces
    after = draft.content()
    draft.captions.filter(photo=green).delete()
    (part,) = (part for part in compare(after, draft.content()).parts if part.differs)
    assert [row.kind for row in part.rows] == [Kind.SAME, Kind.SAME, Kind.REMOVED]
    assert part.rows[-1].photo == green


def test_a_quote_that_was_reworded_is_the_same_quote(draft, appointment):
    Quote.objects.create(edition=draft, words="Cukup bawa KTP saja ke puskesmas.", appointment=appointment, order=1)
    Quote.objects.create(edition=draft, words="Antreannya cepat.", speaker="Rina", order=2)
    before = draft.content()
    draft.quotes.filter(order=1).update(words="Cukup bawa KTP ke puskesmas terdekat.")
    draft.quotes.filter(order=2).update(speaker="Rini", words="Antreannya cepat.")
    Quote.objects.create(edition=draft, words="Terima kasih.", speaker="Wali", order=0)
    (part,) = (part for part in compare(before, draft.content()).parts if part.differs)
    assert [row.kind for row in part.rows] == [Kind.ADDED, Kind.CHANGED, Kind.CHANGED]
    assert part.rows[1].title.startswith("dr. Rahmat Simbolang")
    assert "Rina" in part.rows[2].details[0]


def test_agencies_officials_and_topics(draft, other_agency, official):
    before = draft.content()
    draft.agency_rows.update(is_lead=False)
    EditionAgency.objects.create(edition=draft, agency=other_agency, is_lead=True)
    draft.mentions.update(appointment=None)
    draft.tags.set(["Gizi"])
    comparison = compare(before, draft.content())
    assert changed(comparison) == {"agencies", "mentions", "tags"}
    parts = {part.name: [row.kind for row in part.rows] for part in comparison.parts}
    assert parts["agencies"] == [Kind.CHANGED, Kind.ADDED]
    assert parts["mentions"] == [Kind.CHANGED]
    assert parts["tags"] == [Kind.ADDED, Kind.REMOVED]
    assert len(comparison.summary) == 3


def test_records_that_are_gone_are_called_so(draft):
    gone = draft.content() | {"section_id": 99, "captions": [[99, "Teks", True]], "agencies": [[99, True]]}
    comparison = compare(draft.content(), gone)
    assert changed(comparison) == {"section_id", "captions", "agencies"}


def test_queries_do_not_grow(draft, django_assert_max_num_queries):
    for colour in ("red", "green", "blue", "black"):
        PhotoCaption.objects.create(edition=draft, photo=photo(colour), caption=colour)
    content = Edition.objects.get(pk=draft.pk).content()
    with django_assert_max_num_queries(5):
        compare(content | {"captions": []}, content)


@pytest.mark.parametrize("length", [10, 5000])
def test_what_is_the_same_is_shortened(length):
    same = "kata " * length
    (kind, text), *_rest = brief([(Kind.SAME, same), (Kind.ADDED, "baru "), (Kind.SAME, same)])
    assert kind == Kind.SAME
    assert len(text) <= 200
