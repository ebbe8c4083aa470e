"""Whose agencies are whose; deputies are tested with the rules of the row in tests/articles."""

from news.directory.models import Agency
from news.directory.permissions import agencies_of


def test_ones_agencies_are_those_and_all_below(penulis, agency, other_agency):
    clinic = Agency.objects.create(name="Puskesmas", slug="puskesmas", parent=agency)
    assert set(agencies_of(penulis)) == {agency, clinic}


def test_who_works_for_none_has_none(redaktur, agency):
    assert not agencies_of(redaktur).exists()
