"""Share links carry the headline whole, whatever it holds."""

from urllib.parse import parse_qs, urlsplit

from news.pages.sharing import ways

URL = "https://warta.example/2026/03/11/a/"
HEADLINE = 'Harga cabai & bawang: naik 100%? "Tidak" #pasar + kios'


def test_whatsapp_comes_first_and_each_way_carries_headline_and_address():
    found = ways(HEADLINE, URL)
    assert [way.name for way in found][:4] == ["WhatsApp", "Facebook", "X", "Telegram"]
    queries = [parse_qs(urlsplit(way.url).query) for way in found]
    assert queries[0] == {"text": [f"{HEADLINE} {URL}"]}
    assert queries[1] == {"u": [URL]}
    assert queries[2] == queries[3] == {"text": [HEADLINE], "url": [URL]}
    assert queries[4] == {"subject": [HEADLINE], "body": [URL]}


def test_spaces_are_not_plus_signs_which_mail_programs_would_show():
    assert all("+" not in way.url for way in ways("dua kata", URL))
