"""Load the demo's city into an empty installation, through the same steps that its staff would take.

Everything that was decided is taken in the order of time, each step at its own moment: numbers, intervals and ledger
are as if the newsroom had worked for three years.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from news.accounts.models import User
from news.articles import attachments, editing, planning, workflow
from news.articles.models import (
    Article,
    Attachment,
    Edition,
    EditionAgency,
    Mention,
    PhotoCaption,
    PlannedEvent,
    Quote,
    Section,
)
from news.comments import answering, moderation, receiving, reporting
from news.comments.models import Comment
from news.directory.models import Agency, Appointment, Depiction, Membership, Official, Position, offices_on
from news.ledger import chain
from news.ledger.models import LedgerEntry
from news.newsroom import static_pages
from news.newsroom.models import Newsroom
from news.operations.demo.content import Change, City, Picture, Said, Story
from news.operations.demo.portraits import Face, draw_crest, draw_portrait
from news.operations.demo.scenes import draw_scene
from news.photos import uploads
from news.photos.models import Photo
from news.readership import ranking
from news.readership.models import Reads

EVENT = "demo"
CREDITS = ("Kirana Swastamita/Prokopim (ilustrasi)", "Bimo Lautandra/Prokopim (ilustrasi)")
# Where a correction puts its new words.
REWRITTEN = ("headline", "subheadline", "lead", *Edition.CITIZEN_FIELDS, "body")
FAST = timedelta(minutes=15)  # from the first word to a release that cannot wait
# Without letters and figures that look alike.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"

# What is planned: days from today, hour, hours that it lasts, agency, what and where.
PLANS = (
    (1, 8, 3, "disdagkop", "Pasar murah di delapan kelurahan", "Lapangan Sauh"),
    (3, 19, 2, "disdikbud", "Malam baca puisi pelajar", "Perpustakaan Kota"),
    (6, 9, 1, "setda", "Rembuk warga tentang drainase", "Balai Kota"),
    (9, 7, 4, "dinkes", "Imunisasi keliling dengan perahu", "Dermaga Kuala Sirih"),
)

READ = 12  # of the newest releases somebody read

Say = Callable[[str], None]
Act = Callable[[datetime], None]


def is_loaded() -> bool:
    """Say whether this installation holds the demo: the ledger tells."""
    return LedgerEntry.objects.filter(event=EVENT).exists()


def holds_content() -> bool:
    """Say whether this installation holds anything that a demo could be mixed up with."""
    return any(model._default_manager.exists() for model in (Newsroom, Article, Agency, Official, Section, User, Photo))


@transaction.atomic
def load(city: City, now: datetime, say: Say = lambda line: None) -> dict[str, str]:
    """Load ``city`` as it stands at ``now`` and return the log-ins: user name to password. All of it, or nothing.

    :param say: told what is being done, a line for each long step.
    """
    say("Setting up newsroom, agencies and officials")
    passwords = {row["username"]: new_password() for row in city.users if row.get("log_in", True)}
    frame = load_frame(city, passwords)
    chain.record(EVENT, subject="newsroom:1", by=None, note=city.newsroom["name"], at=now - timedelta(days=1200))
    say(f"Drawing {len(_wanted(city))} pictures")
    pictures = _draw(city)
    _hang(city, frame, pictures)
    say(f"Writing, reviewing and releasing {len(city.releases)} releases")
    desk = Desk(city, frame, pictures, now)
    desk.work()
    _plan_events(frame, desk.publisher, now)
    say(f"Receiving and moderating {len(city.comments)} comments")
    _receive_comments(city, desk, now)
    _read(frame.newsroom, now)
    return passwords


def new_password() -> str:
    """Return a password of twelve signs (59 bits) that can be typed from paper."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))


def _plan_events(frame: Frame, by: User, now: datetime) -> None:
    """Put the events of :data:`PLANS` on the calendar."""
    today = frame.newsroom.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    for days, hour, hours, agency, title, venue in PLANS:
        begin = today + timedelta(days=days, hours=hour)
        event = PlannedEvent(
            title=title,
            agency=frame.agencies[agency],
            starts_at=begin,
            ends_at=begin + timedelta(hours=hours),
            venue=venue,
            is_public=hour < 18,  # one of them stays with colleagues
        )
        planning.plan(event, by=by, now=now)


def _read(newsroom: Newsroom, now: datetime) -> None:
    """Let what is live have been read in the last week: most on its first day, and not in the order of time."""
    today = newsroom.local(now).date()
    live = Edition.objects.live(now).order_by("-list_at", "-pk")[:READ]
    rows = []
    for place, edition in enumerate(live):
        days = (today - newsroom.local(edition.list_at or now).date()).days
        for ago in range(min(days, ranking.DAYS - 1) + 1):
            count = 4 + 37 * (place * 5 % READ) // (days - ago + 1)
            rows.append(Reads(article_id=edition.article_id, date=today - timedelta(days=ago), count=count))
    Reads.objects.bulk_create(rows)
    ranking.rank(now)


# Newsroom, directory, staff


@dataclass(frozen=True)
class Frame:
    """Hold what releases stand in, by slug; users by user name, and by their initials."""

    newsroom: Newsroom
    sections: dict[str, Section]
    agencies: dict[str, Agency]
    officials: dict[str, Official]
    users: dict[str, User]
    initials: dict[str, User]


def load_frame(city: City, passwords: dict[str, str]) -> Frame:
    """Create newsroom, sections, directory and staff, without pictures; who has no password cannot log in."""
    row = dict(city.newsroom)
    contact = {f"contact_{key}": value for key, value in row.pop("press_contact").items()}
    del row["dateline_place"], row["dateline_source"]
    newsroom = Newsroom(pk=1, **row, **contact)
    newsroom.full_clean()
    newsroom.save(force_insert=True)
    static_pages.begin()
    sections = load_sections(city)
    agencies = load_agencies(city)
    officials = load_officials(city, agencies)
    users = {row["username"]: _load_user(row, passwords, agencies) for row in city.users}
    return Frame(
        newsroom, sections, agencies, officials, users, {row["initials"]: users[row["username"]] for row in city.users}
    )


def load_sections(city: City) -> dict[str, Section]:
    """Create the sections, by slug."""
    rows = enumerate(city.sections, start=1)
    return {row["slug"]: Section.objects.create(order=10 * place, **row) for place, row in rows}


def load_agencies(city: City) -> dict[str, Agency]:
    """Create the tree of agencies, by slug."""
    agencies: dict[str, Agency] = {}
    for row in city.agencies:
        fields = {key: value for key, value in row.items() if key not in ("parent", "contact")}
        contact = {f"contact_{key}": value for key, value in row["contact"].items()}
        agencies[row["slug"]] = Agency.objects.create(parent=agencies.get(row.get("parent", "")), **fields, **contact)
    return agencies


def load_officials(city: City, agencies: dict[str, Agency]) -> dict[str, Official]:
    """Create officials by slug, their offices, and who held which from when to when."""
    officials = {
        row["slug"]: Official.objects.create(
            slug=row["slug"],
            name=row["name"],
            honorific_prefix=row.get("prefix", ""),
            honorific_suffix=row.get("suffix", ""),
            aliases="\n".join(row["aliases"]),
            biography=row["biography"],
        )
        for row in city.officials
    }
    positions = {
        row["slug"]: Position.objects.create(title=row["title"], agency=agencies[row["agency"]], rank=row["rank"])
        for row in city.positions
    }
    for row in city.appointments:
        appointment = Appointment(
            **row | {"official": officials[row["official"]], "position": positions[row["position"]]}
        )
        appointment.full_clean()
        appointment.save()
    return officials


def _load_user(row: dict[str, Any], passwords: dict[str, str], agencies: dict[str, Agency]) -> User:
    first, _, last = row["name"].partition(" ")
    user = User.objects.create_user(
        row["username"], row["email"], passwords.get(row["username"]), first_name=first, last_name=last, is_staff=True
    )
    user.groups.add(Group.objects.get(name=row["role"]))
    for slug in row.get("agencies", ()):
        Membership.objects.create(user=user, agency=agencies[slug])
    return user


# Pictures


def _wanted(city: City) -> dict[str, Callable[[], Image.Image]]:
    """Return what is to be drawn, by a name that is its own."""
    wanted: dict[str, Callable[[], Image.Image]] = {"crest": draw_crest}
    for row in city.officials:
        wanted[row["slug"]] = partial(draw_portrait, Face(**row["face"]))
    for picture in (picture for story in (*city.releases, *city.drafts) for picture in story.pictures):
        wanted[_name(picture)] = partial(draw_scene, picture.motif, picture.seed, picture.mood, tall=picture.tall)
    return wanted


def _name(picture: Picture) -> str:
    return f"{picture.motif}-{picture.seed}-{picture.mood}"


def _draw(city: City) -> dict[str, uploads.Prepared]:
    """Draw all pictures, two at a time, and prepare them as uploads."""

    def drawn(item: tuple[str, Callable[[], Image.Image]]) -> tuple[str, uploads.Prepared]:
        name, draw = item
        image, out = draw(), io.BytesIO()
        if image.mode == "RGBA":
            image.save(out, "PNG")
        else:
            image.save(out, "JPEG", quality=92)
        suffix = "png" if image.mode == "RGBA" else "jpg"
        return name, uploads.prepare(ContentFile(out.getvalue(), f"{name}.{suffix}"))

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(drawn, _wanted(city).items()))


def _hang(city: City, frame: Frame, pictures: dict[str, uploads.Prepared]) -> None:
    """Give the newsroom its crest and the officials their portraits."""
    frame.newsroom.crest = uploads.keep(
        pictures["crest"], by=None, title="Lambang kota", alt=f"Lambang Kota {frame.newsroom.city}", credit=CREDITS[0]
    )
    frame.newsroom.save(update_fields=["crest"])
    for slug, official in frame.officials.items():
        official.portrait = uploads.keep(
            pictures[slug], by=None, title=official.name, alt=f"Potret {official.name}", credit=CREDITS[1]
        )
        official.save(update_fields=["portrait"])
        Depiction.objects.create(photo=official.portrait, official=official)


# Releases


@dataclass(order=True)
class Entry:
    """Hold one thing to do, at its moment; ``place`` keeps the order of what falls together."""

    at: datetime
    place: int
    act: Act = field(compare=False)


class Desk:
    """Do what the newsroom's staff did, step by step in the order of time."""

    def __init__(self, city: City, frame: Frame, pictures: dict[str, uploads.Prepared], now: datetime) -> None:
        self.city, self.frame, self.pictures, self.now = city, frame, pictures, now
        self.editor, self.publisher = frame.users["redaktur"], frame.users["penerbit"]
        self.editions: dict[str, Edition] = {}
        self.agenda: list[Entry] = []

    def work(self) -> None:
        """Plan every step of every release and draft, then take them in the order of time."""
        begun_with = {
            story.withdrawal.successor: story.withdrawal.at for story in self.city.releases if story.withdrawal
        }
        for story in self.city.releases:
            self._plan_release(story, begun_with.get(story.slug))
        for place, story in enumerate(self.city.drafts):
            unseen = story.state == "fast"
            self._plan_draft(story, story.released_at - FAST if unseen else self.now - timedelta(hours=30 - 2 * place))
        for entry in sorted(self.agenda):
            entry.act(entry.at)
        featured = [story for story in self.city.releases if story.featured]
        for story in featured:
            until = story.released_at + timedelta(days=30)
            Article.objects.filter(slug=story.slug).update(featured_until=until)

    def _at(self, moment: datetime, act: Act) -> None:
        self.agenda.append(Entry(min(moment, self.now), len(self.agenda), act))

    def _take(self, slug: str, step: str, by: User, **more: Any) -> Act:
        def act(at: datetime) -> None:
            self.editions[slug] = workflow.take(step, self.editions[slug], by=by, now=at, **more)

        return act

    def _plan_release(self, story: Story, begun_with: datetime | None) -> None:
        live = story.released_at
        decided = min(live, self.now - timedelta(hours=3))
        begun = decided - timedelta(hours=26)
        if begun_with:  # announced as the successor of what is withdrawn, so it is on the desk by then
            begun = min(begun, begun_with - timedelta(hours=1))
        writer, reviewer = self._writer(story)
        self._at(begun, lambda at: self._begin(story, writer, at))
        self._at(decided - timedelta(hours=3), self._take(story.slug, "submit", writer))
        self._at(decided - timedelta(minutes=80), self._take(story.slug, "approve", reviewer))
        when = {"at": live} if live > decided else {}
        self._at(decided, self._take(story.slug, "release", self.publisher, **when))
        for change in story.changes:
            self._plan_change(story, change, writer, reviewer)
        if story.withdrawal:
            self._at(story.withdrawal.at, self._withdraw(story))

    def _writer(self, story: Story) -> tuple[User, User]:
        """Return who writes a release and who reviews it: never the same."""
        writer = self.frame.initials.get(story.by) or self.frame.users[story.by]
        return writer, self.publisher if writer == self.editor else self.editor

    def _plan_change(self, story: Story, change: Change, writer: User, reviewer: User) -> None:
        def before(minutes: int) -> datetime:
            return change.at - timedelta(minutes=minutes)

        slug = story.slug
        self._at(before(40), self._take(slug, "revise", writer, kind=change.kind, note=change.note))
        self._at(before(35), lambda at: self._rewrite(slug, change, writer, at))
        if change.kind == Edition.Change.MINOR:
            self._at(change.at, self._take(slug, "release_minor", self.editor))
            self._at(before(-60), self._take(slug, "confirm", self.publisher))
            return
        self._at(before(25), self._take(slug, "submit", writer))
        self._at(before(10), self._take(slug, "approve", reviewer))
        self._at(change.at, self._take(slug, "release", self.publisher))

    def _plan_draft(self, story: Story, begun: datetime) -> None:
        writer, reviewer = self._writer(story)
        self._at(begun, lambda at: self._begin(story, writer, at))
        steps: dict[str, list[tuple[str, User, dict[str, Any]]]] = {
            "draft": [],
            "returned": [("submit", writer, {}), ("return", reviewer, {"note": story.remark})],
            "in_review": [("submit", writer, {})],
            "approved": [("submit", writer, {}), ("approve", reviewer, {})],
            "discarded": [("discard", writer, {})],
            "fast": [("fast_release", self.publisher, {"note": story.reason})],
        }
        for place, (step, by, more) in enumerate(steps[story.state], start=1):
            later = FAST if step == "fast_release" else timedelta(hours=2 * place)
            self._at(begun + later, self._take(story.slug, step, by, **more))

    # What is done

    def _begin(self, story: Story, writer: User, at: datetime) -> None:
        """Write the first draft of a release."""
        edition = editing.begin_draft(
            writer,
            kind=story.kind,
            now=at,
            section=self.frame.sections[story.section],
            kicker=story.kicker,
            headline=story.headline,
            subheadline=story.subheadline,
            dateline_place=self.city.newsroom["dateline_place"],
            dateline_source=self.city.newsroom["dateline_source"],
            lead=story.lead,
            body=story.body,
            byline=story.by if story.by in self.frame.initials else "",
            event_date=story.event_date,
            venue=story.venue,
            expires_at=story.expires_at,
            **story.citizens,
        )
        Article.objects.filter(pk=edition.article_id).update(slug=story.slug, created_at=at)
        Edition.objects.filter(pk=edition.pk).update(created_at=at)
        self.editions[story.slug] = edition
        with editing.change(edition.pk, by=writer, now=at):
            for place, slug in enumerate(story.agencies):
                EditionAgency.objects.create(edition=edition, agency=self.frame.agencies[slug], is_lead=place == 0)
            edition.tags.set(story.tags)
            self._name_people(edition, story)
            self._show(edition, story, writer, at)

    def _name_people(self, edition: Edition, story: Story) -> None:
        """Record quotes and mentions, each under the office that the text names, or the highest that was held."""
        named = {slug: person for slug, person in self.frame.officials.items() if story.mentions(person.name)}
        spoke = {quote.official for quote in story.quotes if quote.official}
        people = named | {slug: self.frame.officials[slug] for slug in spoke}
        held = offices_on([person.pk for person in people.values()], story.event_date)
        offices = {slug: _office(held[person.pk], story) for slug, person in people.items()}
        Quote.objects.bulk_create(
            _quote(edition, said, offices.get(said.official), order) for order, said in enumerate(story.quotes)
        )
        Mention.objects.bulk_create(
            Mention(edition=edition, official=person, appointment=offices[slug]) for slug, person in people.items()
        )

    def _show(self, edition: Edition, story: Story, writer: User, at: datetime) -> None:
        for order, picture in enumerate(story.pictures):
            photo = uploads.keep(
                self.pictures[_name(picture)],
                by=writer,
                title=story.headline[:80],
                alt=picture.alt,
                credit=CREDITS[picture.seed % 2],
                place=story.venue or self.frame.newsroom.city,
            )
            Photo.objects.filter(pk=photo.pk).update(uploaded_at=at)
            PhotoCaption.objects.create(
                edition=edition, photo=photo, caption=picture.caption, order=order, is_lead=order == 0
            )
            for person in self.frame.officials.values():
                if person.name in picture.caption:
                    Depiction.objects.create(photo=photo, official=person)
        for order, table in enumerate(story.tables):
            file = SimpleUploadedFile("tabel.csv", f"{table.lines}\n".encode("utf-8-sig"))
            row = Attachment(edition=edition, title=table.title, order=order)
            attachments.put(row, file, attachments.inspect(file)).save()

    def _rewrite(self, slug: str, change: Change, writer: User, at: datetime) -> None:
        """Put the new words of a correction in place of the old ones."""
        draft = self.editions[slug]
        Edition.objects.filter(pk=draft.pk).update(created_at=at)
        with editing.change(draft.pk, by=writer, now=at) as edition:
            for old, new in change.replace:
                for name in REWRITTEN:
                    setattr(edition, name, getattr(edition, name).replace(old, new))
            edition.save(update_fields=REWRITTEN)

    def _withdraw(self, story: Story) -> Act:
        def act(at: datetime) -> None:
            withdrawal = story.withdrawal
            if withdrawal:
                successor = self.editions[withdrawal.successor].article
                self._take(story.slug, "withdraw", self.publisher, note=withdrawal.reason, successor=successor)(at)

        return act


def _office(held: list[Appointment], story: Story) -> Appointment | None:
    named = (appointment for appointment in held if appointment.office in story.plain)
    return next(named, held[0] if held else None)


def _quote(edition: Edition, said: Said, office: Appointment | None, order: int) -> Quote:
    return Quote(
        edition=edition, appointment=office, speaker=said.name, office=said.office, words=said.words, order=order
    )


# Comments


def _receive_comments(city: City, desk: Desk, now: datetime) -> None:
    """Receive what readers wrote, and decide on it as moderators did."""
    released = {story.slug: story.released_at for story in city.releases}
    kept: dict[tuple[str, str], Comment] = {}
    moderator = desk.frame.users["moderator"]
    for row in sorted(city.comments, key=lambda row: released[row["release"]] + timedelta(hours=row["hours"])):
        after = now - released[row["release"]]
        sent = released[row["release"]] + min(timedelta(hours=row["hours"]), after * row["hours"] / (row["hours"] + 2))
        comment = receiving.receive(
            desk.editions[row["release"]].article,
            name=row["name"],
            text=row["text"].strip(),
            parent=kept.get((row["release"], row.get("reply_to", ""))),
            now=sent,
        )
        kept[row["release"], row["name"]] = comment
        for place, decide in enumerate(_decisions(row), start=1):
            comment = decide(comment, moderator, sent + min(timedelta(minutes=50 * place), (now - sent) * place / 3))
        _follow_up(row, comment, desk.frame, sent + min(timedelta(hours=5), (now - sent) / 2))


def _follow_up(row: dict[str, Any], comment: Comment, frame: Frame, at: datetime) -> None:
    """Let author, agency and readers do with a comment what ``row`` says that they did, ``at`` a moment after it."""
    later = at - comment.created_at
    if row["state"] == "removed":
        receiving.remove(comment, version=comment.version, now=comment.created_at + min(FAST, later) / 2)
    if "agency" in row:
        agency = frame.agencies[row["agency"]]
        due_date = frame.newsroom.local(at).date() + timedelta(days=row.get("days", answering.DAYS_TO_ANSWER))
        answering.refer(comment, agency=agency, by=frame.users["moderator"], due_date=due_date, now=at)
        if "answer" in row:
            by = frame.users["redaktur"]
            answering.reply(comment, agency=agency, by=by, text=row["answer"], now=at + later / 2)
    if "reported" in row:
        reporting.report(comment, row["reported"], text=row["report"], now=at)


Decide = Callable[[Comment, User, datetime], Comment]


def _decisions(row: dict[str, Any]) -> Iterator[Decide]:
    """Yield what the moderator did with a comment, in order."""

    def decide(action: str, reason: str = "") -> Decide:
        return lambda comment, by, at: moderation.decide(
            comment, action, by=by, version=comment.version, reason=reason, now=at
        )

    if row.get("undone"):
        yield decide("spam", "gambling")
        yield lambda comment, by, at: moderation.undo(comment, by=by, now=at)
    elif row["state"] == "approved":
        yield decide("approve")
    elif row["state"] == "rejected":
        yield decide("reject", row["reason"])
    elif row["state"] == "spam":
        yield decide("spam", row["reason"])
