"""The queue in the admin: who gets in, one press a decision, and two moderators who never overwrite each other."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from news.articles.lists import Place
from news.comments import moderation, receiving
from news.comments.models import Comment, Decision, Remark, Sanction, Sweep
from news.comments.senders import Sender
from news.comments.views.moderating import outcome_of

from .conftest import logged_in

QUEUE = "/admin/comments/comment/"


def decide_address(comment: Comment, query: str = "") -> str:
    return f"{QUEUE}{comment.pk}/decide/{query}"


@pytest.fixture
def browser(moderator) -> Client:
    return logged_in(moderator)


def waiting(article, count: int) -> list[Comment]:
    return [receiving.receive(article, name=f"Warga {number}", text=f"Isi {number}") for number in range(count)]


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
    assert main.count("csrfmiddlewaretoken") == main.count('method="post"')
    named = re.findall(r"<(?:button|summary)[^>]*>(.*?)</(?:button|summary)>", main, re.DOTALL)
    assert all(re.sub(r"<[^>]*>", "", words).strip() for words in named)


def test_text_is_shown_as_text(browser, article):
    receiving.receive(article, name="<i>Budi</i>", text="<script>alert(1)</script>\nbaris dua")
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
        with django_assert_max_num_queries(20) as queries:
            page = browser.get(address).content.decode()
        assert not any("COUNT(" in query["sql"].upper() for query in queries)
        assert re.search(r'data-count="held">50\+<', page)
        seen += re.findall(r'id="comment-(\d+)"', page)
        more = re.search(r'class="queue-more"\s+href="([^"]+)"', page)
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


# For the script: a card in place of a page


def fragment(browser: Client, address: str, data: dict) -> HttpResponse:
    return browser.post(address, data, headers={"X-Requested-With": "fragment"})


def test_a_script_gets_the_slip_that_takes_the_place_of_the_card(browser, held):
    answer = fragment(browser, decide_address(held, "?tab=held"), {"action": "approve", "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith("<article")
    assert "data-goes-on" in text
    assert f'data-outcome="{outcome_of(Comment.objects.get())}"' in text
    assert 'name="version" value="2"' in text
    answer = fragment(browser, decide_address(held, "?tab=held"), {"action": "undo", "version": 2})
    assert "data-goes-on" not in answer.content.decode()
    assert held.text in answer.content.decode()


def test_a_script_is_told_who_was_faster_in_place(browser, held, redaktur):
    moderation.decide(held, "approve", by=redaktur, version=1)
    answer = fragment(browser, decide_address(held), {"action": "spam", "version": 1})
    assert answer.status_code == 409
    assert re.search(r'data-problem="[^"]*redaktur', answer.content.decode())
    assert "<html" not in answer.content.decode()


def test_a_comment_that_its_author_changed_meanwhile_shows_the_new_text(browser, held):
    receiving.change(held, text="Apakah anak-anak juga dilayani?", version=1)
    for answer in (
        browser.post(decide_address(held), {"action": "approve", "version": 1}),
        fragment(browser, decide_address(held), {"action": "approve", "version": 1}),
    ):
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Apakah anak-anak juga dilayani?" in page
        assert 'name="version" value="2"' in page
    assert not Decision.objects.exists()


def test_a_rejection_without_its_words_opens_the_reasons_again(browser, held):
    answer = fragment(browser, decide_address(held), {"action": "reject", "version": 1, "reason": "other"})
    assert answer.status_code == 422
    assert re.search(r'class="act card-reject"\s+open', answer.content.decode())


def test_personal_data_is_masked_with_one_press(browser, article):
    comment = receiving.receive(article, name="Budi", text="Telepon saya di 0812-3456-7890 ya.")
    assert 'value="mask"' in browser.get(QUEUE).content.decode()
    answer = fragment(browser, decide_address(comment), {"action": "mask", "version": comment.version})
    assert answer.status_code == 200
    assert "0812-3456-7890" not in answer.content.decode()
    assert 'value="mask"' not in answer.content.decode()
    history = browser.get(f"{QUEUE}{comment.pk}/change/").content.decode()
    assert "0812-3456-7890" in history  # moderators can still read it, sealed as it is


# Several at once


def test_many_are_decided_at_once_and_undone_at_once(browser, article):
    comments = waiting(article, 4)
    chosen = [f"{comment.pk}:1" for comment in comments[:3]]
    answer = browser.post(f"{QUEUE}decide/?tab=held", {"chosen": chosen, "action": "reject", "reason": "off_topic"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sorted(Comment.objects.values_list("status", flat=True)) == ["held", "rejected", "rejected", "rejected"]
    assert set(Decision.objects.values_list("reason", flat=True)) == {"off_topic"}
    undo = re.findall(r'name="chosen" value="(\d+:2)"', page)
    assert len(undo) == 3
    answer = browser.post(f"{QUEUE}decide/?tab=held", {"chosen": undo, "action": "undo"})
    assert set(Comment.objects.values_list("status", flat=True)) == {"held"}
    assert not re.search(r'name="chosen" value="\d+:3"\s*>\s*<button', answer.content.decode())


def test_of_many_those_that_somebody_was_faster_with_are_listed_and_the_rest_is_done(browser, article, redaktur):
    first, second, third = waiting(article, 3)
    moderation.decide(second, "spam", by=redaktur, version=1)
    chosen = [f"{comment.pk}:1" for comment in (first, second, third)] + ["999999:1"]
    page = browser.post(f"{QUEUE}decide/", {"chosen": chosen, "action": "approve"}).content.decode()
    outcome = page[page.index('id="outcome"') :].split("</div>")[0]
    assert "redaktur" in outcome
    assert second.name in outcome
    assert third.name not in outcome
    statuses = dict(Comment.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "published", second.pk: "spam", third.pk: "published"}


@pytest.mark.parametrize(
    "data",
    [
        {}, {"action": "approve"}, {"chosen": ["x"], "action": "approve"}, {"chosen": ["1:1"], "action": "mask"},
        {"chosen": ["1:1"], "action": "reject"}, {"chosen": ["1:1"], "action": "reject", "reason": "other"},
        {"chosen": ["1" * 30 + ":1"], "action": "approve"}, {"chosen": ["1:1:1"], "action": "spam"},
    ],
)  # fmt: skip
def test_many_without_what_is_needed_are_left_alone(browser, held, data):
    assert browser.post(f"{QUEUE}decide/", data).status_code == 422
    assert not Decision.objects.exists()
    assert browser.get(f"{QUEUE}decide/?tab=spam")["Location"] == f"{QUEUE}?tab=spam"


# Remarks, bans, everything by an author


def test_a_remark_is_for_colleagues_only(browser, held, pembaca):
    answer = fragment(browser, f"{QUEUE}{held.pk}/remark/", {"text": "Tanya <Dinkes>"})
    assert "Tanya &lt;Dinkes&gt;" in answer.content.decode()
    moderation.decide(held, "approve", by=Remark.objects.get().by, version=1)
    assert "Dinkes&gt;" not in pembaca.get(held.article.get_absolute_url()).content.decode()
    assert browser.post(f"{QUEUE}{held.pk}/remark/", {"text": " "}).status_code == 422
    answer = browser.post(f"{QUEUE}{held.pk}/remark/?tab=published", {"text": "Kedua"})
    assert (answer.status_code, Remark.objects.count()) == (303, 2)


def test_a_ban_from_the_card_names_whom_and_why_and_is_lifted_in_the_list(browser, held):
    data = {"whom": ["author"], "days": "7", "reason": "Mengancam petugas"}
    answer = fragment(browser, f"{QUEUE}{held.pk}/ban/", data)
    assert answer.status_code == 200
    ban = Sanction.objects.get()
    assert (ban.kind, ban.value, ban.comment) == ("author", held.email_hash, held)
    page = browser.get(f"{QUEUE}bans/").content.decode()
    for needed in ("Mengancam petugas", held.name, f"{QUEUE}bans/{ban.pk}/lift/"):
        assert needed in page
    assert held.email_hash not in page
    assert browser.post(f"{QUEUE}bans/{ban.pk}/lift/").status_code == 303
    ban.refresh_from_db()
    assert ban.lifted_at
    assert f"{QUEUE}bans/{ban.pk}/lift/" not in browser.get(f"{QUEUE}bans/").content.decode()
    held.refresh_from_db()
    assert held.status == "held"  # a ban changes nothing that was written before


def test_a_ban_can_take_their_held_comments_along(browser, article):
    sender = Sender(email="iklan@example.org")
    comments = [receiving.receive(article, name="Iklan", text=f"Isi ke-{n}", sender=sender) for n in range(3)]
    data = {"whom": ["author"], "days": "1", "reason": "Iklan", "held_too": "on"}
    answer = fragment(browser, f"{QUEUE}{comments[0].pk}/ban/", data)
    assert "data-goes-on" in answer.content.decode()
    assert set(Comment.objects.values_list("status", flat=True)) == {"spam"}
    assert Decision.objects.count() == 3


@pytest.mark.parametrize(
    "data",
    [
        {}, {"whom": ["author"], "days": "7"}, {"whom": ["author"], "days": "8", "reason": "x"},
        {"whom": ["network"], "days": "7", "reason": "x"}, {"whom": ["domain:lain.com"], "days": "7", "reason": "x"},
        {"days": "7", "reason": "x"},
    ],
)  # fmt: skip
def test_an_incomplete_ban_is_refused_and_its_panel_stays_open(browser, held, data):
    answer = fragment(browser, f"{QUEUE}{held.pk}/ban/", data)
    assert answer.status_code == 422
    assert re.search(r'class="act card-ban"\s+open', answer.content.decode())
    assert not Sanction.objects.exists()


@pytest.mark.parametrize(
    ("domain", "status"), [("https://promo-kilat.com/a?b", 303), ("gmail.com", 422), ("bukan domain", 422)]
)
def test_a_domain_is_banned_by_hand(browser, newsroom, domain, status):
    data = {"domain": domain, "days": "365", "reason": "Penipuan"}
    answer = browser.post(f"{QUEUE}bans/", data)
    assert answer.status_code == status
    assert list(Sanction.objects.values_list("value", flat=True)) == (["promo-kilat.com"] if status == 303 else [])
    if status == 422:
        assert "Penipuan" in answer.content.decode()


def test_everything_by_an_author_is_rejected_and_its_progress_told(browser, article):
    sender = Sender(email="kasar@example.org")
    comments = [receiving.receive(article, name="Kasar", text=f"Isi ke-{n}", sender=sender) for n in range(3)]
    other = receiving.receive(article, name="Lain", text="Isi lain")
    page = browser.get(f"{QUEUE}?author={comments[0].pk}").content.decode()
    assert all(comment.text in page for comment in comments)
    assert other.text not in page
    address = f"{QUEUE}{comments[0].pk}/sweep/?author={comments[0].pk}"
    assert browser.post(address, {"action": "reject"}).status_code == 422
    answer = browser.post(address, {"action": "reject", "reason": "harassment"})
    assert answer["Location"] == f"{QUEUE}?author={comments[0].pk}"
    assert sorted(Comment.objects.values_list("status", flat=True)) == ["held", "rejected", "rejected", "rejected"]
    sweep = Sweep.objects.get()
    assert (sweep.decided, bool(sweep.finished_at)) == (3, True)
    found = browser.get(f"{QUEUE}counts/?sweep={sweep.pk}").json()
    assert "3" in found["sweep"]
    page = browser.get(answer["Location"]).content.decode()
    assert found["sweep"] in page
    undo = f"{QUEUE}sweeps/{sweep.pk}/undo/"
    assert undo in page
    assert browser.post(undo)["Location"] == answer["Location"]
    assert set(Comment.objects.values_list("status", flat=True)) == {"held"}
    assert undo not in browser.get(answer["Location"]).content.decode()
    assert browser.post(undo).status_code == 303  # pressed twice


@pytest.mark.parametrize("query", ["author=0", "author=x", "author=999999999", "author="])
def test_the_author_of_a_comment_that_is_not_there_is_not_found(browser, held, query):
    assert browser.get(f"{QUEUE}?{query}").status_code == 404


# What lives on the page


def test_counts_are_told_and_kept_by_nobody(browser, article):
    waiting(article, 2)
    since = Place(Comment.objects.order_by("pk").first().created_at, 0)
    answer = browser.get(f"{QUEUE}counts/?since={since}")
    assert "no-store" in answer["Cache-Control"]
    found = answer.json()
    assert (found["held"], found["reported"], found["new"]) == ("2", "0", "1")
    assert found["words"]
    assert "words" not in browser.get(f"{QUEUE}counts/?since=x&sweep=x").json()


def test_the_keys_are_switched_off_for_one_moderator_and_stay_so(browser, held, redaktur):
    assert 'data-keys="on"' in browser.get(QUEUE).content.decode()
    assert fragment(browser, f"{QUEUE}keys/", {}).status_code == 204
    assert 'data-keys="off"' in browser.get(QUEUE).content.decode()
    assert 'data-keys="on"' in logged_in(redaktur).get(QUEUE).content.decode()
    assert browser.post(f"{QUEUE}keys/", {"keys": "on"}).status_code == 303
    assert 'data-keys="on"' in browser.get(QUEUE).content.decode()


@pytest.mark.parametrize("who", ["penulis", "administrator"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "counts/"), ("post", "keys/"), ("get", "bans/"), ("post", "bans/1/lift/"),
        ("post", "sweeps/1/stop/"), ("post", "sweeps/1/undo/"), ("post", "decide/"), ("post", "{pk}/remark/"),
        ("post", "{pk}/ban/"), ("post", "{pk}/sweep/"), ("get", "{pk}/change/"), ("get", "?author={pk}"),
    ],
)  # fmt: skip
def test_who_may_not_moderate_gets_at_nothing_of_it(request, held, who, method, path):
    browser = logged_in(request.getfixturevalue(who))
    assert getattr(browser, method)(QUEUE + path.format(pk=held.pk)).status_code == 403
    assert not Sanction.objects.exists()


def test_the_history_is_read_only_and_tells_all(browser, held, moderator, redaktur):
    Remark.objects.create(comment=held, by=redaktur, text="Ditanyakan ke Dinkes")
    moderation.decide(held, "reject", by=moderator, version=1, reason="insult")
    page = browser.get(f"{QUEUE}{held.pk}/change/").content.decode()
    main = page[page.index('id="content-main"') : page.index("data-open-keys")].rsplit("<button", 1)[0]
    assert "Ditanyakan ke Dinkes" in main
    assert "<button" not in main
    assert browser.get(f"{QUEUE}999999/change/").status_code == 404
    assert browser.get(f"{QUEUE}x/change/").status_code == 404
