"""What the desk keeps of its own: one file a thing."""

from .links import Opening, PressLink, PreviewLink
from .receipts import Receipt
from .remarks import Remark
from .working_copies import WorkingCopy

__all__ = ["Opening", "PressLink", "PreviewLink", "Receipt", "Remark", "WorkingCopy"]
