"""Static pages: kept with the list of them that stands at the foot of every public page."""

import re
from pathlib import Path

from django.db import transaction

from .models import Newsroom, StaticPage

BEGINNING = Path(__file__).parent / "beginning"
"""What a public body tells of itself: begun with a newsroom, and changed as it wishes; ``<order>-<slug>.html`` each."""
_TITLE = re.compile(r"<h1>(.+?)</h1>\s*")


def begin() -> None:
    """Make the pages that a public body needs, if there are none yet."""
    if not StaticPage.objects.exists():
        StaticPage.objects.bulk_create(map(_begun, sorted(BEGINNING.glob("*.html"))))
        list_again()


def _begun(file: Path) -> StaticPage:
    order, _, slug = file.stem.partition("-")
    text = file.read_text(encoding="utf-8")
    title = _TITLE.match(text)
    if not title:
        raise ValueError(f"{file.name} does not begin with its title.")
    return StaticPage(slug=slug, title=title[1], body=" ".join(text[title.end() :].split()), order=10 * int(order))


def list_again() -> None:
    """Write the list of public pages, which the foot of every page shows, onto the newsroom's row."""
    with transaction.atomic():
        newsroom = Newsroom.objects.select_for_update().filter(pk=1).first()
        if newsroom:
            pages = StaticPage.objects.filter(is_public=True).values_list("slug", "title")
            newsroom.foot_pages = [list(page) for page in pages]
            newsroom.save(update_fields=["foot_pages"])
