"""What agencies' staff see and press at the desk, and who is kept out."""

import uuid

import pytest
from django.urls import reverse

from news.comments import answering, moderation, receiving
from news.comments.models import Comment, Referral
from news.directory.models import Membership
from tests.comments.conftest import logged_in
from tests.conftest import member, today

QUESTIONS = "/admin/comments/referral/"


@pytest.fixture
def asked(article, moderator) -> Comment:
    """A published question."""
    comment = receiving.receive(article, name="Rina", text="Apakah lansia juga dilayani?")
    return moderation.decide(comment, "approve", by=moderator, version=comment.version)


def refer(comment, agency, by) -> Referral:
    return answering.refer(comment, agency=agency, by=by, due_date=today())


def send(client, comment, agency, text="Ya, dilayani.", **fields):
    address = reverse("admin:comments_referral_reply", args=[comment.pk])
    return client.post(address, {"agency": agency.pk, "text": text, "token": uuid.uuid4()} | fields)


def test_staff_see_what_is_handed_to_their_agency(asked, agency, moderator, penulis):
    refer(asked, agency, moderator)
    page = logged_in(penulis).get(QUESTIONS).content.decode()
    assert asked.text in page
    assert "rina@example.org" not in page


def test_staff_of_another_agency_do_not(held, agency, other_agency, moderator):
    refer(held, agency, moderator)
    stranger = member("penulis2", "writer")
    Membership.objects.create(user=stranger, agency=other_agency)
    client = logged_in(stranger)
    assert held.text not in client.get(QUESTIONS).content.decode()
    assert client.get(reverse("admin:comments_referral_answer", args=[held.pk])).status_code == 404


@pytest.mark.parametrize("role", ["administrator"])
def test_others_are_kept_out(asked, role, request):
    client = logged_in(request.getfixturevalue(role))
    assert client.get(QUESTIONS).status_code == 403
    assert client.get(reverse("admin:comments_referral_answer", args=[asked.pk])).status_code == 403


def test_an_answer_is_published_with_one_press(asked, agency, moderator, penulis, pembaca):
    refer(asked, agency, moderator)
    client = logged_in(penulis)
    response = send(client, asked, agency)
    assert response.status_code == 303
    assert "Ya, dilayani." in pembaca.get(asked.article.get_absolute_url()).content.decode()
    assert agency.name in client.get(response["Location"]).content.decode()
    assert not Referral.objects.filter(closed_at=None).exists()


def test_a_complaint_is_led_to_the_channel_with_one_press(asked, agency, newsroom, penulis):
    newsroom.complaints_channel = "https://lapor.kota.example"
    newsroom.save(update_fields=["complaints_channel"])
    send(logged_in(penulis), asked, agency, text="", **{"with": "channel"})
    assert "https://lapor.kota.example" in Comment.objects.get(agency=agency).text


@pytest.mark.parametrize("text", ["", "x" * 4001])
def test_nothing_is_lost_when_an_answer_is_refused(asked, agency, penulis, text):
    response = send(logged_in(penulis), asked, agency, text=text)
    assert response.status_code == 422
    assert text in response.content.decode()
    assert not Comment.objects.filter(agency=agency).exists()


def test_hostile_words_are_words(asked, agency, penulis, pembaca):
    send(logged_in(penulis), asked, agency, text="<script>alert(1)</script>")
    page = pembaca.get(asked.article.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_unknown_comment_is_not_found(penulis):
    assert logged_in(penulis).post(reverse("admin:comments_referral_reply", args=[10**9]), {}).status_code == 404


def test_a_moderator_hands_over_from_the_queue(held, agency, moderator):
    address = reverse("admin:comments_comment_refer", args=[held.pk])
    client = logged_in(moderator)
    response = client.post(address, {"agency": agency.pk, "due_date": f"{today():%Y-%m-%d}", "note": "x"})
    assert response.status_code == 303
    assert agency.name in client.get("/admin/comments/comment/").content.decode()
    again = client.post(address, {"agency": agency.pk, "due_date": f"{today():%Y-%m-%d}"})
    assert again.status_code == 422
    assert client.post(address, {"agency": "x", "due_date": "kemarin"}).status_code == 422


def test_a_writer_does_not_hand_over(held, agency, penulis):
    address = reverse("admin:comments_comment_refer", args=[held.pk])
    assert logged_in(penulis).post(address, {"agency": agency.pk}).status_code == 403


def test_a_moderator_takes_back(held, agency, moderator):
    referral = refer(held, agency, moderator)
    response = logged_in(moderator).post(reverse("admin:comments_referral_take_back", args=[referral.pk]))
    assert response.status_code == 303
    referral.refresh_from_db()
    assert referral.closed_at


def test_what_readers_ask_below_own_releases_is_shown(asked, penulis):
    assert logged_in(penulis).get(QUESTIONS).content.decode().count(asked.text) == 1


def test_what_is_handed_over_is_shown_once(asked, agency, moderator, penulis):
    refer(asked, agency, moderator)
    assert logged_in(penulis).get(QUESTIONS).content.decode().count(asked.text) == 1


def test_queries_do_not_grow_with_the_questions(article, agency, moderator, redaktur, django_assert_max_num_queries):
    for number in range(6):
        comment = receiving.receive(article, name=f"Warga {number}", text=f"Pertanyaan {number}")
        refer(comment, agency, moderator)
    client = logged_in(redaktur)
    client.get(QUESTIONS)
    with django_assert_max_num_queries(16):
        client.get(QUESTIONS)
