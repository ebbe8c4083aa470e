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
    Entry(_("see what readers see"), timedelta(seconds=2), "news.desk.receipts.look"),
    Entry(_("tell colleagues"), timedelta(seconds=5), "news.alerts.telling.tell_new"),
    Entry(_("write to colleagues"), timedelta(seconds=5), "news.alerts.mailing.mail_due"),
    Entry(_("tell of failures"), timedelta(minutes=1), "news.operations.watching.tell_of_failures"),
    Entry(_("forget notices"), timedelta(days=1), "news.alerts.telling.forget_old"),
    Entry(_("render photos"), timedelta(seconds=10), "news.operations.rendering.render_photos", apart=True),
    Entry(_("index releases"), timedelta(minutes=5), "news.search.indexing.catch_up"),
    Entry(_("learn words"), timedelta(minutes=1), "news.search.vocabulary.learn_due"),
    Entry(_("forget letters"), timedelta(days=1), "news.letters.sending.forget_sent"),
    Entry(_("forget links"), timedelta(days=1), "news.desk.linking.forget_ended"),
    Entry(_("tell followers"), timedelta(minutes=1), "news.comments.following.tell_followers"),
    Entry(_("erase comments"), timedelta(minutes=5), "news.comments.erasing.erase_due"),
    Entry(_("purge personal data"), timedelta(hours=1), "news.comments.purging.purge_due"),
    Entry(_("sweep comments"), timedelta(seconds=5), "news.comments.sweeping.go_on"),
    Entry(_("remind agencies"), timedelta(hours=1), "news.comments.answering.remind_overdue"),
    Entry(_("count figures of comments"), timedelta(minutes=10), "news.comments.figures.count_newest"),
    Entry(_("count older figures of comments"), timedelta(days=1), "news.comments.figures.count_again"),
    Entry(_("forget working copies"), timedelta(hours=6), "news.desk.working_copies.purge"),
    Entry(_("count the archive"), timedelta(minutes=1), "news.articles.counting.reckon"),
    Entry(_("recount the archive"), timedelta(hours=1), "news.articles.counting.recount_next"),
    Entry(_("rank what is read"), timedelta(minutes=10), "news.readership.ranking.rank"),
    Entry(_("add up old reads"), timedelta(days=1), "news.readership.ranking.add_up"),
    Entry(_("forget press packs"), timedelta(minutes=5), "news.pages.packs.keeping.forget_ended"),
    Entry(_("recount comments"), timedelta(days=1), "news.comments.tallying.recount"),
)
