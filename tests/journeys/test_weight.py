"""What a release without photos weighs on a phone that never was here; `make marks` measures it in Chromium."""

import gzip
import re

from django.conf import settings
from django.test import Client

from news.articles.models import Edition

LIMIT = 30_000
CREST = 6_000
HEADERS = 6 * 450


def test_a_release_without_photos_is_light(pembaca: Client, released: Edition):
    page = pembaca.get(released.article.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(page.content).decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    assert {"css/warta.css", "img/ikon.svg"} <= files
    styles = (settings.BASE_DIR / "static/css/warta.css").read_text()
    files |= set(re.findall(r'url\("\.\./([^"]+)"', styles))
    weights = {name: len(gzip.compress((settings.BASE_DIR / "static" / name).read_bytes())) for name in files}
    assert len(page.content) + sum(weights.values()) + CREST + HEADERS <= LIMIT, weights
