"""What a number may look like."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from news.newsroom.number_template import check_template, render

DATE = datetime.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{serial}/SP-HMS/{month:02}/{year}", "7/SP-HMS/09/2026"),
        ("{serial:03}/SP/{month_roman}/BKIP/{year}", "007/SP/IX/BKIP/2026"),
        ("{serial}.Pers/{month}/SJI/{year}", "7.Pers/9/SJI/2026"),
    ],
)
def test_renders_the_templates_in_use(template, number):
    check_template(template)
    assert render(template, 7, DATE) == number


@pytest.mark.parametrize(
    "template",
    ["", "SP", "{serial}", "{year}", "{serial}/{year}/{secret}", "{serial.__class__}/{year}", "{serial!r}/{year}",
     "{serial:>999999999}/{year}", "{serial/{year}", "{}/{year}", "{0}/{serial}/{year}"],
)  # fmt: skip
def test_refuses_what_would_repeat_or_reach_further(template):
    with pytest.raises(ValidationError):
        check_template(template)
