"""All that the desk says about a release before it goes out: the rules, and advice that never stops anything.

It takes a manuscript, so that what is only typed is checked as well; it writes nothing and asks no other machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Manager
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.directory.models import Agency, AgencyName, Official
from news.richtext import plain
from news.screening import rules as screening
from news.screening.models import WordRule
from news.screening.normalising import MOST, normalise

from . import advice, citizens, contact_details
from .manuscript import Manuscript
from .models import Article, Edition, Section, Tag
from .rules import Finding, findings_of

MOST_NAMES = 5000  # of the directory; a city has fewer
MOST_LINKS = 100
MOST_OF_A_KIND = 10
_GAMBLING = frozenset({WordRule.Kind.BRAND, WordRule.Kind.SUSPECT})
_BY_SLUG: dict[str, Manager[Any]] = {
    "section": Section.objects,
    "topic": Tag._default_manager,
    "agency": Agency.objects,
    "official": Official.objects,
}


def checks(manuscript: Manuscript) -> list[Finding]:
    """Return everything to mend and to look at, blocking findings first; seven queries at most."""
    return [
        *findings_of(manuscript),
        *_headline(manuscript),
        *_sentences(manuscript),
        *_citizens(manuscript),
        *_quotes(manuscript),
        *_alternatives(manuscript),
        *_names(manuscript),
        *_links(manuscript),
        *_gambling(manuscript),
    ]


def _advise(field: str, code: str, message: str, row: int | None = None, part: str = "") -> Finding:
    return Finding(field, code, message, False, row, part)


def _headline(manuscript: Manuscript) -> Iterator[Finding]:
    headline = manuscript.edition.headline
    if advice.is_all_capitals(headline):
        yield _advise("headline", "headline-shouts", _("The headline is in capital letters: write it as a sentence."))
    if advice.is_too_long(headline):
        message = _("The headline has %(length)s characters; search engines cut it off after %(most)s.") % {
            "length": len(headline),
            "most": advice.HEADLINE_LENGTH,
        }
        yield _advise("headline", "headline-long", message)


def _sentences(manuscript: Manuscript) -> Iterator[Finding]:
    edition = manuscript.edition
    texts = (("lead", edition.lead), ("citizen_what", edition.citizen_what), ("body", plain(edition.body)))
    for field, text in texts:
        for sentence, count in advice.long_sentences(text)[:MOST_OF_A_KIND]:
            message = ngettext(
                "A sentence of %(count)s word is long: “%(begins)s …”",
                "A sentence of %(count)s words is long: “%(begins)s …”",
                count,
            ) % {"count": count, "begins": " ".join(sentence.split()[:6])}
            yield _advise(field, "sentence-long", message)


def _citizens(manuscript: Manuscript) -> Iterator[Finding]:
    edition = manuscript.edition
    if edition.article.kind in {Article.Kind.ADVISORY, Article.Kind.ANNOUNCEMENT} and not citizens.is_told(edition):
        message = _("Nothing tells citizens what it means for them: what, where, when, and whom to contact.")
        yield _advise("citizen_what", "citizens-not-told", message)
    for written in contact_details.malformed(edition.citizen_contact)[:MOST_OF_A_KIND]:
        message = _("“%(written)s” cannot be called or written to: does a digit or a letter lack?")
        yield _advise("citizen_contact", "contact-malformed", message % {"written": written[:40]})


def _quotes(manuscript: Manuscript) -> Iterator[Finding]:
    if not plain(manuscript.edition.body) or manuscript.quotes or advice.quotes_somebody(manuscript.words):
        return
    yield _advise("quotes", "quote-missing", _("Nobody is quoted: let an official say it in their own words."))


def _alternatives(manuscript: Manuscript) -> Iterator[Finding]:
    for index, row in enumerate(manuscript.captions):
        number, alt = manuscript.form_row("captions", index), row.photo.alt
        if advice.is_file_name(alt):
            message = _("The alternative text of photo %(position)s is the name of a file: say what is seen.")
            yield _advise("captions", "alt-is-file", message % {"position": index + 1}, number)
        elif advice.repeats_caption(alt, row.caption):
            message = _("The alternative text of photo %(position)s repeats its caption: say what is seen.")
            yield _advise("captions", "alt-is-caption", message % {"position": index + 1}, number, "caption")


def _names(manuscript: Manuscript) -> Iterator[Finding]:
    edition = manuscript.edition
    places: list[tuple[str, str, int | None, str]] = [
        *(("headline", edition.headline, None, ""), ("subheadline", edition.subheadline, None, "")),
        *(("lead", edition.lead, None, ""), ("body", plain(edition.body), None, "")),
        *((name, getattr(edition, name), None, "") for name in Edition.CITIZEN_FIELDS),
    ]
    for index, caption in enumerate(manuscript.captions):
        places.append(("captions", caption.caption, manuscript.form_row("captions", index), "caption"))
    for index, quote in enumerate(manuscript.quotes):
        places.append(("quotes", quote.speaker, manuscript.form_row("quotes", index), "speaker"))
    if not any(text.strip() for _field, text, _row, _part in places):
        return
    names, told = advice.Names(_directory()), set[str]()
    for field, text, row, part in places:
        for slip in names.slips(text, most=MOST_OF_A_KIND):
            if slip.written not in told:
                told.add(slip.written)
                message = _("“%(written)s”: do you mean %(meant)s?") % {"written": slip.written, "meant": slip.meant}
                yield _advise(field, "name-slip", message, row, part)


def _directory() -> list[str]:
    """Return the names of officials and agencies as they may be spelled, former ones too; three queries."""
    names: list[str] = []
    for name, aliases in Official.objects.values_list("name", "aliases").order_by("-pk")[:MOST_NAMES]:
        names += [name, *aliases.split("\n")]
    agencies = Agency.objects.values_list("name", "short_name", "next_name").order_by("pk")[:MOST_NAMES]
    formerly = AgencyName.objects.values_list("name", "short_name").order_by("-pk")[:MOST_NAMES]
    for row in (*agencies, *formerly):
        names += [name for name in row if name]
        head = row[0].replace(" Kabupaten ", " Kota ").partition(" Kota ")[0]
        names.append(head)  # "Dinas Kesehatan", as it is called within the city
    return names


def _links(manuscript: Manuscript) -> Iterator[Finding]:
    found = dict.fromkeys(advice.links(manuscript.edition.body))
    inner: list[tuple[str, str, str]] = []
    for address, words in list(found)[:MOST_LINKS]:
        if advice.is_malformed(address):
            yield _advise(
                "body", "link-malformed", _link(_("The link “%(words)s” leads nowhere: %(address)s"), address, words)
            )
        elif path := _own_path(address):
            inner.append((path, address, words))
    if not inner:
        return
    slugs = {path.strip("/").rsplit("/", 1)[-1] for path, _address, _words in inner}
    articles = {article.slug: article for article in Article.objects.filter(slug__in=slugs)}
    live = set(Edition.objects.live().filter(article__in=articles.values()).values_list("article__slug", flat=True))
    for path, address, words in inner:
        if message := _dead(path, articles, live):
            yield _advise("body", "link-dead", _link(message, address, words))


def _link(message: str, address: str, words: str) -> str:
    return message % {"words": words or address, "address": address}


def _own_path(address: str) -> str:
    """Return the path of an address on this site; empty for one elsewhere or within the page."""
    parts, base = urlsplit(address), urlsplit(settings.BASE_URL)
    is_own = parts.netloc == base.netloc if parts.netloc else parts.path.startswith("/")
    return unquote(parts.path) or "/" if is_own and (not parts.scheme or parts.scheme in {"http", "https"}) else ""


def _dead(path: str, articles: dict[str | None, Article], live: set[str | None]) -> str:
    """Return what is wrong with a path of this site, as a message; empty if a stranger finds something there."""
    nothing = _("The link “%(words)s” leads to a page that is not there: %(address)s")
    try:
        match = resolve(path)
    except Resolver404:
        return nothing
    slug = match.kwargs.get("slug")
    if match.url_name == "release":
        article = articles.get(slug)
        if article is None:
            return nothing
        if article.withdrawn_at:
            return _("The link “%(words)s” leads to a release that was withdrawn: %(address)s")
        return "" if slug in live else _("The link “%(words)s” leads to a release that is not live: %(address)s")
    if match.namespaces and match.namespaces[0] == "admin":
        return _("The link “%(words)s” leads to the desk, which readers cannot open: %(address)s")
    rows = _BY_SLUG.get(match.url_name or "")
    return nothing if rows is not None and slug and not rows.filter(slug=slug).exists() else ""


def _gambling(manuscript: Manuscript) -> Iterator[Finding]:
    """Tell of words as gambling sites and their advertisements use them: a sign that somebody broke in."""
    edition, rules = manuscript.edition, screening.current()
    for field, text in (
        ("headline", edition.headline),
        ("lead", edition.lead),
        *((name, getattr(edition, name)) for name in Edition.CITIZEN_FIELDS),
        ("body", f"{plain(edition.body)}\n{' '.join(address for address, _words in advice.links(edition.body))}"),
    ):
        hits = rules.hits(normalise(text[:MOST])) if text.strip() else []
        phrases = dict.fromkeys(hit.rule.phrase.strip("*+#") for hit in hits if hit.rule.kind in _GAMBLING)
        if phrases:
            told = ", ".join(f"“{phrase}”" for phrase in list(phrases)[:MOST_OF_A_KIND])
            message = _("Words of gambling advertisements: %(phrases)s. Are they meant?") % {"phrases": told}
            yield _advise(field, "gambling", message)
