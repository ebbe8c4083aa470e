"""What the worker does and what it mailed, to be read; letters that perhaps did not arrive can be sent again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from news.alerts.models import Kind
from news.comments.models import Purge
from news.letters import sending
from news.letters.models import Letter, LetterQuerySet
from news.listing import CappedPaginator
from news.newsroom.moments import written
from news.sealing import CannotOpen

from .models import Job


class ReadOnly(admin.ModelAdmin[Any]):
    """A page on which nobody writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


KINDS = {
    "comment-verify": _("to confirm an address"),
    "comment-follow": _("to confirm that somebody follows a release"),
    "comment-news": _("new comments, to a follower"),
    "comment-data": _("what we keep of somebody"),
    "comment-erasure": _("to stop an erasure"),
    "comment-referral": _("a question handed to an agency"),
    "comment-overdue": _("a question that is overdue"),
    "press-link": _("press link"),
    **{f"notice-{kind}": kind.label for kind in Kind},
}
"""What letters are about, in words."""


class StateFilter(admin.SimpleListFilter):
    """Keep the letters that are in one state."""

    title = _("state")
    parameter_name = "state"
    moments: ClassVar[dict[str, str]] = {
        Letter.State.WAITING: "next_try_at",
        Letter.State.SENDING: "claimed_at",
        Letter.State.SENT: "sent_at",
        Letter.State.FAILED: "failed_at",
        Letter.State.UNCERTAIN: "uncertain_at",
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        choices = [(str(value), label) for value, label in Letter.State.choices]
        return [*choices, ("undelivered", _("not delivered, can be sent again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() == "undelivered":
            return queryset.filter(Q(failed_at__isnull=False) | Q(uncertain_at__isnull=False), forgotten_at=None)
        moment = self.moments.get(self.value() or "")
        return queryset.filter(**{f"{moment}__isnull": False}) if moment else queryset


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    """The outbox. Nobody reads here what a letter says: it can hold a secret link."""

    list_display: Any = ["subject", "about", "fares"]
    list_filter: ClassVar[Any] = [StateFilter]
    sortable_by = ()
    actions: Any = ["send_again"]
    empty_value_display = ""
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    fields: ClassVar[Any] = [
        "subject", "about", "address", "posted", "fares", "attempts",
    ]  # fmt: skip
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        """Leave sealed what is not shown: a list must not fail for one letter that no key opens."""
        return super().get_queryset(request).defer("to", "body", "unsubscribe_url")

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Say whether this user may have letters sent again."""
        return request.user.has_perm("letters.change_letter")

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        """Let the chosen letters that failed, or perhaps did not arrive, be tried once more."""
        number = sending.send_again(cast(LetterQuerySet, queryset))
        words = ngettext("%(number)d letter is sent again.", "%(number)d letters are sent again.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS if number else messages.WARNING)

    @admin.display(description=_("kind"))
    def about(self, letter: Letter) -> str:
        """Say in words what kind of letter it is."""
        words = KINDS.get(letter.kind, letter.kind)
        return gettext("notice: %(kind)s") % {"kind": words} if letter.kind.startswith("notice-") else str(words)

    @admin.display(description=_("state"))
    def fares(self, letter: Letter) -> str:
        """Say in words what became of it, and when."""
        moment = letter.sent_at or letter.failed_at or letter.uncertain_at or letter.next_try_at or letter.claimed_at
        words = f"{letter.state.label}, {written(moment)}"
        return f"{words}: {letter.problem}" if letter.problem else words

    @admin.display(description=_("to"))
    def address(self, letter: Letter) -> str:
        """Show as much of the address as tells whose server it is: the rest is the reader's own."""
        try:
            name, at, host = letter.to.rpartition("@")
        except CannotOpen as error:
            return str(error)
        return f"{name[:1]}…{at}{host}" if at else gettext("forgotten")

    @admin.display(description=_("posted"))
    def posted(self, letter: Letter) -> str:
        return written(letter.posted_at)


@admin.register(Job)
class JobAdmin(ReadOnly):
    """The jobs of the timetable, and how they fare."""

    list_display: Any = ["called", "fares", "next_run"]
    sortable_by = ()
    empty_value_display = ""
    show_full_result_count = False
    fields: ClassVar[Any] = ["called", "fares", "next_run", "began", "last_problem", "runs"]
    readonly_fields: ClassVar[Any] = fields

    @admin.display(description=_("job"))
    def called(self, job: Job) -> str:
        return gettext(job.name)

    @admin.display(description=_("state"))
    def fares(self, job: Job) -> str:
        """Say in words how it fares."""
        if job.failures:
            words = ngettext("failed once: %(problem)s", "failed %(number)d times in a row: %(problem)s", job.failures)
            return words % {"number": job.failures, "problem": job.last_problem}
        done = written(job.last_done_at)
        return gettext("done, %(moment)s") % {"moment": done} if done else gettext("not done yet")

    @admin.display(description=_("next run"))
    def next_run(self, job: Job) -> str:
        """Say when it is its turn again."""
        if job.claimed_until and job.claimed_until > timezone.now():
            return gettext("it is being done now")
        return gettext("again %(moment)s") % {"moment": written(job.next_run_at)}

    @admin.display(description=_("last begun"))
    def began(self, job: Job) -> str:
        return written(job.last_began_at)


@admin.register(Purge)
class PurgeAdmin(ReadOnly):
    """What was purged of readers' data, day by day: to be shown to whoever asks whether it is."""

    list_display: Any = ["date", "counted"]
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    fields: ClassVar[Any] = ["date", "counted"]
    readonly_fields: ClassVar[Any] = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show it to whoever sees the worker's jobs, of which it is one."""
        return request.user.has_perm("operations.view_job")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=_("purged"))
    def counted(self, purge: Purge) -> str:
        """Say in words how many rows of which kind lost something."""
        return "; ".join(f"{gettext(name)}: {count}" for name, count in purge.counts.items())
