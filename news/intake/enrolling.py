"""Take a speaker whom the directory does not know into it, with what the text says and nothing more."""

from __future__ import annotations

import datetime
import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.directory import permissions
from news.directory.models import Agency, Appointment, Official, Position, free_slug
from news.ledger import chain
from news.newsroom.models import Newsroom

from .matching import ACTING, names_of, present_names_of, without_city
from .speakers import Quote
from .spelling import name_words, words_of


def enrol(quote: Quote, *, by: User, since: datetime.date) -> Official:
    """Create whichever of official, agency, position and appointment of this quote's speaker is missing.

    The text says only that the office was held on the day of the event: the appointment begins on ``since``, that day
    or whichever day before it ``by`` knows better.

    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises ValidationError: if the text names nobody, or what it says does not go together with the directory.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    if not quote.speaker:
        raise ValidationError(_("The text does not name this speaker."))
    with transaction.atomic():
        official = official_of(quote)
        if quote.names_holder:
            appoint(official, quote, since)
        chain.record("enrol", subject=f"official:{official.pk}", by=by, note=official.full_name)
    return official


def official_of(quote: Quote) -> Official:
    """Return the official of this name, created if there is none; titles and degrees as the text writes them.

    :raises ValidationError: if two officials have this name.
    """
    name = quote.speaker or ""
    wanted = name_words(name)
    known = [
        official
        for official in Official.objects.current()
        if wanted in {name_words(official.name), *map(name_words, official.alias_list)}
    ]
    if len(known) > 1:
        raise ValidationError(_("Two officials have this name; choose in the directory."))
    if known:
        return known[0]
    before, _name, after = (quote.as_written_or_name).partition(name)
    official = Official(
        name=name,
        honorific_prefix=before.strip()[:40],
        honorific_suffix=after.strip(" ,")[:60],
        slug=free_slug(name, set(Official.objects.values_list("slug", flat=True)) | Official.RESERVED_SLUGS),
    )
    official.full_clean()
    official.save()
    return official


def appoint(official: Official, quote: Quote, since: datetime.date) -> None:
    """Let ``official`` hold the office that the quote names, from ``since``; create position and agency if need be."""
    agency = agency_of(quote.agency or "")
    found = ACTING.match(quote.office or "")
    title = ACTING.sub("", quote.office or "")
    position = Position.objects.filter(agency=agency, title__iexact=title).first()
    if position is None:
        position = Position(agency=agency, title=title)
        position.full_clean()
        position.save()
    appointment = Appointment(
        official=official, position=position, capacity=capacity_of(found.group() if found else ""), start_date=since
    )
    appointment.full_clean()
    appointment.save()


def agency_of(written: str) -> Agency:
    """Return the agency of this name, full or short, with or without the city behind; created if there is none.

    Who bears the name now comes before who bore it once.
    """
    city = words_of(Newsroom.current().city)
    wanted = without_city(words_of(written), city) or words_of(written)
    known = [each for each in Agency.objects.prefetch_related("former_names") if wanted in names_of(each, city)]
    if known:
        bears = [each for each in known if wanted in present_names_of(each, city)]
        return (bears or known)[0]
    slug = free_slug(written, set(Agency.objects.values_list("slug", flat=True)))
    agency = Agency(name=written, slug=slug)
    agency.full_clean()
    agency.save()
    return agency


def capacity_of(acting: str) -> str:
    """Return the capacity that ``Plt.``, ``Pj`` … names; definitive for none."""
    words = re.sub(r"[^\w ]", "", acting.lower()).strip()
    spelt = {"pelaksana tugas": "plt", "pelaksana harian": "plh", "penjabat": "pj", "penjabat sementara": "pjs"}
    short = spelt.get(words, words)
    return short if short in Appointment.Capacity.values else Appointment.Capacity.DEFINITIVE.value
