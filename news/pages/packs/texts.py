"""Write a release as plain text: short for WhatsApp, whole for an editor, and what each photo shows."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.articles import citizens
from news.articles.models import Article, PhotoCaption, Quote
from news.directory.models import Agency
from news.feeds.contents import absolute
from news.newsroom.models import Newsroom
from news.newsroom.moments import zone_label
from news.richtext import plain

from ..releases import Release

WHATSAPP_LENGTH = 700
"""Characters, at most: what a phone shows of a message before “Read more”."""
WHATSAPP_LEAD = 130
"""Characters that are left to the lead there, however much citizens are told."""
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ITEM, _END_OF_ITEM = re.compile(r"<li>(?:<p>)?"), re.compile(r"</p></li>")
_END_OF_BLOCK = re.compile("|".join(f"(?<=</{name}>)" for name in ("p", "ul", "ol", "h2", "h3")))


def address_of(article: Article) -> str:
    """Return the absolute address of the page of ``article``."""
    return absolute(article.get_absolute_url())


def check_address(article: Article) -> str:
    """Return the absolute address where anybody can check whether ``article`` is ours; it opens with its number."""
    query = f"?{urlencode({'teks': article.number}, safe='/')}" if article.number else ""
    return absolute(f"{reverse('authenticity')}{query}")


def file_name(article: Article, end: str) -> str:
    """Return the name under which a file of ``article`` is saved, safe on every system: number, slug and ``end``."""
    number = slugify((article.number or "").replace("/", "-"))
    return f"{'-'.join(filter(None, (number, short_slug(article, 80))))}{end}"


def short_slug(article: Article, most: int) -> str:
    """Return the slug of ``article`` in at most so many characters, whole words if it has any."""
    slug = article.slug or ""
    return slug if len(slug) <= most else slug[: most + 1].rsplit("-", 1)[0][:most]


def day(value: datetime.date | None) -> str:
    """Write a date in the active language, such as ``Rabu, 11 Maret 2026``; empty for None."""
    return formats.date_format(value, "l, j F Y") if value else ""


def moment(value: datetime.datetime | None) -> str:
    """Write an aware moment in the active language and zone, such as ``Rabu, 11 Maret 2026, 12.00 WIB``."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local)}, {formats.date_format(local, 'H.i')} {zone_label()}"


def whatsapp(release: Release, newsroom: Newsroom) -> str:
    """Return ``release`` as a message for WhatsApp, in whose marks a headline between stars is bold.

    The headline, the lead as far as there is room, what it means for citizens in short, who says it, the number, and
    the address where the rest stands.
    """
    edition, article = release.edition, release.article
    bold = " ".join(edition.headline.replace("*", " ").split())
    end = "\n".join(filter(None, (_source(release, newsroom), _number(article), address_of(article))))
    room = WHATSAPP_LENGTH - len(bold) - len(end) - 10
    for_citizens = _in_short(citizens.rows(edition), room - WHATSAPP_LEAD)
    lead = _shortened(" ".join(edition.excerpt.split()), room - len(for_citizens))
    return "\n\n".join(filter(None, (f"*{bold}*", lead, for_citizens, end))) + "\n"


def whole(release: Release, newsroom: Newsroom) -> str:
    """Return all words of ``release`` as plain text: a blank line between blocks, lines are not broken."""
    edition, article = release.edition, release.article
    event = ", ".join(filter(None, (day(edition.event_date), edition.venue)))
    head = [
        _source(release, newsroom),
        "\n".join(filter(None, (_number(article), moment(release.published_at)))),
        edition.kicker,
        edition.headline.upper(),
        edition.subheadline,
    ]
    told = [
        f"{told.label[:1].upper()}{told.label[1:]}, {day(timezone.localtime(told.at))}: {told.note}".rstrip(": ")
        for told in release.corrections
    ]
    parts = [
        *head,
        *told,
        *body(release),
        f"({edition.byline})" if edition.byline else "",
        *_headed(_("Quotes"), map(_quote, release.quotes)),
        *_headed(_("Photos"), (caption(each) for each in release.captions)),
        *_headed(_("Event"), [event]),
        *_about(release.lead_agency),
        *_headed(_("Press contact"), ["\n".join(contact(release, newsroom))]),
        *_headed(_("Terms of use"), ["\n".join(terms(newsroom))]),
        "\n".join(
            (
                _("The release: %(address)s") % {"address": address_of(article)},
                _("Check that it is genuine: %(address)s") % {"address": check_address(article)},
            )
        ),
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def body(release: Release) -> list[str]:
    """Return lead, what it means for citizens, and body in plain paragraphs.

    Items of lists have a bullet, links their address behind them.
    """
    edition = release.edition
    dateline = ", ".join(filter(None, (edition.dateline_place, edition.dateline_source)))
    first = " – ".join(filter(None, (dateline, edition.lead)))
    marked = _END_OF_ITEM.sub("</li>", _ITEM.sub("<li>• ", _LINK.sub(_with_address, edition.body)))
    told = "\n".join(f"{row.label}: {row.text}" for row in citizens.rows(edition))
    return [first, *_headed(citizens.heading(), [told]), *map(plain, _END_OF_BLOCK.split(marked))]


def caption(row: PhotoCaption) -> str:
    """Return what a photo shows, and whose it is."""
    credit = _("Photo: %(credit)s") % {"credit": row.photo.credit} if row.photo.credit else ""
    return " ".join(filter(None, (row.caption.strip(), f"({credit})" if credit else "")))


def contact(release: Release, newsroom: Newsroom) -> list[str]:
    """Return the lines of the press contact: the lead agency's if it has one, else the newsroom's."""
    agency = release.lead_agency
    of_agency = agency and (agency.contact_name or agency.contact_phone or agency.contact_email)
    who: Agency | Newsroom = agency if agency and of_agency else newsroom
    return [
        line
        for line in (who.name, who.contact_name, who.contact_phone, who.contact_email, who.contact_hours)
        if line and line.strip()
    ]


def terms(newsroom: Newsroom) -> list[str]:
    """Return what ``newsroom`` says others may do with its texts and photos, a sentence each.

    It is the newsroom's own word; where it says nothing, nothing is promised for it.
    """
    told = [line.strip() for line in newsroom.usage_terms.splitlines() if line.strip()]
    return told or [_("Please ask the press contact before you use texts or photos.")]


def terms_file(release: Release, newsroom: Newsroom) -> str:
    """Return the text that lies beside the photos of ``release``: what may be done with them, and whom to ask."""
    head = "\n".join((_("Terms of use"), newsroom.name))
    source = "\n".join(filter(None, (release.edition.headline, _number(release.article), address_of(release.article))))
    return "\n\n".join((head, *terms(newsroom), source, "\n".join(contact(release, newsroom)))) + "\n"


def captions(release: Release, newsroom: Newsroom, names: dict[int, str]) -> str:
    """Return the list that lies beside the photos of ``release``.

    :param names: the file of each photo that is there, by the photo's primary key.
    """
    rows = [
        "\n".join(
            filter(
                None,
                (
                    names[row.photo_id],
                    row.caption.strip(),
                    _field(_("Credit"), row.photo.credit),
                    _field(_("Rights"), row.photo.rights),
                    _field(_("Place"), row.photo.place),
                    _field(_("Taken"), moment(row.photo.taken_at)),
                    _field(_("Alternative text"), "" if row.photo.decorative else row.photo.alt),
                ),
            )
        )
        for row in release.captions
        if row.photo_id in names
    ]
    head = "\n".join(filter(None, (release.edition.headline, _number(release.article), address_of(release.article))))
    return "\n\n".join((head, *rows, "\n".join(contact(release, newsroom)))) + "\n"


def _in_short(rows: Sequence[citizens.Row], room: int) -> str:
    """Return what it means for citizens in at most ``room`` characters, a line each, as much as fits of each."""
    tries = (
        "\n".join(filter(None, (_row_in_short(row, most) for row in rows))) for most in (300, 150, 110, 75, 50, 25)
    )
    return next((said for said in tries if len(said) <= room), "")


def _row_in_short(row: citizens.Row, room: int) -> str:
    """Return a row in one line: whole lines of it as far as they fit, and never half a number."""
    said = _lines_within(row.text, room)
    if not said and row.field != "citizen_contact":
        said = _shortened(" ".join(row.text.split()), room)
    return f"*{row.label}:* {said.replace('*', ' ')}" if said else ""


def _lines_within(text: str, room: int) -> str:
    """Return as many lines of ``text`` as fit, in one."""
    said = ""
    for line in text.split("\n"):
        longer = " ".join(filter(None, (said if not said or said[-1] in ".;,:!?" else f"{said};", line.strip())))
        if len(longer) > room:
            break
        said = longer
    return said


def _source(release: Release, newsroom: Newsroom) -> str:
    return release.lead_agency.name if release.lead_agency else newsroom.name


def _number(article: Article) -> str:
    return _field(_("Number"), article.number or "")


def _field(name: str, value: str) -> str:
    return f"{name}: {value.strip()}" if value and value.strip() else ""


def _headed(heading: str, parts: Iterable[str]) -> list[str]:
    """Return ``parts`` below ``heading``; nothing if there are none."""
    there = [part for part in parts if part.strip()]
    return [heading.upper(), *there] if there else []


def _about(agency: Agency | None) -> list[str]:
    if agency is None or not agency.boilerplate:
        return []
    return _headed(_("About %(name)s") % {"name": agency.name}, [agency.boilerplate])


def _quote(quote: Quote) -> str:
    who = ", ".join(filter(None, (quote.said_by, quote.said_as)))
    return f"“{quote.words.strip()}”\n— {who}" if who else f"“{quote.words.strip()}”"


def _with_address(match: re.Match[str]) -> str:
    address, words = match.groups()
    bare = html.unescape(address).removeprefix("mailto:").removeprefix("tel:")
    return words if bare in html.unescape(words) else f"{words} ({html.escape(bare)})"


def _shortened(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return f"{text[: max(0, room - 1)].rsplit(' ', 1)[0]}…" if room > 20 else ""
