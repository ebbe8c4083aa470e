"""How the desk shows how often a release was read."""

import datetime

from django.template import Context, Template

from news.readership.models import EarlierReads, Reads

TODAY = datetime.date(2026, 3, 11)


def shown(article) -> str:
    return Template("{% load reads %}{% reads article %}").render(Context({"article": article}))


def test_a_chart_and_the_same_as_a_table(released, django_assert_num_queries):
    article = released.article
    Reads.objects.create(article=article, date=TODAY, count=1000)
    Reads.objects.create(article=article, date=TODAY - datetime.timedelta(days=1), count=1)
    EarlierReads.objects.create(article=article, count=50)
    article.refresh_from_db()
    with django_assert_num_queries(3):
        page = shown(article)
    assert page.count("<rect") == 30
    assert page.count("<tr>") == 31
    assert 'role="img"' in page
    assert 'y="0" width="8" height="60"' in page
    assert 'y="59" width="8" height="1"' in page  # one read is seen beside a thousand
    assert "<strong>1.001</strong>" in page
    assert "<strong>1.051</strong>" in page
    assert "style=" not in page


def test_before_anything_was_read_there_is_no_chart(released):
    released.article.refresh_from_db()
    page = shown(released.article)
    assert "<strong>0</strong>" in page
    assert "<svg" not in page


def test_nothing_before_it_was_public(draft):
    assert shown(draft.article).strip() == ""


def test_the_edit_screen_has_it(client, penerbit, released):
    Reads.objects.create(article=released.article, date=TODAY, count=12)
    client.force_login(penerbit)
    page = client.get(f"/admin/articles/edition/{released.pk}/change/").content.decode()
    assert "reads-chart" in page
