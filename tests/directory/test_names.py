"""An agency as JSON has it is called as it is today."""

import datetime

import time_machine
from django.utils import timezone

from news.directory.models import Agency
from news.directory.names import NAMES, from_json, name_then

NOON = datetime.datetime(2026, 3, 31, 5, tzinfo=datetime.UTC)
APRIL = datetime.date(2026, 4, 1)


def test_a_name_decided_on_in_advance_is_taken_on_its_day(agency):
    row = dict.fromkeys(NAMES, "") | {"name": "Lama", "next_name": "Baru", "next_name_date": APRIL.isoformat()}
    for hours, name in ((11, "Lama"), (12, "Baru")):  # 23.00 and 00.00 WIB
        moment = NOON + datetime.timedelta(hours=hours)
        with time_machine.travel(moment, tick=False), timezone.override("Asia/Jakarta"):
            assert from_json(row).name == name
    assert from_json(row | {"next_name": "", "next_name_date": None}).name == "Lama"


def test_name_then_is_the_first_to_end_after_the_day(agency):
    rows = [
        {"agency": agency.pk, "name": name, "short_name": "", "until": until}
        for name, until in (("Kedua", "2026-05-01"), ("Pertama", "2026-04-01"), ("Ketiga", "2027-01-01"))
    ]
    printed = Agency.objects.get(pk=agency.pk)
    name_then([printed], rows)
    assert printed.name == "Pertama"
    name_then([printed], None)
    assert printed.name == "Pertama"
