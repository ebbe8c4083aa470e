"""Write contents as RSS 2.0, after the profile of the RSS Advisory Board (https://www.rssboard.org/rss-profile).

Full text is in ``content:encoded``, photos in Media RSS (https://www.rssboard.org/media-rss), the date of a correction
in ``atom:updated``.
"""

import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from .contents import Contents, Entry, Picture, absolute

# What a feed that never had an entry says of its last change: RSS wants a date, and now would never be the same twice.
# The second day, since Django takes the epoch itself for no date at all.
NEVER = datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)


class _Channel(Rss201rev2Feed):
    """RSS 2.0 with full text, photos and the date of a correction."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def latest_post_date(self) -> datetime.datetime:
        """Return the newest change, which may be an end and so stand in no item."""
        changed_at: datetime.datetime = self.feed["changed_at"]
        return changed_at

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.updated_at:
            handler.addQuickElement("atom:updated", rfc3339_date(entry.updated_at))
        handler.addQuickElement("content:encoded", entry.content)
        for picture in entry.pictures:
            _add_picture(handler, picture)


def _add_picture(handler: SimplerXMLGenerator, picture: Picture) -> None:
    attributes = {
        "url": picture.url,
        "type": "image/jpeg",
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    if picture.length is not None:
        attributes["fileSize"] = str(picture.length)
    handler.startElement("media:content", AttributesImpl(attributes))
    handler.addQuickElement("media:description", picture.caption, {"type": "plain"})
    handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


def write(contents: Contents, path: str) -> str:
    """Return ``contents`` as an RSS document whose own address is ``path`` on this site."""
    subject = contents.subject
    channel = _Channel(
        title=subject.title,
        link=absolute(subject.page),
        description=subject.description,
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(path),
        changed_at=contents.changed_at or NEVER,
    )
    for entry in contents.entries:
        channel.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary,
            unique_id=entry.identity,
            unique_id_is_permalink=False,
            author_name=entry.author,
            pubdate=entry.place.list_at,
            categories=entry.categories,
            enclosures=[
                Enclosure(picture.url, str(picture.length), "image/jpeg")
                for picture in entry.pictures[:1]
                if picture.length is not None
            ],
            entry=entry,
        )
    document: str = channel.writeString("utf-8")
    return document
