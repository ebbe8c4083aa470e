"""Ways to pass a page on, as plain links: nothing of another house is loaded to offer them."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


class Way(NamedTuple):
    """One way to share: its name for the reader, and the address."""

    name: str
    url: str


def ways(headline: str, url: str) -> list[Way]:
    """Return the ways to share the page at the absolute ``url``, the city's most used first."""
    return [
        Way("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{headline} {url}'}, quote_via=quote)}"),
        Way("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"),
        Way("X", f"https://x.com/intent/post?{urlencode({'text': headline, 'url': url}, quote_via=quote)}"),
        Way("Telegram", f"https://t.me/share/url?{urlencode({'url': url, 'text': headline}, quote_via=quote)}"),
        Way(_("E-mail"), f"mailto:?{urlencode({'subject': headline, 'body': url}, quote_via=quote)}"),
    ]
