"""What screening tries its rules on, and learns from."""

from news.comments import moderation, receiving, samples
from news.comments.models import Comment
from news.comments.senders import Sender
from news.screening.samples import Sample
from news.screening.samples import decided as decided_there
from news.screening.samples import newest as newest_there
from news.screening.weighing import Signal
from tests.conftest import NOON


def receive(article, text: str, **more) -> Comment:
    return receiving.receive(article, name="Rina", text=text, now=NOON, **more)


def test_the_newest_come_first_with_what_is_not_of_their_words(article):
    receive(article, "Pertama")
    receive(article, "Lihat contoh.com/a", sender=Sender(proof="", seconds=60))
    first, second = samples.newest(10)
    assert second == Sample("Pertama", "Rina")
    assert first.others == (Signal("link_by_newcomer", 1), Signal("no_proof", 0))
    assert [sample.text for sample in newest_there(1)] == ["Lihat contoh.com/a"]


def test_what_was_erased_or_is_an_agencys_is_no_sample(article, agency, moderator):
    receive(article, "Terhapus")
    Comment.objects.update(text="", erased_at=NOON)
    Comment.objects.create(article=article, name="Dinkes", text="Jawaban", agency=agency, by=moderator)
    assert list(samples.newest(10)) == []


def test_decisions_that_stand_are_learnt_from(article, moderator):
    def decide(text: str, action: str, reason: str = "") -> Comment:
        return moderation.decide(receive(article, text), action, by=moderator, version=1, reason=reason)

    decide("Bagus", "approve")
    decide("Promo", "spam")
    decide("Iklan", "reject", "advertising")
    decide("Kasar", "reject", "insult")
    moderation.undo(decide("Keliru", "spam"), by=moderator)
    changed = decide("Berubah", "approve")
    moderation.decide(changed, "spam", by=moderator, version=2)
    receive(article, "Menunggu")
    expected = [("Bagus", False), ("Promo", True), ("Iklan", True), ("Berubah", True)]
    assert list(samples.decided()) == list(decided_there()) == expected
