"""Each is told once of each decision, whoever calls how often, and whenever the worker is killed in between."""

import datetime
import os
import signal

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language

from news.alerts import telling
from news.alerts.models import Kind, Mark, Notice, Preference
from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, Mention
from news.ledger import chain
from tests.at_once import at_once

from ..conftest import NOON, member
from .conftest import told

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def decided(draft, penulis, redaktur, penerbit):
    """A release that was submitted at noon, of which nobody was told yet."""
    with time_machine.travel(NOON, tick=False):
        return workflow.take("submit", draft, by=penulis)


TOLD = {("redaktur", "submitted"), ("penerbit", "submitted")}


def test_everybody_is_told_once(decided, clock):
    assert telling.tell_new() == 2
    assert told() == TOLD
    assert telling.tell_new() == 0
    Mark.objects.update(sequence=0)  # even if the mark were lost
    assert telling.tell_new() == 0
    assert Notice.objects.count() == 2
    notice = Notice.objects.get(user__username="redaktur")
    assert (notice.edition, notice.entry.event, notice.entry.note) == (decided, "submit", "")
    assert notice.mail_due_at == NOON + telling.SETTLING


def test_what_was_overtaken_is_not_told(decided, clock, redaktur):
    workflow.take("return", decided, by=redaktur, note="Siapa?")
    telling.tell_new()
    assert told() == {("penulis", "returned")}


def test_what_a_colleague_decided_waits_for_nobody_else(decided, clock, redaktur, penerbit):
    telling.tell_new()
    workflow.take("approve", decided, by=redaktur)
    telling.tell_new()
    assert not Notice.objects.unread().filter(kind="submitted").exists()
    assert not Notice.objects.filter(kind="submitted", mail_due_at__isnull=False).exists()
    assert set(Notice.objects.unread().values_list("user__username", "kind")) == {
        ("penulis", "approved"),
        ("penerbit", "approved"),
    }
    workflow.take("release", Edition.objects.get(pk=decided.pk), by=penerbit)
    telling.tell_new()
    assert not penerbit.notices.unread().exists(), "whoever did it was told before that it waits"
    assert penerbit.notices.count() == 2


def test_what_is_changed_waits_for_nobody(decided, clock, penulis):
    telling.tell_new()
    with editing.change(decided.pk, by=penulis) as draft:
        draft.headline = "Vaksinasi gratis di dua belas puskesmas"
        draft.save()
    telling.tell_new()
    assert Notice.objects.count() == 2
    assert not Notice.objects.unread().exists()


def test_a_batch_is_no_more_than_its_limit_and_nothing_is_left_out(decided, clock, redaktur):
    workflow.take("approve", decided, by=redaktur)
    made = [telling.tell_new(limit=1) for _round in range(4)]
    assert made == [0, 2, 0, 0], "the submission was overtaken"
    assert Mark.objects.get().sequence == chain.LedgerHead.objects.get().sequence


def test_nobody_is_told_of_history(decided):
    with time_machine.travel(NOON + DAY, tick=False):
        assert telling.tell_new() == 0
    assert not Notice.objects.exists()


def test_what_is_brought_in_with_its_old_date_is_history(clock, decided):
    telling.tell_new()
    with transaction.atomic():
        chain.record("submit", subject=decided.article.subject, part=decided.part, by=None, at=NOON - 2 * DAY)
    assert telling.tell_new() == 0


def test_what_is_switched_off_is_not_told(decided, clock, redaktur, penerbit):
    Preference.objects.create(user=redaktur, kind=Kind.SUBMITTED, at_desk=False, by_email=False)
    Preference.objects.create(user=penerbit, kind=Kind.SUBMITTED, at_desk=False)
    telling.tell_new()
    notice = Notice.objects.get()
    assert (notice.user, notice.is_at_desk, notice.mail_due_at) == (penerbit, False, NOON + telling.SETTLING)
    assert not Notice.objects.at_desk(penerbit).exists()


def test_without_an_address_nobody_is_written_to(decided, clock, redaktur):
    redaktur.email = ""
    redaktur.save()
    telling.tell_new()
    assert redaktur.notices.get().mail_due_at is None


def test_the_words_are_in_each_one_s_language(clock, redaktur, penerbit):
    penerbit.language = "en"
    penerbit.save()
    telling.tell(Kind.FAILED, "x", lambda: get_language() or "", [redaktur.pk, penerbit.pk])
    assert dict(Notice.objects.values_list("user__username", "text")) == {"redaktur": "id", "penerbit": "en"}
    assert telling.tell(Kind.FAILED, "x", lambda: "again", [redaktur.pk, penerbit.pk]) == 0


def test_what_is_old_is_forgotten(decided, clock):
    telling.tell_new()
    clock.shift(telling.KEPT)
    assert telling.forget_old() == 0
    clock.shift(1)
    assert telling.forget_old() == 2


def test_when_there_is_nothing_to_tell_it_costs_two_queries(decided, clock, django_assert_num_queries):
    telling.tell_new()
    with django_assert_num_queries(2):
        telling.tell_new()


def test_telling_many_costs_no_query_for_each(decided, clock, draft):
    with CaptureQueriesContext(connection) as few:
        telling.tell_new()
    Notice.objects.all().delete()
    Mark.objects.all().delete()
    for number in range(15):
        member(f"redaktur{number}", "editor")
    with CaptureQueriesContext(connection) as many:
        assert telling.tell_new() == 17
    assert len(many) <= len(few)


def killed(work) -> bool:
    """Do ``work`` in a process of its own; say whether that was killed."""
    connections.close_all()  # which two processes must not share
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def kill_before(statement):
    """Return a wrapper that ends this process, as SIGKILL does, when it is about to execute ``statement``."""

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(statement):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", ['INSERT INTO "alerts_notice"', 'UPDATE "alerts_mark"', "COMMIT"])
def test_killed_in_between_the_next_worker_makes_up_for_it(decided, clock, before):
    Notice.objects.all().delete()
    Mark.objects.all().delete()

    def work():
        with connection.execute_wrapper(kill_before(before)), transaction.atomic():
            telling.tell_new()
            os.kill(os.getpid(), signal.SIGKILL)

    assert killed(work)
    assert not Notice.objects.exists()
    assert telling.tell_new() == 2
    assert told() == TOLD


@pytest.mark.django_db(transaction=True)
def test_told_at_once_by_many_it_is_told_once(decided, clock):
    Notice.objects.all().delete()
    Mark.objects.all().delete()
    results = at_once(4, lambda number: telling.tell_new(wait=number % 2 == 0))
    assert [type(result) for result in results] == [int] * 4, results
    telling.tell_new()
    assert Notice.objects.count() == 2
    assert told() == TOLD


@pytest.mark.django_db(transaction=True)
def test_decided_at_once_nobody_is_left_out(decided, clock, redaktur, penerbit, penulis):
    """What is committed while others tell is told by somebody."""
    telling.tell_new()
    Notice.objects.all().delete()
    drafts = []
    for number in range(4):
        with transaction.atomic():
            draft = editing.begin_draft(
                penulis, section=decided.section, headline=f"Siaran {number} tentang vaksinasi", lead="Teras.",
                body="<p>Isi.</p>", dateline_place="Tanjung Selasih", event_date=NOON.date(), byline="rsi",
            )  # fmt: skip
            EditionAgency.objects.create(edition=draft, agency=decided.lead_agency, is_lead=True)
            mention = decided.mentions.get()
            Mention.objects.create(edition=draft, official=mention.official, appointment=mention.appointment)
        drafts.append(draft)
    at_once(4, lambda number: workflow.take("submit", drafts[number], by=penulis))
    telling.tell_new()
    assert Notice.objects.values("edition", "user").distinct().count() == Notice.objects.count() == 8
