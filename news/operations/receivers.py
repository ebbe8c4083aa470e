"""What this room does when another asks something."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from news.pages.signals import readiness_asked

from . import worker


@receiver(readiness_asked, dispatch_uid="operations.readiness_asked")
def tell_of_the_worker(sender: Any, **kwargs: Any) -> dict[str, str]:
    """Tell what ails the worker."""
    return {"worker": worker.ailing(timezone.now())}
