"""Serials: one after another, anew each year, and none lost in a rollback. Fifty at once: see tests/articles."""

import datetime

import pytest
from django.db import transaction

from news.newsroom import numbering

TEMPLATE = "{serial}/{year}"
THIS_YEAR, NEXT_YEAR = datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)


def test_the_serial_restarts_with_the_year(db):
    given = [numbering.give(TEMPLATE, date) for date in (THIS_YEAR, THIS_YEAR, NEXT_YEAR, THIS_YEAR)]
    assert given == ["1/2026", "2/2026", "1/2027", "3/2026"]


def test_a_rollback_gives_the_number_back(db):
    numbering.give(TEMPLATE, THIS_YEAR)
    with pytest.raises(RuntimeError), transaction.atomic():
        numbering.give(TEMPLATE, THIS_YEAR)
        raise RuntimeError
    assert numbering.give(TEMPLATE, THIS_YEAR) == "2/2026"
