"""The command lists what is left over, and deletes it only when told to."""

import io
import os
import time

import pytest
from django.core.management import call_command

from news.photos import files
from tests.articles.test_attachments import attach

pytestmark = pytest.mark.django_db


def sweep(*arguments: str) -> tuple[list[str], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("sweep_media", *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def test_it_lists_and_deletes_only_when_told():
    old, young = files.write("master/old.jpg", [b"x" * 2_000_000]), files.write("master/young.jpg", [b"x"])
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    listed, said = sweep()
    assert listed == [str(old)]
    assert "1 files found, 2.0 MB" in said
    assert old.exists()
    assert sweep("--delete")[0] == [str(old)]
    assert not old.exists()
    assert young.exists()
    assert sweep()[0] == []


def test_it_knows_attachments(draft):
    kept = files.path(str(attach(draft).file))
    lost = files.write("attachment/lost.pdf", [b"x"])
    two_hours_ago = time.time() - 7200
    for path in (kept, lost):
        os.utime(path, (two_hours_ago, two_hours_ago))
    assert sweep("--delete")[0] == [str(lost)]
    assert kept.exists()
