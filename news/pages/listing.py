"""One page of a list, with the way to what is older."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest

from news.articles import lists
from news.articles.models import Edition, EditionQuerySet

SIZE = 20
# What a card prints, and the home page's lead: of the rows behind it no other columns are read.
SHOWN = (
    "kicker", "headline", "subheadline", "lead", "body", "change_kind", "list_at",
    "section__name", "article__slug", "article__url_date",
)  # fmt: skip
PARAMETER = "sebelum"


@dataclass(frozen=True)
class Listing:
    """Twenty editions at most; ``older`` is the query by which the next page is reached, empty on the last one."""

    editions: list[Edition]
    is_first: bool
    older: str

    @classmethod
    def of(cls, rows: QuerySet[Any], request: HttpRequest) -> Listing:
        """Return the page of ``rows`` (a list of ``news.articles.lists``) that ``request`` asks for; two queries.

        :raises Http404: if the request's ``sebelum`` is no place in a list.
        """
        text = request.GET.get(PARAMETER)
        try:
            before = None if text is None else lists.Place.parse(text)
        except ValueError as error:
            raise Http404 from error
        editions = lists.page(rows, SIZE + 1, before, of=shown())
        page = editions[:SIZE]
        older = f"?{PARAMETER}={lists.Place.of(page[-1])}" if len(editions) > SIZE else ""
        return cls(page, before is None, older)


def shown() -> EditionQuerySet:
    """Return editions with what a card prints; ``comment_count`` is how many comments are published, or None."""
    return lists.printable().only(*SHOWN).annotate(comment_count=F("article__comment_tally__published"))
