"""What machines read of a page: Open Graph (https://ogp.me) and schema.org's NewsArticle (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import html_safe
from django.utils.translation import gettext as _

from news.articles.models import PhotoCaption
from news.directory.models import Agency, Official
from news.feeds.contents import absolute
from news.newsroom.models import Newsroom
from news.photos.markup import url
from news.photos.renditions import CROPS

from . import cards
from .releases import Release

HEADLINE_LENGTH = 110
DESCRIPTION_LENGTH = 200
# What could end the element early or be read as markup, as JSON escapes.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@html_safe
@dataclass(frozen=True)
class LinkedData:
    """A block of JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).

    It is data, which a browser does not execute and a CSP does not concern; safe, since all that HTML could read as
    markup is escaped.
    """

    data: dict[str, Any]

    def __str__(self) -> str:
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
        return f'<script type="application/ld+json">{text}</script>'


def description(release: Release) -> str:
    """Return what a card says below the headline; at most 200 characters."""
    text = " ".join((release.edition.subheadline or release.edition.excerpt).split())
    return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1].rsplit(' ', 1)[0]}…"


def card_url(release: Release, newsroom: Newsroom) -> str:
    """Return the absolute address of the JPEG that a card shows (1200 × 630): of the photo, else of the headline.

    What is drawn is told in the address, so that a chat that knew another asks anew.
    """
    if release.lead_photo:
        return absolute(url(release.lead_photo, "card.jpg"))
    drawn = cards.of_release(release, newsroom).digest[:8]
    return absolute(f"{release.article.get_absolute_url()}kartu.jpg?{drawn}")


def news_article(release: Release, newsroom: Newsroom) -> LinkedData:
    """Return ``release`` as a NewsArticle with its breadcrumbs."""
    edition, article = release.edition, release.article
    address = absolute(article.get_absolute_url())
    at = newsroom.local(release.published_at).isoformat(timespec="seconds")
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": edition.headline[:HEADLINE_LENGTH],
        "description": description(release),
        "inLanguage": article.language,
        "datePublished": at,
        "dateModified": newsroom.local(release.updated_at).isoformat(timespec="seconds") if release.updated_at else at,
        "author": [_organization(agency) for agency in release.agencies[:1]] or [_publisher(newsroom)],
        "publisher": _publisher(newsroom),
        "isAccessibleForFree": True,
    }
    if article.number:
        data["identifier"] = article.number
    if edition.section:
        data["articleSection"] = edition.section.name
    if edition.dateline_place:
        data["dateline"] = edition.dateline_place
    if release.topics:
        data["keywords"] = [topic.name for topic in release.topics]
    if release.mentions:
        data["mentions"] = [
            _person(mention.official, mention.appointment.office if mention.appointment else "")
            for mention in release.mentions
        ]
    if release.lead_caption:
        data["image"] = _images(release.lead_caption)
    if release.corrections:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": correction.note,
                "datePublished": newsroom.local(correction.at).isoformat(timespec="seconds"),
            }
            for correction in release.corrections
        ]
    return LinkedData({"@context": "https://schema.org", "@graph": [data, _breadcrumbs(release)]})


def _images(caption: PhotoCaption) -> list[dict[str, Any]]:
    """Return the crops that NewsArticle asks for: 1:1, 4:3 and 16:9."""
    photo = caption.photo
    return [
        {
            "@type": "ImageObject",
            "url": absolute(url(photo, f"{crop}.jpg")),
            "width": CROPS[crop][0],
            "height": CROPS[crop][1],
            "caption": caption.caption,
            "creditText": photo.credit,
        }
        for crop in ("1x1", "4x3", "16x9")
    ]


def _breadcrumbs(release: Release) -> dict[str, Any]:
    steps = [(_("Home"), reverse("home"))]
    if release.edition.section:
        steps.append((release.edition.section.name, release.edition.section.get_absolute_url()))
    steps.append((release.edition.headline, release.article.get_absolute_url()))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def _organization(agency: Agency) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "name": agency.name, "url": absolute(agency.get_absolute_url())}


def _person(official: Official, office: str) -> dict[str, Any]:
    person = {"@type": "Person", "name": official.name, "url": absolute(official.get_absolute_url())}
    titles = {
        "honorificPrefix": official.honorific_prefix,
        "honorificSuffix": official.honorific_suffix,
        "jobTitle": office,
    }
    return person | {name: value for name, value in titles.items() if value}


def _publisher(newsroom: Newsroom) -> dict[str, Any]:
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": newsroom.name, "url": absolute("/")}
    if newsroom.city:
        publisher["areaServed"] = newsroom.city
    contact = {
        "name": newsroom.contact_name,
        "telephone": newsroom.contact_phone,
        "email": newsroom.contact_email,
    }
    if any(contact.values()):
        filled = {name: value for name, value in contact.items() if value}
        publisher["contactPoint"] = {"@type": "ContactPoint", "contactType": "press", **filled}
    return publisher
