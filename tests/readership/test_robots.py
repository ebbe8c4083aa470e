"""Programs that say what they are, and browsers."""

import pytest

from news.readership.robots import is_program
from tests.readership.conftest import BROWSER


@pytest.mark.parametrize(
    "agent",
    [
        "", "-", "  ", "Mozilla/5.0", "curl/8.5.0", "Wget/1.21", "python-requests/2.32", "Go-http-client/2.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116 Safari/537.36",
        "Mozilla/5.0 (compatible; YandexBot/3.0)", "Twitterbot/1.0", "TelegramBot (like TwitterBot)",
        "WhatsApp/2.23.20.0 A", "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0 Safari/537.36", "Warta-receipt/1.0",
        "Mozilla/5.0 (Linux) Chrome/126 Safari/537.36 Chrome-Lighthouse", "GPTBot", "ClaudeBot/1.0", "Feedly/1.0",
    ],
)  # fmt: skip
def test_a_program_is_known(agent):
    assert is_program(agent)


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (Linux; Android 9; CUBOT P30) AppleWebKit/537.36 Chrome/100.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; cubot) Chrome/100.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; SM-A145F) Chrome/126 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0]",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS; Opera Mobi/23.348/2.12.423; U; id) Presto/2.5.25",
        "Lynx/2.9.0dev.12 libwww-FM/2.14", "Mozilla/5.0 (Abbott) Chrome/126",
    ],
)  # fmt: skip
def test_a_browser_is_not(agent):
    assert not is_program(agent)
