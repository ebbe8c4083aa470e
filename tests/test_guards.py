"""Guards are put in place after migrate, and again if they were lost."""

import pytest
from django.db import IntegrityError, connection, transaction

from news.guards import install, refuse, remove

GUARD = refuse("tag_keeps_its_name", "articles_tag", "UPDATE", "A name stays.", when="NEW.name <> OLD.name")


@pytest.fixture
def tag(db):
    from news.articles.models import Tag

    return Tag.objects.create(name="Gizi", slug="gizi")


def rename(tag) -> None:
    with transaction.atomic():
        type(tag).objects.filter(pk=tag.pk).update(name="Lain")


def test_a_guard_refuses_and_can_be_removed(tag):
    install([GUARD], connection)
    install([GUARD], connection)  # once more does no harm
    with pytest.raises(IntegrityError, match="A name stays"):
        rename(tag)
    type(tag).objects.filter(pk=tag.pk).update(slug="gizi-anak")
    remove([GUARD], connection)
    rename(tag)
