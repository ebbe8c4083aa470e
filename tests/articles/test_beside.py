"""What stands beside a release on its form."""

import pytest

from news.articles import beside


@pytest.mark.parametrize(("field", "target"), [("headline", "id_headline"), ("agencies", "agency_rows-group")])
def test_findings_lead_to_their_field(field, target):
    assert beside.anchor(field) == target
