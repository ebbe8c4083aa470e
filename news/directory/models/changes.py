"""What was decided about the directory and can be taken back, and files that wait to be applied."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models


class Change(models.Model):
    """What a decision changed, row by row, so that it can be taken back while nothing else depends on it."""

    event = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject", "-id"], name="change_by_subject")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class PendingImport(models.Model):
    """A file that somebody uploaded and looks at, before it is applied or forgotten."""

    KEPT = datetime.timedelta(days=1)

    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name
