"""Two live editions of an article are impossible; what was released never changes and is never deleted.

The one exception is a redaction. A row in ``articles_redactionpass`` opens the words of one article for the
transaction that holds it, and no transaction can be committed with it: its foreign key points to a row that cannot be,
which both engines check at the commit. It needs a row in ``articles_redaction``, which stays and is never changed: so
nothing passes without a trace. Only words pass, and each text that changes must bear the mark of a redaction.
"""

from news.guards import no_overlap, refuse

from .models import Edition
from .phrases import MARK

_DECIDED = "OLD.state IN ('released', 'withdrawn')"


def _differs(field: str) -> str:
    return f"COALESCE(CAST(NEW.{field} AS TEXT), '') <> COALESCE(CAST(OLD.{field} AS TEXT), '')"


def _changed(*fields: str) -> str:
    return " OR ".join(map(_differs, fields))


def _redacted(*fields: str) -> str:
    return " AND ".join(f"(NOT ({_differs(field)}) OR NEW.{field} LIKE '%{MARK}%')" for field in fields)


# Made of names that stand in our code, never of input.
_PASSES = (
    "EXISTS (SELECT 1 FROM articles_redactionpass pass JOIN articles_redaction told ON told.id = pass.redaction_id"
    " WHERE told.article_id = {article})"
)
_OPEN = _PASSES.format(article="OLD.article_id")
_OPEN_OF_ROW = _PASSES.format(
    article="(SELECT edition.article_id FROM articles_edition edition WHERE edition.id = OLD.edition_id)"
)
_UNDECIDED = (
    "NOT EXISTS (SELECT 1 FROM articles_edition edition"
    " WHERE edition.id = OLD.edition_id AND edition.state IN ('released', 'withdrawn'))"
)
_CHOSEN = [field for field in Edition.CONTENT_FIELDS if field not in Edition.TEXT_FIELDS]
_OF_CAPTION = ("edition_id", "photo_id", '"order"', "is_lead")
_OF_ATTACHMENT = ("edition_id", '"order"', '"key"', "file", "kind", "size", "content_hash")
_OF_QUOTE = ("edition_id", "appointment_id", '"order"')
_NEVER_CHANGES = "The content of a released edition never changes."

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
        "edition_immutable", "articles_edition", "UPDATE", _NEVER_CHANGES,
        when=f"{_DECIDED} AND NEW.state IN ('released', 'withdrawn') AND ({_changed(*Edition.CONTENT_FIELDS)})",
        unless=f"{_OPEN} AND NOT ({_changed(*_CHOSEN)}) AND {_redacted(*Edition.TEXT_FIELDS)}",
    ),
    refuse("edition_kept", "articles_edition", "DELETE", "What was released is never deleted.", when=_DECIDED),
    refuse(
        "caption_immutable", "articles_photocaption", "UPDATE", _NEVER_CHANGES,
        when=_changed("caption", *_OF_CAPTION),
        unless=f"{_UNDECIDED} OR ({_OPEN_OF_ROW} AND NOT ({_changed(*_OF_CAPTION)})"
        f" AND {_redacted('caption')})",
    ),
    refuse(
        "caption_kept", "articles_photocaption", "DELETE", _NEVER_CHANGES, unless=f"{_UNDECIDED} OR {_OPEN_OF_ROW}",
    ),
    refuse(
        "quote_immutable", "articles_quote", "UPDATE", _NEVER_CHANGES,
        when=_changed("speaker", "office", "words", *_OF_QUOTE),
        unless=f"{_UNDECIDED} OR ({_OPEN_OF_ROW} AND NOT ({_changed(*_OF_QUOTE)})"
        f" AND {_redacted('speaker', 'office', 'words')})",
    ),
    refuse("quote_kept", "articles_quote", "DELETE", _NEVER_CHANGES, unless=_UNDECIDED),
    refuse(
        "attachment_immutable", "articles_attachment", "UPDATE", _NEVER_CHANGES,
        when=_changed("title", *_OF_ATTACHMENT),
        unless=f"{_UNDECIDED} OR ({_OPEN_OF_ROW} AND NOT ({_changed(*_OF_ATTACHMENT)}) AND {_redacted('title')})",
    ),
    refuse(
        "attachment_kept", "articles_attachment", "DELETE", _NEVER_CHANGES, unless=f"{_UNDECIDED} OR {_OPEN_OF_ROW}",
    ),
    refuse(
        "attachment_not_added", "articles_attachment", "INSERT", _NEVER_CHANGES,
        unless=_UNDECIDED.replace("OLD.", "NEW."),
    ),
    refuse(
        "article_number_immutable", "articles_article", "UPDATE", "A number is given once.",
        when="OLD.number IS NOT NULL AND (NEW.number IS NULL OR NEW.number <> OLD.number)",
    ),
    refuse(
        "article_kept", "articles_article", "DELETE", "What was released is never deleted.",
        when="OLD.number IS NOT NULL",
    ),
    refuse("redaction_unchanged", "articles_redaction", "UPDATE", "A redaction is told of for good."),
    refuse("redaction_kept", "articles_redaction", "DELETE", "A redaction is told of for good."),
]  # fmt: skip
