"""What one edition knows about itself, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from news.articles.models import Article, Edition


def test_the_digest_covers_everything_that_is_said(draft, agency):
    seen = {draft.digest()}

    def changes() -> None:
        fresh = Edition.objects.get(pk=draft.pk).digest()
        assert fresh not in seen
        seen.add(fresh)

    Edition.objects.filter(pk=draft.pk).update(headline="Lain")
    changes()
    draft.quotes.create(words="Siap.", speaker="Warga")
    changes()
    draft.mentions.all().delete()
    changes()
    draft.tags.add("Gizi")
    changes()
    draft.agency_rows.update(is_lead=False)
    changes()


def test_the_excerpt_ends_at_a_word():
    edition = Edition(body="<p>" + "kata " * 200 + "</p>")
    assert edition.excerpt.endswith("kata…")
    assert len(edition.excerpt) <= 301


def refused(queryset, **values) -> bool:
    try:
        with transaction.atomic():
            queryset.update(**values)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_an_impossible_interval(released, draft):
    mine = Edition.objects.filter(pk=released.pk)
    assert refused(mine, live_until=released.live_from.replace(year=2000))
    assert refused(mine, live_from=None)
    assert refused(mine, state="draft")


def test_the_database_refuses_two_open_editions(draft):
    with pytest.raises(IntegrityError):
        Edition.objects.create(article=draft.article, sequence=2)


def test_control_characters_never_reach_the_database(db):
    article = Article.objects.create()
    edition = Edition.objects.create(
        article=article, headline="Ju\x0bdul\u202e", body="<p>I\x0bsi\ufffe</p><script>x</script>", lead="a\x00b"
    )
    edition.refresh_from_db()
    assert (edition.headline, edition.body, edition.lead) == ("Judul", "<p>Isi</p>", "ab")


def test_what_an_edition_has_nothing_of_leaves_its_digest_as_it_always_was(draft):
    """Ledgers have digests from before there were attachments, and before citizens were told what it means to them."""
    first = {
        "section_id", "kicker", "headline", "subheadline", "dateline_place", "dateline_source", "lead", "body",
        "byline", "event_date", "venue", "change_kind", "public_note", "embargo_until", "expires_at",
        "agencies", "captions", "quotes", "mentions", "tags",
    }  # fmt: skip
    assert set(draft.content()) == first
    before = draft.digest()
    draft.citizen_when = "Setiap Sabtu"
    assert set(draft.content()) == first | {"citizen_when"}
    assert draft.digest() != before
    draft.citizen_when = ""
    assert draft.digest() == before
