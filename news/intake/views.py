"""The paste page: a text in, what was read beside the words that it came from, a draft out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from news import richtext
from news.accounts.models import User
from news.directory import permissions
from news.newsroom.moments import written

from . import documents, drafting, quoting
from .enrolling import enrol
from .forms import DraftForm, PasteForm, SinceForm
from .matching import Matches, Reason, match
from .reading import Account, Reading, read
from .slips import MOST, advise, corrected

SAMPLE = Path(__file__).parent / "sample.txt"

NUMBERS = frozenset(map(str, range(MOST)))
MARKS = " “”„\"'‘’,«»"
FIELDS: dict[str, Promise] = {
    "section": gettext_lazy("Section"),
    "kicker": gettext_lazy("Kicker"),
    "headline": gettext_lazy("Headline"),
    "dateline": gettext_lazy("Dateline"),
    "dateline.place": gettext_lazy("Dateline, place"),
    "dateline.source": gettext_lazy("Dateline, source"),
    "event_date": gettext_lazy("Event date"),
    "venue": gettext_lazy("Venue"),
    "captions": gettext_lazy("Caption"),
    "paragraphs": gettext_lazy("Paragraph"),
    "quotes": gettext_lazy("Quote"),
    "speaker": gettext_lazy("Speaker"),
    "byline": gettext_lazy("Byline"),
    "number": gettext_lazy("Number in the text"),
    "embargo_until": gettext_lazy("Embargo until"),
    "tags": gettext_lazy("Topics"),
}
NOISE: dict[str, Promise] = {
    "share": gettext_lazy("buttons for sharing"),
    "comments": gettext_lazy("comments of the page"),
    "advertisement": gettext_lazy("advertisement"),
    "related": gettext_lazy("link to another article"),
    "credits": gettext_lazy("editor's credit"),
    "copyright": gettext_lazy("copyright notice"),
    "counter": gettext_lazy("counter of the page"),
    "navigation": gettext_lazy("navigation of the page"),
    "letterhead": gettext_lazy("letterhead"),
    "address": gettext_lazy("address of the sender"),
    "end-mark": gettext_lazy("mark without words"),
    "publication-date": gettext_lazy("when the page was published"),
    "repeat": gettext_lazy("said before"),
    "no-text": gettext_lazy("no readable character"),
}
WARNINGS: dict[str, Promise] = {
    "no-headline": gettext_lazy("No headline was found."),
    "no-body": gettext_lazy("No paragraph was found."),
    "weekday-contradicts-date": gettext_lazy("The weekday is not that of the date: %s"),
    "no-such-date": gettext_lazy("There is no such date: %s"),
    "date-without-year": gettext_lazy("The date has no year, so the event date is left empty: %s"),
    "embargo-unsettled": gettext_lazy("The embargo names no date and time that is sure: %s"),
    "quote-not-closed": gettext_lazy("A closing quote mark is missing: %s"),
    "quote-not-opened": gettext_lazy("An opening quote mark is missing: %s"),
    "quote-without-speaker": gettext_lazy("The text does not settle who said this: %s"),
    "text-too-long": gettext_lazy("The text is too long; it was read up to line %s."),
}
REASONS: dict[Reason, Promise] = {
    Reason.NAME: gettext_lazy("the text has this name"),
    Reason.ALIAS: gettext_lazy("the text has another spelling of this name"),
    Reason.OFFICE: gettext_lazy("the text has this office"),
    Reason.SHORT_NAME: gettext_lazy("the text has the short name"),
    Reason.FORMER_NAME: gettext_lazy("the text has a former name"),
    Reason.SPEAKER: gettext_lazy("somebody recognised speaks for it"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A field as the page shows it: its name, its value, and the lines and words that it came from."""

    key: str
    label: str
    value: str
    lines: tuple[int, ...]
    words: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source line, and the names of the fields that came from it."""

    text: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the text as it came, what became of it, and its pieces."""

    number: int
    fate: str
    note: str
    pieces: tuple[Piece, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Ask for a text, show what was read of it, make a draft; each step posts the text again, so nothing is lost."""
    user = writer(request)
    step = request.POST.get("step", "read")
    if request.method != "POST" or step == "edit":
        text = request.POST.get("text", "") or (SAMPLE.read_text(encoding="utf-8") if "sample" in request.GET else "")
        return page(request, {"form": PasteForm(initial={"text": text})})
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, {"form": form})
    text = form.cleaned_data["text"]
    if step == "spell":
        text = corrected(text, {int(number) for number in request.POST.getlist("slip") if number in NUMBERS})
    reading = read(text)
    matches = before = match(reading)
    if step.startswith("enrol-"):
        take_in(request, user, reading, matches, step.removeprefix("enrol-"))
        matches = match(reading)
    choices = DraftForm(request.POST if step == "draft" else None, user=user, reading=reading, matches=matches)
    if step not in {"draft", "read"}:
        choices.keep(request.POST, before)
    if step == "draft" and choices.is_valid():
        confirmed = matches.only(choices.cleaned_data["officials"], choices.cleaned_data["agencies"])
        edition = drafting.draft(
            reading,
            by=user,
            agency=choices.cleaned_data["agency"],
            section=choices.cleaned_data["section"],
            matches=confirmed,
        )
        messages.success(
            request, _("This is the draft of the pasted text. Add photos, read it once more, then submit it.")
        )
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))
    return page(
        request,
        {
            "form": form,
            "choices": choices,
            "text": text,
            **shown(reading, matches),
            **offers(request, user, text, reading, matches),
        },
    )


@require_POST
def plain(request: HttpRequest) -> HttpResponse:
    """Answer with the text of the HTML that was pasted; 413 if it is too large, 422 in words if it cannot be read."""
    writer(request)
    source = request.POST.get("html", "")
    if len(source) > documents.LARGEST_PASTE:
        return HttpResponse(status=413)
    try:
        text = documents.text_of_html(source)
    except documents.UnreadableDocument as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=422)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_POST
def quotes(request: HttpRequest) -> HttpResponse:
    """Answer with the quotes of the text of a draft, or with the one whose ``words`` somebody marked there, as JSON."""
    user = writer(request)
    text, words = draft_text(request), request.POST.get("words", "")[: documents.LARGEST_PASTE]
    today = timezone.localdate()
    found = [quoting.quote_of(words, text, today)] if words.strip() else quoting.quotes_in(text, today)
    may_enrol = permissions.may_keep(user)
    rows = [as_json(each, may_enrol) for each in found]
    return JsonResponse({"quotes": rows, "since": formats.date_format(text.event_date or today, "j F Y")})


@require_POST
def enrol_speaker(request: HttpRequest) -> HttpResponse:
    """Take the speaker of the quote with these ``words`` into the directory; 422 in words if that cannot be."""
    user = writer(request)
    if not permissions.may_keep(user):
        raise PermissionDenied
    text, today = draft_text(request), timezone.localdate()
    words = request.POST.get("words", "")[: documents.LARGEST_PASTE]
    said = quoting.quote_of(words, text, today)
    try:
        if said.appointment is None:
            enrol(said.quote, by=user, since=text.event_date or today)
            said = quoting.quote_of(words, text, today)
    except ValidationError as error:
        return JsonResponse({"words": " ".join(error.messages)}, status=422)
    return JsonResponse(as_json(said, may_enrol=True))


def draft_text(request: HttpRequest) -> quoting.Text:
    """Return the text of the draft that the desk's script posts: body as HTML, headline, captions, place, ``on``."""
    try:
        event_date = datetime.date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        event_date = None
    body = request.POST.get("body", "")[: documents.LARGEST_PASTE]
    return quoting.Text(
        paragraphs=tuple(richtext.paragraphs(richtext.clean(body))),
        headline=request.POST.get("headline", ""),
        captions=tuple(request.POST.getlist("caption")),
        place=request.POST.get("place", "")[:80] or None,
        event_date=event_date,
    )


def as_json(said: quoting.Said, may_enrol: bool) -> dict[str, Any]:
    """Return a quote as the desk's script takes it."""
    held = said.appointment
    return {
        "words": said.quote.text,
        "speaker": said.speaker,
        "office": said.office,
        "appointment": {"id": held.pk, "text": f"{held.official.full_name}, {held.office}"} if held else None,
        "may_enrol": bool(may_enrol and held is None and said.quote.names_holder),
    }


def writer(request: HttpRequest) -> User:
    """Return who asks.

    :raises PermissionDenied: if they may not write releases.
    """
    user = request.user
    if not isinstance(user, User) or not (
        user.has_perm("articles.write_edition") or user.has_perm("articles.write_any_edition")
    ):
        raise PermissionDenied
    return user


def take_in(request: HttpRequest, user: User, reading: Reading, matches: Matches, number: str) -> None:
    """Take the speaker of the quote of this number into the directory, and say so; or say why not."""
    unknown = next((each for each in unknown_speakers(reading, matches) if str(each[0]) == number), None)
    if unknown is None:
        return
    quote, held = reading.quotes[unknown[0]], SinceForm(request.POST, number=unknown[0], on=matches.on)
    if held.is_bound and not held.is_valid():
        messages.error(request, _("%(name)s was not added: see the date below.") % {"name": unknown[1]})
        return
    try:
        official = enrol(quote, by=user, since=held.cleaned_data["since"] if held.is_bound else matches.on)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s is in the directory now.") % {"name": official.full_name})


def offers(request: HttpRequest, user: User, text: str, reading: Reading, matches: Matches) -> dict[str, Any]:
    """Return what the page offers to do: take unknown speakers in, correct slips of spelling."""
    may_enrol = permissions.may_keep(user)
    return {
        "unknown": [
            (
                number,
                name,
                SinceForm(request.POST, number=number, on=matches.on)
                if may_enrol and reading.quotes[number].names_holder
                else None,
            )
            for number, name in unknown_speakers(reading, matches)
        ],
        "may_enrol": may_enrol,
        "slips": list(enumerate(advise(text))),
    }


def page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Answer with the paste page in the frame of the desk."""
    frame = {**admin.site.each_context(request), "title": _("Paste a release")}
    return TemplateResponse(request, "intake/paste.html", frame | context)


def shown(reading: Reading, matches: Matches) -> dict[str, Any]:
    """Return what the page shows of a reading and of what the directory knows of it."""
    return {
        "rows": list(rows(reading)),
        "warnings": [
            str(WARNINGS[each.code]) % each.detail if each.detail else str(WARNINGS[each.code])
            for each in reading.warnings
        ],
        "source": [source_line(account, reading) for account in reading.account],
        "left_over": [each for each in reading.account if each.fate == "unused"],
        "matches": matches,
        "officials": [(each, REASONS[each.reason]) for each in matches.officials],
        "agencies": [(each, REASONS[each.reason]) for each in matches.agencies],
    }


def rows(reading: Reading) -> Iterator[Row]:
    """Yield the fields that were read, in the order of a release."""
    values = {
        "section": reading.section,
        "number": reading.number,
        "embargo_until": written(drafting.embargo(reading.embargo_until)),
        "kicker": reading.kicker,
        "headline": reading.headline,
        "dateline.place": reading.dateline.place,
        "dateline.source": reading.dateline.source,
        "event_date": formats.date_format(reading.event_date, "l, j F Y") if reading.event_date else None,
        "venue": reading.venue,
        **{f"captions.{number}": text for number, text in enumerate(reading.captions)},
        **{f"paragraphs.{number}": text for number, text in enumerate(reading.paragraphs)},
        **{f"quotes.{number}": quote.text for number, quote in enumerate(reading.quotes)},
        "byline": reading.byline,
        "tags": ", ".join(reading.tags),
    }
    lines = {account.line: account.text for account in reading.account}
    for name, value in values.items():
        if value:
            spans = reading.sources.get(name, ())
            words = " ".join(lines[span.line][span.start : span.end] for span in spans)
            yield Row(
                key(name),
                label(name),
                value,
                tuple(dict.fromkeys(span.line for span in spans)),
                words if words.strip(MARKS) != value else "",
                said_by(name, reading),
            )


def key(name: str) -> str:
    """Return what names a field in the page: ``quotes-1`` for ``quotes.1`` and for its speaker."""
    return "-".join(name.split(".")[: 2 if name.startswith("quotes") else None])


def said_by(name: str, reading: Reading) -> str:
    """Return who said the quote of this field, with office and agency; empty for other fields."""
    kind, _dot, number = name.partition(".")
    if kind != "quotes":
        return ""
    quote = reading.quotes[int(number)]
    return ", ".join(filter(None, (quote.speaker, quote.office_in_words))) or _("speaker unknown")


def label(name: str) -> str:
    """Return the name of a field for people: ``captions.0`` is "Caption", ``quotes.1.speaker`` is "Speaker"."""
    for key in (name, name.rpartition(".")[2], name.partition(".")[0]):
        if key in FIELDS:
            return str(FIELDS[key])
    return name


def source_line(account: Account, reading: Reading) -> SourceLine:
    """Return a line of the text with the fields that came from each stretch of it."""
    spans = [
        (span.start, span.end, name)
        for name in account.fields
        for span in reading.sources.get(name, ())
        if span.line == account.line
    ]
    edges = sorted({0, len(account.text), *(edge for start, end, _name in spans for edge in (start, end))})
    pieces = []
    for start, end in zip(edges, edges[1:], strict=False):
        names = [name for first, last, name in spans if first <= start and end <= last]
        # What names one value comes before what takes a whole paragraph.
        names.sort(key=lambda name: name.startswith(("paragraphs", "captions")))
        pieces.append(
            Piece(
                account.text[start:end], tuple(dict.fromkeys(map(label, names))), tuple(dict.fromkeys(map(key, names)))
            )
        )
    notes = {
        "noise": NOISE.get(account.reason or "", ""),
        "unused": _("not used"),
        "used": ", ".join(dict.fromkeys(map(label, account.fields))),
    }
    return SourceLine(account.line, account.fate, str(notes[account.fate]), tuple(pieces))


def unknown_speakers(reading: Reading, matches: Matches) -> list[tuple[int, str]]:
    """Return the speakers whom the directory does not know under the office that the text gives, each once.

    With each goes the number of the first quote that they said.
    """
    found: dict[str, int] = {}
    for number, quote in enumerate(reading.quotes):
        if number not in matches.quotes and (quote.speaker or quote.office):
            found.setdefault(said_by(f"quotes.{number}", reading), number)
    return [(number, name) for name, number in found.items()]
