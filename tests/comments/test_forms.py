"""What a reader may write, and how it is cleaned."""

import uuid

import pytest

from news.articles.models import Article
from news.comments.forms import CommentForm, DecisionForm
from news.comments.models import Comment


def filled(**fields) -> dict[str, str]:
    return {"name": "Rina", "email": "", "text": "Terima kasih.", "token": str(uuid.uuid4()), "parent": ""} | fields


def cleaned(article, **fields) -> dict:
    form = CommentForm(article, filled(**fields))
    assert form.is_valid(), form.errors
    return form.cleaned_data


@pytest.fixture
def anywhere() -> Article:
    """An article that is in no database: the form needs none unless it is a reply."""
    return Article(slug="siaran")


def test_text_and_name_are_cleaned(anywhere):
    sent = cleaned(anywhere, name=" Ri\u202ena \n Dewi\x00", text=" satu\r\ndua\x0b\u200b\r\r\n \n\n\n tiga\x00 ")
    assert (sent["name"], sent["text"]) == ("Rina Dewi", "satu\ndua\n\n tiga")


def test_four_thousand_characters_fit_with_line_ends_counted_once(anywhere):
    text = ("x" * 79 + "\r\n") * 50
    assert len(cleaned(anywhere, text=text)["text"]) == 3999
    assert "text" in CommentForm(anywhere, filled(text="x" * 4001)).errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", " \u200b\x00 "), ("name", "x" * 81), ("text", ""), ("text", "x"),
        ("text", "\u202e\u200b\x00\n"), ("text", "x" * 1_000_000), ("email", "bukan surel"), ("email", "a@b\n.example"),
    ],
)  # fmt: skip
def test_what_does_not_fit_names_its_field(anywhere, field, value):
    form = CommentForm(anywhere, filled(**{field: value}))
    assert list(form.errors) == [field]


@pytest.mark.parametrize("token", ["", "x", "\x00", "0" * 10_000, "{}"])
def test_a_broken_token_loses_no_comment(anywhere, token):
    assert isinstance(cleaned(anywhere, token=token)["token"], uuid.UUID)


def test_a_filled_honeypot_is_no_error(anywhere):
    assert cleaned(anywhere, website="https://contoh.example")["website"]


def test_a_reply_names_a_published_comment_of_this_release(article, held):
    assert cleaned(article, parent=str(held.pk))["parent"] is None
    Comment.objects.filter(pk=held.pk).update(status="published")
    assert cleaned(article, parent=str(held.pk))["parent"] == held
    assert cleaned(Article.objects.create(slug="lain"), parent=str(held.pk))["parent"] is None


@pytest.mark.parametrize("parent", ["x", "-1", "9" * 18, "9" * 30, "²", "\x00", "1 OR 1=1"])
def test_a_reply_to_nothing_stands_on_its_own(article, parent):
    assert cleaned(article, parent=parent)["parent"] is None


@pytest.mark.parametrize(
    "data",
    [
        {}, {"action": "approve"}, {"action": "delete", "version": "1"}, {"action": "approve", "version": "x"},
        {"action": "approve", "version": "9" * 30}, {"action": "reject", "version": "1", "reason": "because"},
    ],
)  # fmt: skip
def test_broken_decisions_are_refused(data):
    assert not DecisionForm(data).is_valid()
