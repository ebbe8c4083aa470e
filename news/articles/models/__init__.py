"""What is said: articles (identity), their editions (content), and what an edition shows, quotes and mentions."""

from .articles import Article
from .editions import Edition, EditionQuerySet, new_salt
from .events import PlannedEvent, PlannedEventQuerySet
from .listed import EditionAgency, EditionTag, ListedRow, Mention
from .redactions import Redaction, RedactionPass
from .sections import Section, Tag
from .shown import Attachment, AttachmentQuerySet, PhotoCaption, Quote
from .snapshots import Snapshot
from .tallies import ArchiveTally

__all__ = [
    "ArchiveTally",
    "Article",
    "Attachment",
    "AttachmentQuerySet",
    "Edition",
    "EditionAgency",
    "EditionQuerySet",
    "EditionTag",
    "ListedRow",
    "Mention",
    "PhotoCaption",
    "PlannedEvent",
    "PlannedEventQuerySet",
    "Quote",
    "Redaction",
    "RedactionPass",
    "Section",
    "Snapshot",
    "Tag",
    "new_salt",
]
