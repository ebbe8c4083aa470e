"""The queue in the admin: who gets in, one press a decision, and two moderators who never overwrite each other."""

import re

import pytest
from django.test import Client

from news.comments import moderation
from news.comments.models import Comment, Decision

from .conftest import logged_in

QUEUE = "/admin/comments/comment/"


def decide_address(comment: Comment, query: str = "") -> str:
    return f"{QUEUE}{comment.pk}/decide/{query}"


@pytest.fixture
def browser(moderator) -> Client:
    return logged_in(moderator)


def waiting(article, count: int) -> list[Comment]:
    return [moderation.receive(article, name=f"Warga {number}", text=f"Isi {number}") for number in range(count)]


# Who gets in


@pytest.mark.parametrize("who", ["redaktur", "penerbit", "moderator"])
def test_those_who_moderate_see_the_queue_and_decide(request, held, who):
    browser = logged_in(request.getfixturevalue(who))
    assert held.text in browser.get(QUEUE).content.decode()
    assert browser.get(f"{QUEUE}{held.pk}/change/").status_code == 200
    assert QUEUE in browser.get("/admin/").content.decode()
    assert browser.post(decide_address(held), {"action": "approve", "version": 1}).status_code == 303
    assert Decision.objects.get().by.username == who


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_writers_and_administrators_get_nowhere(request, held, who):
    browser = logged_in(request.getfixturevalue(who))
    for address in (QUEUE, f"{QUEUE}?tab=mine", decide_address(held)):
        assert browser.get(address).status_code == 403
    assert browser.get(f"{QUEUE}{held.pk}/change/").status_code == 403
    assert browser.post(decide_address(held), {"action": "approve", "version": 1}).status_code == 403
    assert QUEUE not in browser.get("/admin/").content.decode()
    assert not Decision.objects.exists()


def test_strangers_are_sent_to_log_in(pembaca, held):
    for answer in (pembaca.get(QUEUE), pembaca.post(decide_address(held), {"action": "approve", "version": 1})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
    assert not Decision.objects.exists()


def test_a_decision_needs_a_token_of_the_form(moderator, held):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)
    assert browser.post(decide_address(held), {"action": "approve", "version": 1}).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nobody_adds_or_deletes_a_comment_by_hand(browser, held, path):
    address = QUEUE + path.format(pk=held.pk)
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"post": "yes"}).status_code == 403
    assert Comment.objects.count() == 1


def test_one_comment_is_shown_with_its_decisions_and_cannot_be_changed(browser, held, moderator):
    moderation.decide(held, "reject", by=moderator, version=1, reason="insult", note="Kasar sekali")
    address = f"{QUEUE}{held.pk}/change/"
    page = browser.get(address).content.decode()
    assert held.text in page
    for needed in ("Kasar sekali", "WIB", held.article.get_absolute_url(), "Vaksinasi gratis di puskesmas"):
        assert needed in page
    assert held.email not in page
    assert 'name="_save"' not in page
    assert browser.post(address, {"text": "Lain"}).status_code == 403
    held.refresh_from_db()
    assert held.text != "Lain"


# The page


def test_the_card_shows_all_that_is_needed(browser, held, article):
    page = browser.get(QUEUE).content.decode()
    for needed in ("Rina", held.text, "WIB", article.get_absolute_url(), "Vaksinasi gratis di puskesmas"):
        assert needed in page
    assert held.email not in page


def test_every_control_has_a_name_and_nothing_is_inline(browser, held):
    page = browser.get(QUEUE).content.decode()
    main = page[page.index('id="content-main"') :]
    assert " style=" not in main
    assert "<script" not in main
    assert not re.search(r"\son\w+=", main)
    assert re.search(r"<label>[^<]+<select name=\"reason\" required>", main)
    assert main.count("csrfmiddlewaretoken") == 3


def test_text_is_shown_as_text(browser, article):
    moderation.receive(article, name="<i>Budi</i>", text="<script>alert(1)</script>\nbaris dua")
    page = browser.get(QUEUE).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>baris dua" in page
    assert "<i>Budi</i>" not in page


def test_tabs_hold_what_they_say(browser, held, moderator):
    moderation.decide(held, "spam", by=moderator, version=1)
    for tab, is_there in {"held": False, "published": False, "rejected": False, "spam": True, "mine": True}.items():
        assert (held.text in browser.get(f"{QUEUE}?tab={tab}").content.decode()) is is_there


@pytest.mark.parametrize("query", ["tab=x", "tab=", "after=x", "after=1-" + "9" * 40, "tab=%00"])
def test_odd_parameters_are_not_found(browser, held, query):
    assert browser.get(f"{QUEUE}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["at=x", "done=x", "done=" + "9" * 40, "done=999999999", "done=-1", "at=%00"])
def test_odd_signposts_are_ignored(browser, held, query):
    assert browser.get(f"{QUEUE}?{query}").status_code == 200


def test_pages_follow_each_other_and_nothing_is_counted(browser, article, django_assert_max_num_queries):
    waiting(article, 60)
    seen: list[str] = []
    address = QUEUE
    while address:
        with django_assert_max_num_queries(14) as queries:
            page = browser.get(address).content.decode()
        assert not any("COUNT(" in query["sql"].upper() for query in queries)
        assert "(50+)" in page
        seen += re.findall(r'id="comment-(\d+)"', page)
        more = re.search(r'class="queue-more" href="([^"]+)"', page)
        address = QUEUE + more[1].replace("&amp;", "&") if more else ""
    assert seen == [str(pk) for pk in Comment.objects.order_by("created_at", "pk").values_list("pk", flat=True)]


# Deciding


def test_after_a_decision_the_next_comment_is_at_hand(browser, article):
    first, second, _third = waiting(article, 3)
    answer = browser.post(decide_address(first, "?tab=held"), {"action": "approve", "version": 1})
    assert answer.status_code == 303
    assert answer["Location"] == f"{QUEUE}?tab=held&done={first.pk}&at={second.pk}#comment-{second.pk}"
    page = browser.get(answer["Location"]).content.decode()
    outcome = page[page.index('id="outcome"') :].split("</div>")[0]
    assert first.name in outcome
    assert 'role="status"' in outcome
    assert page.index("<title>") < page.index(first.name) < page.index("</title>")
    card = page[page.index(f'id="comment-{second.pk}"') :]
    assert 'aria-describedby="outcome"' in card[: card.index(">")]
    assert f'id="comment-{first.pk}"' not in page


def test_what_was_just_decided_can_be_undone_there(browser, held):
    answer = browser.post(decide_address(held), {"action": "spam", "version": 1})
    page = browser.get(answer["Location"]).content.decode()
    undo = page[page.index("queue-undo") :].split("</form>")[0]
    assert 'name="version" value="2"' in undo
    answer = browser.post(decide_address(held), {"action": "undo", "version": 2})
    assert answer["Location"].endswith(f"#comment-{held.pk}")
    held.refresh_from_db()
    assert (held.status, held.version) == ("held", 3)


def test_a_rejection_keeps_its_reason_and_note(browser, held):
    browser.post(decide_address(held), {"action": "reject", "version": 1, "reason": "other", "note": "Di luar <topik>"})
    decision = Decision.objects.get()
    assert (decision.reason, decision.note) == ("other", "Di luar <topik>")
    assert "Di luar &lt;topik&gt;" in browser.get(f"{QUEUE}?tab=rejected").content.decode()


def test_whoever_is_slower_learns_who_was_faster_and_loses_nothing(browser, held, redaktur):
    moderation.decide(held, "approve", by=redaktur, version=1)
    data = {"action": "reject", "version": 1, "reason": "insult", "note": "Kata-kata kasar"}
    answer = browser.post(decide_address(held, "?tab=held"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "redaktur" in page[page.index('id="outcome"') :].split("</div>")[0]
    assert 'role="alert"' in page
    assert held.text in page
    assert 'value="Kata-kata kasar"' in page
    assert '<option value="insult" selected>' in page
    held.refresh_from_db()
    assert (held.status, Decision.objects.count()) == ("published", 1)
    # The card states the new version: pressed again, the decision is taken knowingly.
    assert browser.post(decide_address(held), data | {"version": 2}).status_code == 303
    held.refresh_from_db()
    assert held.status == "rejected"


def test_the_same_decision_twice_is_one(browser, held):
    for _ in range(2):
        assert browser.post(decide_address(held), {"action": "approve", "version": 1}).status_code == 303
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {}, {"action": "approve"}, {"action": "approve", "version": "x"}, {"action": "delete", "version": 1},
        {"action": "reject", "version": 1}, {"action": "reject", "version": 1, "reason": "other"},
        {"action": "reject", "version": 1, "reason": "because"}, {"action": "undo", "version": 1},
        {"action": "approve", "version": "9" * 30},
    ],
)  # fmt: skip
def test_an_incomplete_decision_says_so_and_keeps_the_note(browser, held, data):
    answer = browser.post(decide_address(held), data | {"note": "" if data.get("reason") == "other" else "Catatan"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert held.text in page
    assert ('value="Catatan"' in page) is (data.get("reason") != "other")
    assert not Decision.objects.exists()


def test_a_comment_that_is_not_there_is_not_found(browser, held):
    for pk in (held.pk + 1, 10**30):
        assert browser.post(f"{QUEUE}{pk}/decide/", {"action": "approve", "version": 1}).status_code == 404


def test_a_decision_in_a_queue_that_is_not_there_is_not_taken(browser, held):
    assert browser.post(decide_address(held, "?tab=x"), {"action": "approve", "version": 1}).status_code == 404
    assert not Decision.objects.exists()


def test_a_reload_of_a_refused_decision_goes_back_to_the_queue(browser, held):
    answer = browser.get(decide_address(held, "?tab=spam"))
    assert (answer.status_code, answer["Location"]) == (302, f"{QUEUE}?tab=spam")
