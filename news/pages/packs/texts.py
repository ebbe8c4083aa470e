"""Write a release as plain text: short for WhatsApp, whole for an editor, and what each photo shows."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.articles.models import Article, PhotoCaption, Quote
from news.directory.models import Agency
from news.feeds.contents import absolute
from news.newsroom.models import Newsroom
from news.newsroom.moments import zone_label
from news.richtext import plain

from ..releases import Release

WHATSAPP_LENGTH = 700
"""Characters, at most: what a phone shows of a message before “Read more”."""
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

    The headline, the lead as far as there is room, who says it, the number, and the address where the rest stands.
    """
    edition, article = release.edition, release.article
    bold = " ".join(edition.headline.replace("*", " ").split())
    end = "\n".join(filter(None, (_source(release, newsroom), _number(article), address_of(article))))
    room = WHATSAPP_LENGTH - len(bold) - len(end) - 8
    lead = _shortened(" ".join(edition.excerpt.split()), room)
    return "\n\n".join(filter(None, (f"*{bold}*", lead, end))) + "\n"


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
    """Return lead and body in plain paragraphs; items of lists have a bullet, links their address behind them."""
    edition = release.edition
    dateline = ", ".join(filter(None, (edition.dateline_place, edition.dateline_source)))
    first = " – ".join(filter(None, (dateline, edition.lead)))
    marked = _END_OF_ITEM.sub("</li>", _ITEM.sub("<li>• ", _LINK.sub(_with_address, edition.body)))
    return [first, *map(plain, _END_OF_BLOCK.split(marked))]


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
    """Return what everybody may do with texts and photos of ``newsroom``, a sentence each."""
    return [
        _("Free to use in news, whole or in part; please name the source: %(newsroom)s.") % {"newsroom": newsroom.name},
        _("Quotes stay as they were said, word by word."),
        _("Photos are for news about this release, with the credit that is written in each file; not for advertising."),
    ]


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
    end = "\n".join([*contact(release, newsroom), "", *terms(newsroom)])
    return "\n\n".join((head, *rows, end)) + "\n"


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
