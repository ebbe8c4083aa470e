"""What is learnt from decisions: bounded, silent until there is enough, honest about what it does not know."""

import pytest

from news.screening.bayes import Model, train


def decisions(count: int):
    for number in range(count):
        yield f"beli kacang murah nomor {number} sekarang", True
        yield f"jalan kami rusak pak nomor {number}", False


def test_it_learns_which_words_spam_uses():
    model = train(decisions(400))
    assert model.words["kacang"] > 2
    assert model.words["rusak"] < -2
    assert model.weight(" kacang murah beli ") == 3
    assert model.weight(" jaian rusak kami pak ") == -3
    assert model.weight(" kata yang beium pernah ada ") == 0


def test_it_is_tried_on_what_it_did_not_learn_from():
    model = train(decisions(400))
    assert model.holdout == {"tried": 160, "right": 160, "innocent_taken_for_spam": 0}
    assert model.spam_count + model.innocent_count == 640


@pytest.mark.parametrize(("spam", "innocent", "ready"), [(200, 200, True), (199, 5000, False), (5000, 199, False)])
def test_it_needs_two_hundred_decisions_of_each_kind(spam, innocent, ready):
    assert Model(spam, innocent).is_ready == ready


def test_it_adds_three_at_most_however_sure_it_is():
    model = Model(500, 500, dict.fromkeys("abcdefghij", 4.0))
    assert model.weight(" ".join("abcdefghij")) == 3


def test_words_that_hardly_anybody_used_say_nothing():
    assert "satu" not in train([("satu", True), ("dua", False)] * 2).words


def test_nothing_to_learn_from_is_no_error():
    assert train([]).holdout["tried"] == 0


def test_ever_new_words_do_not_fill_the_memory():
    model = train((" ".join(f"kata{number}x{each}" for each in range(50)), True) for number in range(6000))
    assert len(model.words) <= 5000
