"""Tell programs from people, as far as a program says what it is."""

import re

# "CUBOT" is a maker of telephones. Of links in chats, the first to read is the chat: it shows its card.
_PROGRAMS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|archiv|monitor|uptime|pingdom|lighthouse|headless|preview|scrap|fetch"
    r"|facebookexternalhit|^whatsapp/|^facebookcatalog|embedly|feed|rss|validator|^warta"
    r"|curl|wget|python|java/|okhttp|httpclient|http-client|go-http|axios|node|ruby|perl|php|powershell|postman"
    r"|apachebench|\bab/|\bhey/|\bwrk\b|^mozilla/\d\.\d$|^-?$",
    re.IGNORECASE,
)
_LONGEST = 400  # of a hostile one no more is looked at


def is_program(user_agent: str) -> bool:
    """Say whether ``User-Agent`` (RFC 9110, 10.1.5) is, plainly, no reader's browser; an empty one is none."""
    return bool(_PROGRAMS.search(user_agent[:_LONGEST].strip()))
