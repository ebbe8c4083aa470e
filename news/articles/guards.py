"""Two live editions of an article are impossible; what was released never changes and is never deleted."""

from news.guards import no_overlap, refuse

from .models import Edition

_DECIDED = "OLD.state IN ('released', 'withdrawn')"
_CONTENT_CHANGED = " OR ".join(
    f"COALESCE(CAST(NEW.{field} AS TEXT), '') <> COALESCE(CAST(OLD.{field} AS TEXT), '')"
    for field in Edition.CONTENT_FIELDS
)

GUARDS = [
    *no_overlap(
        "edition_one_live",
        "articles_edition",
        key="article_id",
        start="live_from",
        end="live_until",
        range_type="tstzrange",
        message="Two live editions of one article overlap.",
        only="{row}live_from IS NOT NULL",
    ),
    refuse(
        "edition_immutable", "articles_edition", "UPDATE", "The content of a released edition never changes.",
        when=f"{_DECIDED} AND NEW.state IN ('released', 'withdrawn') AND ({_CONTENT_CHANGED})",
    ),
    refuse("edition_kept", "articles_edition", "DELETE", "What was released is never deleted.", when=_DECIDED),
    refuse(
        "article_number_immutable", "articles_article", "UPDATE", "A number is given once.",
        when="OLD.number IS NOT NULL AND (NEW.number IS NULL OR NEW.number <> OLD.number)",
    ),
    refuse(
        "article_kept", "articles_article", "DELETE", "What was released is never deleted.",
        when="OLD.number IS NOT NULL",
    ),
]  # fmt: skip
