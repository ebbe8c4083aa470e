"""What was decided is at the desk of colleagues at once, without the worker; and its page never fails because of it."""

import pytest
from django.db import connection

from news.alerts import telling
from news.alerts.models import Notice
from news.articles import workflow
from news.articles.models import Edition

from .conftest import told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


def test_it_is_told_at_once(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    assert told() == {("redaktur", "submitted")}


def test_when_telling_fails_the_decision_stands_and_the_worker_makes_up_for_it(draft, penulis, redaktur, caplog):
    def fail(execute, sql, params, many, context):
        if "alerts_mark" in sql:
            execute("SELECT * FROM nowhere", None, False, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        workflow.take("submit", draft, by=penulis)
    assert Edition.objects.get(pk=draft.pk).state == "in_review"
    assert "could not be told at once" in caplog.text
    assert not Notice.objects.exists()
    assert telling.tell_new() == 1
