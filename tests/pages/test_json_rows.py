"""Rows of a relation as JSON beside their owner."""

from news.articles.models import Edition, EditionAgency, EditionTag
from news.pages.json_rows import json_rows


def test_the_rows_of_each_owner_come_as_dicts(draft, agency, other_agency, section, another):
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    bare = another("Tanpa topik")
    editions = Edition.objects.order_by("pk").annotate(
        agencies_json=json_rows(EditionAgency, "edition", leads="is_lead", name="agency__name"),
        topics_json=json_rows(EditionTag, "content_object", slug="tag__slug"),
    )
    first, second = editions
    assert sorted(first.agencies_json, key=lambda row: row["name"]) == [
        {"leads": True, "name": agency.name},
        {"leads": False, "name": other_agency.name},
    ]
    assert first.topics_json == [{"slug": "imunisasi"}]
    assert second == bare
    assert second.agencies_json == [{"leads": True, "name": agency.name}]
    assert second.topics_json is None


def test_text_survives_as_it_is(draft):
    draft.tags.add("“Satu” <b>& 'dua' \\ % %s 🛶")
    names = json_rows(EditionTag, "content_object", name="tag__name")
    [found] = Edition.objects.values_list(names, flat=True)
    assert {"name": "“Satu” <b>& 'dua' \\ % %s 🛶"} in found


def test_it_is_one_query(draft, django_assert_num_queries):
    rows = json_rows(EditionAgency, "edition", name="agency__name")
    with django_assert_num_queries(1):
        assert len(Edition.objects.annotate(agencies_json=rows)[0].agencies_json) == 1
