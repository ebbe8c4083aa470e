"""Cards of a list."""

import pytest
from django.template import Context, Template
from django.utils.html import escape

from news.articles.models import Edition, PhotoCaption
from news.pages.listing import shown

pytestmark = pytest.mark.django_db


def cards(editions, **context):
    """Return the cards of ``editions``."""
    names = {"h": "h2", "sizes": "100vw", "within": "", "first": False} | context
    text = "{% load listed %}{% cards editions h sizes within first %}"
    return Template(text).render(Context({"editions": editions, **names}))


def test_a_card_says_headline_section_lead_and_date(released, django_assert_num_queries):
    with django_assert_num_queries(1):
        [edition] = shown([released.pk])
    with django_assert_num_queries(0):
        text = cards([edition])
    assert f'<h2><a href="{released.article.get_absolute_url()}">{escape(released.headline)}</a></h2>' in text
    assert f'<p class="kicker">{released.section.name}</p>' in text
    assert "2026</time>" in text
    assert 'class="kicker"' not in cards([edition], within=released.section)


def test_the_lead_photo_is_the_one_that_stands_above_the_release(released):
    [edition] = shown([released.pk])
    lead = PhotoCaption.objects.filter(edition=released, is_lead=True).select_related("photo").first()
    if lead is None:
        assert edition.lead_captions == []
        assert 'class="card bare"' in cards([edition])
    else:
        assert edition.lead_captions[0].photo.key == lead.photo.key
        assert str(lead.photo.key) in cards([edition])


def test_the_first_card_of_a_list_may_be_larger(released):
    [edition] = shown([released.pk])
    large, small = cards([edition], first=True), cards([edition])
    assert ("24rem" in large, "24rem" in small) == (bool(edition.lead_captions), False)


@pytest.mark.parametrize(("h", "lazy"), [("h2", 0), ("h3", 1)])
def test_a_large_card_in_view_loads_at_once(full, release, h, lazy):
    [edition] = shown([release(full).pk])
    assert cards([edition], h=h, first=True).count('loading="lazy"') == lazy


def test_what_was_typed_is_only_text(released):
    [edition] = shown([released.pk])
    edition.headline, edition.kicker, edition.lead = ("<script>alert(1)</script>",) * 3
    assert "<script" not in cards([edition])


@pytest.mark.parametrize(("number", "said"), [(None, ""), (0, ""), (1, "1 komentar"), (12, "12 komentar")])
def test_comments_are_counted_where_there_are_some(released, number, said):
    [edition] = shown([released.pk])
    edition.comment_count = number
    text = cards([edition])
    assert ("komentar" in text) == bool(said)
    assert said in text


def test_a_correction_is_named_and_a_minor_one_is_not(released):
    [edition] = shown([released.pk])
    for change, is_named in ((Edition.Change.CORRECTION, True), (Edition.Change.MINOR, False), ("", False)):
        edition.change_kind = change
        assert ('class="mark"' in cards([edition])) == is_named
