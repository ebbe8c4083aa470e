"""What the worker does, and how often: one line a job, whatever room it is of.

A job is a function without required arguments that catches up by query: it does what is due by now and returns how
much that was, or nothing. It is done when it is called twice, or killed in between, as when it is called once. It takes
seconds, not minutes, however much there is to do: what is left over waits for the next round. During a job the
newsroom's zone is active. Its name never changes, since its row in the database is known by it; ``_`` marks it for
translation, for it is shown at the desk.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class Entry(NamedTuple):
    """A job: its name, how long to wait from one beginning to the next, and where the function is.

    The function is imported when it is first called, so that the worker holds no more than it uses. What takes much
    memory is done ``apart``: in a process of its own, which gives all of it back.
    """

    name: str
    every: timedelta
    function: str
    apart: bool = False


TIMETABLE = (
    Entry(_("send letters"), timedelta(seconds=5), "news.letters.sending.send_due"),
    Entry(_("render photos"), timedelta(seconds=10), "news.operations.rendering.render_photos", apart=True),
    Entry(_("forget letters"), timedelta(days=1), "news.letters.sending.forget_sent"),
    Entry(_("tell followers"), timedelta(minutes=1), "news.comments.following.tell_followers"),
    Entry(_("erase comments"), timedelta(minutes=5), "news.comments.erasing.erase_due"),
    Entry(_("purge personal data"), timedelta(hours=1), "news.comments.purging.purge_due"),
    Entry(_("sweep comments"), timedelta(seconds=5), "news.comments.sweeping.go_on"),
    Entry(_("remind agencies"), timedelta(hours=1), "news.comments.answering.remind_overdue"),
    Entry(_("count figures of comments"), timedelta(minutes=10), "news.comments.figures.count_newest"),
    Entry(_("count older figures of comments"), timedelta(days=1), "news.comments.figures.count_again"),
    Entry(_("recount comments"), timedelta(days=1), "news.comments.tallying.recount"),
)
