"""What editors fill in: the release with its parts, and the decision that they take about it.

Saving never asks for completeness; the rules speak at submit and release. A form refuses only what cannot be kept.
"""

from .decisions import SettingsForm, StepForm
from .fields import ZONED_FIELDS, DayField, DeskForm, LinesField, MomentField, MomentInput, line_feeds
from .parts import (
    AgencyForm,
    AgencyFormSet,
    AttachmentForm,
    AttachmentFormSet,
    MentionForm,
    OneLeadForm,
    OneLeadFormSet,
    PhotoCaptionForm,
    PhotoCaptionFormSet,
    QuoteForm,
)
from .planning import MoveForm, PlannedEventForm
from .redacting import RedactionForm
from .release import EditionForm

__all__ = [
    "ZONED_FIELDS",
    "AgencyForm",
    "AgencyFormSet",
    "AttachmentForm",
    "AttachmentFormSet",
    "DayField",
    "DeskForm",
    "EditionForm",
    "LinesField",
    "MentionForm",
    "MomentField",
    "MomentInput",
    "MoveForm",
    "OneLeadForm",
    "OneLeadFormSet",
    "PhotoCaptionForm",
    "PhotoCaptionFormSet",
    "PlannedEventForm",
    "QuoteForm",
    "RedactionForm",
    "SettingsForm",
    "StepForm",
    "line_feeds",
]
