"""What strangers got, beside a release."""

from __future__ import annotations

from django import template

from .. import receipts

register = template.Library()
register.simple_tag(receipts.lines, name="receipt_lines")
