import pytest
from django.db import connection

from bench import plans
from news.articles.models import Article
from news.comments.models import Comment

pytestmark = pytest.mark.django_db


def offences(*querysets) -> list[str]:
    with plans.listening() as asked:
        for rows in querysets:
            list(rows)
    return [offence.split(":")[0].split()[0].lower() for offence in plans.offences(asked)]


def test_counting_comments_is_an_offence():
    with plans.listening() as asked:
        Comment.objects.filter(pk=1).count()
    assert plans.offences(asked)[0].startswith("counts: ")


def test_reading_a_large_table_from_one_end_to_the_other_is_an_offence():
    assert offences(Comment.objects.filter(name="Budi").order_by()) == ["scan" if _is_sqlite() else "seq"]
    if _is_sqlite():  # PostgreSQL rightly reads the whole of a small table
        assert offences(Comment.objects.filter(article=1).order_by(), Comment.objects.filter(pk=1)) == []


def test_other_tables_may_be_read_as_they_are():
    assert offences(Article.objects.filter(withdrawal_reason="x").order_by()) == []


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"Node Type": "Index Scan", "Actual Rows": 50, "Actual Loops": 1}, []),
        ({"Node Type": "Index Scan", "Actual Rows": 50, "Actual Loops": 100}, ["Index Scan of 5000 rows"]),
        (
            {"Node Type": "Index Scan", "Actual Rows": 1, "Actual Loops": 1, "Rows Removed by Filter": 9000},
            ["Index Scan of 9001 rows"],
        ),
        ({"Node Type": "Seq Scan", "Actual Rows": 1, "Actual Loops": 1}, ["Seq Scan on comments_comment"]),
    ],
)
def test_postgresql_says_how_many_rows_it_looked_at(node, expected):
    plan = {"Node Type": "Limit", "Plans": [node | {"Relation Name": "comments_comment"}]}
    found = list(plans._of_postgresql(plan))
    assert len(found) == len(expected)
    assert all(offence.startswith(words) for offence, words in zip(found, expected, strict=True))


def test_a_name_that_other_tables_have_too_says_nothing():
    sql = 'SELECT 1 FROM "comments_comment" U0 WHERE EXISTS (SELECT 1 FROM "directory_agency" U0)'
    assert list(plans._of_sqlite(["SCAN U0"], sql)) == []
    assert list(plans._of_sqlite(["SCAN U0"], sql.split(" WHERE")[0])) == ["SCAN U0"]
    assert list(plans._of_sqlite(["SCAN U0 USING INDEX comment_queue"], sql.split(" WHERE")[0])) == []


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"
