"""After the command the former key is not needed any more."""

import io

import pytest
from django.core.management import CommandError, call_command

from news.letters.models import Letter
from news.letters.posting import post

pytestmark = pytest.mark.django_db

FORMER, NEW, LOST = ("f" * 60, "n" * 60, "l" * 60)


def reseal() -> str:
    out = io.StringIO()
    call_command("reseal", stdout=out)
    return out.getvalue()


def posted(number: int) -> None:
    post("verify", f"verify:{number}", f"pembaca{number}@example.org", "Konfirmasi", f"Isi {number}")


def test_the_former_key_can_go(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = FORMER, []
    for number in range(205):
        posted(number)
    Letter.objects.filter(key="verify:7").update(to="", body="")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [FORMER]
    assert "letters.Letter (to, body, unsubscribe_url): 205 sealed anew, 0 shut" in reseal()
    settings.SECRET_KEY_FALLBACKS = []
    letters = {letter.key: (letter.to, letter.body) for letter in Letter.objects.all()}
    assert letters["verify:204"] == ("pembaca204@example.org", "Isi 204")
    assert letters["verify:7"] == ("", "")
    assert "205 sealed anew" in reseal(), "again does no harm"


def test_what_stays_shut_is_counted_and_left_as_it_is(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = LOST, []
    posted(1)
    settings.SECRET_KEY = FORMER
    posted(2)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [FORMER]
    with pytest.raises(CommandError, match="1 rows cannot be opened"):
        reseal()
    settings.SECRET_KEY_FALLBACKS = [LOST]
    assert {letter.body for letter in Letter.objects.all()} == {"Isi 1", "Isi 2"}
