"""Where the pack of a release is, and who can make its PDF; under ``CI`` whoever cannot fails."""

import os

import pytest

from news.pages.packs import printing
from tests.pages.conftest import ADDRESS

PACK = f"{ADDRESS}paket/"
needs_pango = pytest.mark.skipif(
    not os.environ.get("CI") and not printing.can_print(),
    reason="no PDFs here: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core",
)
