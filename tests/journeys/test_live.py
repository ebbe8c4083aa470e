"""Walk at random through decisions and time, and compare what a stranger sees with what an oracle says.

The oracle knows only what was decided: who was released for when, until when, and what was withdrawn. Every edition
carries words, a topic and a photo of its own, so whatever is seen too early, too long or in the wrong place is found on
any page by its words. No worker runs: time alone makes pages appear and go. Only what was read most is ranked, and the
archive counted, now and then, so that both are mostly older than what they are asked for.
"""

from __future__ import annotations

import datetime
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from PIL import Image

from news.accounts.models import User
from news.articles import attachments, counting, editing, planning, workflow
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
from news.desk import linking
from news.directory.models import Agency, Membership, Official
from news.newsroom.models import Newsroom
from news.pages import releases
from news.pages.packs import keeping, printing
from news.photos import uploads
from news.photos.files import path
from news.photos.models import Photo
from news.readership import ranking
from news.readership.models import Reads
from tests.conftest import NOON

ZONE = datetime.timezone(datetime.timedelta(hours=7))  # the newsroom's, WIB
TICK = datetime.timedelta(microseconds=1)
TOMBSTONE = datetime.timedelta(days=30)
ARTICLES, EDITIONS = 2, 8  # how many of each there can be at most
SPANS = [datetime.timedelta(minutes=minutes) for minutes in (1, 3 * 60, 24 * 60, 9 * 24 * 60)]
WALKS, STEPS = 18, 22
WEIGHTS = {"wait": 5, "withdraw": 1, "unschedule": 1}  # and 3 for every other step, so that stories last

# What was decided, and what follows from it


@dataclass
class Told:
    """An edition as the oracle knows it: for when it was released (None: it was not), and until when."""

    pk: int
    serial: int
    text: str = ""  # all that its page says, as somebody passes it on
    goes_live: datetime.datetime | None = None
    expires_at: datetime.datetime | None = None
    is_open: bool = True
    file: str = ""  # the key of its attachment
    links: list[str] = field(default_factory=list)  # a preview that follows the newest edition, and one that stays
    press: str = ""
    press_until: datetime.datetime = NOON
    lifts: datetime.datetime = NOON  # its embargo
    made_at: datetime.datetime = NOON

    @property
    def words(self) -> str:
        """What its headline, lead, body, caption, alt text and topic say."""
        return f"qtanda{self.serial}q"

    @property
    def note(self) -> str:
        """What its public note says, which stays with the article."""
        return f"qcatatan{self.serial}q"


@dataclass
class Story:
    """An article as the oracle knows it."""

    slug: str
    editions: list[Told] = field(default_factory=list)
    withdrawn_at: datetime.datetime | None = None

    def seen(self, now: datetime.datetime) -> Told | None:
        """Say what a stranger may read at ``now``: the last that began, unless it expired or all was withdrawn."""
        begun = self.begun(now)
        if not begun or (self.withdrawn_at and self.withdrawn_at <= now):
            return None
        return None if begun[-1].expires_at and begun[-1].expires_at <= now else begun[-1]

    def begun(self, now: datetime.datetime) -> list[Told]:
        return [told for told in self.editions if told.goes_live and told.goes_live <= now]

    def was_public(self, told: Told, now: datetime.datetime) -> bool:
        """Say whether anybody could read ``told`` until ``now``: what was scheduled ends with a withdrawal."""
        return told in self.begun(now if self.withdrawn_at is None else min(now, self.withdrawn_at))

    def has_tombstone(self, now: datetime.datetime) -> bool:
        at = self.withdrawn_at
        return at is not None and at <= now < at + TOMBSTONE and self.seen(at - TICK) is not None

    def situation(self, now: datetime.datetime) -> tuple[bool, ...]:
        """Say in yes and no how the story stands."""
        begun, last = self.begun(now), self.editions[-1]
        return (
            self.seen(now) is not None,
            len(begun) > 1,
            bool(begun) and begun[-1].expires_at is not None,
            last.is_open,
            last.goes_live is not None and last.goes_live > now,
            self.withdrawn_at is not None,
            self.has_tombstone(now),
        )

    @property
    def first_date(self) -> datetime.date:
        """The local date in the address; of a story without any, the day of the walk's beginning."""
        moment = next((told.goes_live for told in self.editions if told.goes_live), NOON)
        return moment.astimezone(ZONE).date()

    @property
    def url(self) -> str:
        date = self.first_date
        return reverse("release", args=[date.year, date.month, date.day, self.slug])


# The walk


class Stage:
    """What is there before every walk: people, sections, agencies, officials, and a photo for each edition."""

    clock: time_machine.Traveller
    penulis: User
    redaktur: User
    penerbit: User
    sections: list[Section]
    agencies: list[Agency]
    officials: list[Official]
    photos: list[Photo]
    seen: set[str]
    situations: set[tuple[bool, ...]]
    committed: Callable[
        ..., AbstractContextManager[object]
    ]  # runs what is to follow a commit, of which a test has none


stage = Stage()


class Walk:
    """Writers, publishers and the clock: what they do, done for real and told to the oracle."""

    def __init__(self) -> None:
        self.now = NOON
        self.stories: list[Story] = []
        self.serial = 0
        self.ranked: set[str] = set()  # the slugs of what was live when reads were ranked

    def begin(self) -> None:
        """Plan events, let one writer begin, and count the archive for the first time."""
        for words, is_public, hours in (("qacara0q", True, 3), ("qacara1q", False, 3), ("qacara2q", True, 24 * 45)):
            planned = PlannedEvent(title=f"Rapat {words}", agency=stage.agencies[0], is_public=is_public)
            planned.starts_at = NOON + datetime.timedelta(hours=hours)
            planning.plan(planned, by=stage.redaktur)
        self.do("write")
        counting.reckon(self.now)
        counting.reckon(self.now)

    def do(self, step: str, *args: object, **named: object) -> None:
        """Take a step, and let be done what follows its commit."""
        with stage.committed(execute=True):
            getattr(self, step)(*args, **named)

    def go(self, chance: random.Random) -> None:
        """Take a step that is open to somebody now, or let time pass."""
        possible = [(step, story) for story in self.stories for step in self.steps(story)]
        if len(self.stories) < ARTICLES and self.serial < EDITIONS:
            possible.append(("write", None))
        possible.append(("wait", None))
        step, story = chance.choices(possible, [WEIGHTS.get(step, 3) for step, _story in possible])[0]
        if story is None:
            self.do(step, *([chance] if step == "wait" else []))
        elif step == "release":
            at, embargo, expiry = (chance.choice([None, None, *SPANS]) for _ in range(3))
            self.do("release", story, at, embargo, expiry, unseen=chance.random() < 0.5)
        else:
            self.do(step, story)
        note(f"{self.now:%d %H.%M.%S.%f} {step} {self.stories}")

    def wait(self, chance: random.Random) -> None:
        """Let time pass: until the very moment at which something happens, or just short of it, or for a while."""
        told = [told for story in self.stories for told in story.editions]
        moments = [moment for one in told for moment in (one.goes_live, one.expires_at) if moment and moment > self.now]
        moments += [moment - TICK for moment in moments if moment - TICK > self.now]
        self.wait_until(chance.choice([*moments, self.now + chance.choice(SPANS)]))
        if chance.random() < 0.2:
            counting.reckon(self.now)
        if chance.random() < 0.2:
            self.rank()

    def wait_until(self, moment: datetime.datetime) -> None:
        self.now = moment
        stage.clock.move_to(moment)

    def rank(self) -> None:
        """Put in order what was read most, as the worker does: here everything was read, in turn."""
        today = Newsroom.current().local(self.now).date()
        for number, article in enumerate(Article.objects.filter(slug__startswith="kabar-"), 1):
            Reads.objects.update_or_create(article=article, date=today, defaults={"count": number})
        ranking.rank(self.now)
        self.ranked = {story.slug for story in self.stories if story.seen(self.now)}

    def steps(self, story: Story) -> list[str]:
        """Return what the oracle thinks can be done with a story."""
        if story.withdrawn_at or not story.editions:
            return []
        last, found = story.editions[-1], []
        if last.is_open:
            found += ["release", "discard"] if len(story.editions) > 1 else ["release"]
        elif last.goes_live and last.goes_live > self.now:
            found.append("unschedule")
        elif self.serial < EDITIONS:
            found.append("revise")
        if story.begun(self.now):
            found.append("withdraw")
        return found

    # What people do

    def write(self) -> None:
        draft = editing.begin_draft(stage.penulis)
        slug = f"kabar-{len(self.stories) + 1}"
        Article.objects.filter(pk=draft.article_id).update(slug=slug)
        story = Story(slug)
        self.stories.append(story)
        self.fill(story, draft)

    def fill(self, story: Story, draft: Edition) -> None:
        """Give the draft words, photo, topic, and by turns a section, an agency and an official of its own."""
        told, turn = Told(draft.pk, self.serial, made_at=self.now), self.serial % 2
        self.serial += 1
        with editing.change(draft.pk, by=stage.penulis) as edition:
            for name in ("kicker", "headline", "subheadline", "lead", "byline", "venue", "dateline_place"):
                setattr(edition, name, f"{name} {told.words}")
            edition.body = f"<p>Isi {told.words}</p>"
            edition.section = stage.sections[turn]
            edition.save()
            for rows in (edition.agency_rows, edition.mentions, edition.captions):
                rows.all().delete()
            EditionAgency.objects.create(edition=edition, agency=stage.agencies[turn], is_lead=True)
            Mention.objects.create(edition=edition, official=stage.officials[turn])
            edition.quotes.all().delete()
            if appointment := stage.officials[turn].appointments.first():
                Quote.objects.create(edition=edition, appointment=appointment, words=f"Kata {told.words}")
            PhotoCaption.objects.create(
                edition=edition, photo=stage.photos[told.serial], caption=f"Foto {told.words}", is_lead=True
            )
            edition.tags.set([f"Topik {told.words}"])
            edition.attachments.all().delete()
            table = SimpleUploadedFile("data.csv", told.words.encode())
            attachments.put(Attachment(edition=edition, title=f"Berkas {told.words}"), table, "csv").save()
            told.file = str(edition.attachments.get().key)
            told.text = (
                f"kicker {told.words}\nheadline {told.words}\nsubheadline {told.words}\n"
                f"dateline_place {told.words} – lead {told.words}\nIsi {told.words}\n(byline {told.words})"
            )
        told.links = [made.url for follows in (True, False) if (made := self.preview(draft, follows))]
        story.editions.append(told)

    def preview(self, draft: Edition, follows: bool) -> linking.Made:
        return linking.make_preview(draft, by=stage.penulis, follows=follows, days=30)

    def release(
        self,
        story: Story,
        at: datetime.timedelta | None,
        embargo: datetime.timedelta | None,
        expiry: datetime.timedelta | None,
        *,
        unseen: bool,
    ) -> None:
        told = story.editions[-1]
        moment, lifts, ends = (self.now + span if span else None for span in (at, embargo, expiry))
        with editing.change(told.pk, by=stage.penulis) as edition:
            edition.embargo_until, edition.expires_at = lifts, ends
            edition.save()
        goes_live = max(moment or self.now, lifts or self.now)
        try:
            self.take_release(told.pk, moment, unseen)
        except workflow.StepRefused:
            assert ends, "only what would expire before it is live is refused"
            assert ends <= goes_live or (lifts and ends <= lifts)
        else:
            assert not ends or ends > goes_live
            told.goes_live, told.expires_at, told.is_open, told.lifts = goes_live, ends, False, lifts or NOON
            decided = Edition.objects.select_related("article").get(pk=told.pk)
            if linking.may_have_press_links(decided, self.now):
                (made,) = linking.make_press(decided, [linking.Recipient("Sari", "", "")], by=stage.penerbit)
                told.press, told.press_until = made.url, goes_live + datetime.timedelta(days=30)

    def take_release(self, pk: int, moment: datetime.datetime | None, unseen: bool) -> None:
        edition = Edition.objects.get(pk=pk)
        if unseen and edition.state == Edition.State.DRAFT:
            workflow.take("fast_release", edition, by=stage.penerbit, at=moment, note="Darurat.")
            return
        if edition.state == Edition.State.DRAFT:
            workflow.take("submit", edition, by=stage.penulis)
            workflow.take("approve", edition, by=stage.redaktur)
        workflow.take("release", edition, by=stage.penerbit, at=moment)

    def unschedule(self, story: Story) -> None:
        told = story.editions[-1]
        workflow.take("unschedule", Edition.objects.get(pk=told.pk), by=stage.penerbit)
        told.goes_live, told.is_open = None, True

    def revise(self, story: Story) -> None:
        last = Edition.objects.get(pk=story.editions[-1].pk)
        words = f"Yang berubah: qcatatan{self.serial}q"
        self.fill(story, workflow.take("revise", last, by=stage.penulis, kind="ralat", note=words))

    def discard(self, story: Story) -> None:
        edition = Edition.objects.get(pk=story.editions[-1].pk)
        if edition.state == Edition.State.APPROVED:
            edition = workflow.take("return", edition, by=stage.redaktur, note="Tidak jadi.")
        workflow.take("discard", edition, by=stage.penulis)
        story.editions.pop()

    def withdraw(self, story: Story) -> None:
        released = Edition.objects.filter(article__slug=story.slug, state=Edition.State.RELEASED).first()
        workflow.take("withdraw", released, by=stage.penerbit, note="Keliru.")
        story.withdrawn_at = self.now

    # What a stranger sees

    def check_query(self) -> None:
        """Compare the one query behind every surface, the numbers of the archive and what was read most."""
        live = [(story, told) for story in self.stories if (told := story.seen(self.now))]
        assert set(Edition.objects.live().values_list("pk", flat=True)) == {told.pk for _story, told in live}
        counted = counting.by_day(Newsroom.current(), self.now)
        assert counted is not None
        numbers = {
            (name, day): number for name, days in counted.items() for day, number in enumerate(days, 1) if number
        }
        assert numbers == Counter((f"{story.first_date:%Y-%m}", story.first_date.day) for story, _told in live)
        read = [edition.headline for edition in ranking.most_read(self.now)]
        assert sorted(read) == sorted(f"headline {told.words}" for story, told in live if story.slug in self.ranked)

    def look(self) -> None:
        """Look at every surface."""
        pembaca, now = Client(), self.now
        live = [(story, told) for story in self.stories if (told := story.seen(now))]
        shown = {name: pembaca.get(url) for name, url in self.surfaces().items()}
        for name, response in shown.items():
            assert response.status_code in {200, 404}, name
            self.check_words(name, response.content.decode())
        pages = {name: response.content.decode() for name, response in shown.items()}
        for story, told in live:
            for name in self.where(story, told):
                assert told.words in pages[name], f"{told} is missing on {name}"
                stage.seen.add(name.partition(":")[0])
        for name in ("feed", *(name for name in pages if name.startswith("topic"))):
            if name.startswith("topic"):
                is_there = any(name.endswith(told.words) for _story, told in live)
                assert (shown[name].status_code == 200) == is_there, name
        buried = sum(story.has_tombstone(now) for story in self.stories)
        assert pages["feed"].count("<item>") == len(live) + buried
        self.check_sitemap(pembaca, {story.url for story, _told in live})
        self.check_agenda(pages["home"])
        self.check_search(pembaca, "isi", [story.url for story, _told in live])
        for story in self.stories:
            self.check_addresses(pembaca, story)
            self.check_what_it_offers(pembaca, story)
            for told in story.editions:
                found = [story.url] if told is story.seen(now) else []
                self.check_search(pembaca, told.words, found)
                self.check_suggestions(pembaca, told, found)
                self.check_authenticity(pembaca, story, told)

    def surfaces(self) -> dict[str, str]:
        """Return the address of every list, by name."""
        found = {"home": reverse("home"), "feed": reverse("feed"), "archive": reverse("archive")}
        for story in self.stories:
            date = story.first_date
            found[f"archive_year:{date.year}"] = reverse("archive_year", args=[date.year])
            found[f"archive_month:{date.year}-{date.month}"] = reverse("archive_month", args=[date.year, date.month])
            for told in story.editions:
                for kind in ("topic", "topic_feed"):
                    found[f"{kind}:{told.words}"] = reverse(kind, args=[f"topik-{told.words}"])
        for kind, subjects in (("section", stage.sections), ("agency", stage.agencies), ("official", stage.officials)):
            for subject in subjects:
                found[f"{kind}:{subject.slug}"] = reverse(kind, args=[subject.slug])
                found[f"{kind}_feed:{subject.slug}"] = reverse(f"{kind}_feed", args=[subject.slug])
        found[f"official_quotes:{stage.officials[0].slug}"] = reverse("official_quotes", args=[stage.officials[0].slug])
        return found

    def where(self, story: Story, told: Told) -> list[str]:
        """Return the names of the lists on which a live edition must stand."""
        date, turn = story.first_date, told.serial % 2
        found = ["home", "feed", f"archive_year:{date.year}", f"archive_month:{date.year}-{date.month}"]
        found += [f"topic:{told.words}", f"topic_feed:{told.words}"]
        for kind, subjects in (("section", stage.sections), ("agency", stage.agencies), ("official", stage.officials)):
            found += [f"{kind}:{subjects[turn].slug}", f"{kind}_feed:{subjects[turn].slug}"]
        if turn == 0:  # the first official holds an office, and is quoted
            found.append(f"official_quotes:{stage.officials[0].slug}")
        return found

    def check_words(self, name: str, page: str, known: Iterable[Told] = ()) -> None:
        """Find nothing on a page but the words of what is live, and the notes of what led to it.

        :param known: editions that were live once, and may be told of here.
        """
        allowed = {told.words for told in known}
        for story in self.stories:
            if told := story.seen(self.now):
                allowed |= {told.words, *(begun.note for begun in story.begun(self.now))}
        leaked = set(re.findall(r"q(?:tanda|catatan)\d+q", page)) - allowed
        assert not leaked, f"{leaked} on {name}"

    def check_addresses(self, pembaca: Client, story: Story) -> None:
        """Open the release's page, its comment form and the photos of all its editions."""
        told, response = story.seen(self.now), pembaca.get(story.url)
        page = response.content.decode()
        self.check_words(story.url, page)
        if told:
            assert response.status_code == 200
            assert told.words in page
        elif story.begun(self.now):
            assert response.status_code == 410
        else:
            assert response.status_code == 404
            never = pembaca.get(story.url.replace(story.slug, "tidak-pernah-ada"))
            assert never.status_code == 404
            assert response.content == never.content
        form = pembaca.get(reverse("comment", args=[story.slug]))
        assert form.status_code == (200 if told else 404)
        self.check_words("comment", form.content.decode())
        for edition in story.editions:
            media = pembaca.get(reverse("media", args=[stage.photos[edition.serial].key, "60.jpg"]))
            assert media.status_code == (200 if edition is told else 404), edition
            media.getvalue()  # read to its end, as the test client must to close it
            self.check_press_copies(pembaca, story, edition, is_live=edition is told)
            file = pembaca.get(reverse("attachment", args=[edition.file, "csv"]))
            assert file.status_code == (200 if edition is told else 404), edition
            self.check_words("attachment", file.getvalue().decode())
            self.check_links(pembaca, story, edition)
        stage.seen |= {"release", "comment", "media", "press_photo", "attachment"} if told else set()

    def check_agenda(self, home: str) -> None:
        """Find on the home page what readers may know of, from a month before until it is over."""
        hour = datetime.timedelta(hours=1)
        expected = {"qacara0q"} if self.now < NOON + 5 * hour else set()
        if NOON + (24 * 15) * hour < self.now < NOON + (24 * 45 + 2) * hour:
            expected.add("qacara2q")
        assert set(re.findall(r"qacara\dq", home)) == expected
        stage.seen |= {"agenda"} if expected else set()

    def check_search(self, pembaca: Client, words: str, expected: list[str]) -> None:
        """Look for ``words``: the releases that are found are these, and of no other anything is told."""
        for query in (words, f'"{words}"', f"{words} -tidakada"):
            page = pembaca.get(reverse("search"), {"q": query}).content.decode()
            found = re.findall(r'<article class="hit">.*?<a href="([^"]+)"', page, re.DOTALL)
            assert sorted(found) == sorted(expected), query
            self.check_words(query, page.replace(words, "…") if not expected else page)
            stage.seen |= {"search"} if expected else set()

    def check_suggestions(self, pembaca: Client, told: Told, expected: list[str]) -> None:
        """Type the beginning of a headline."""
        answer = pembaca.get(reverse("search_suggest"), {"q": f"headline {told.words}"})
        assert [page["url"] for page in answer.json()["pages"] if told.words in page["text"]] == expected
        self.check_words("suggestions", answer.content.decode())
        stage.seen |= {"suggestions"} if expected else set()

    def check_authenticity(self, pembaca: Client, story: Story, told: Told) -> None:
        """Have an edition's text checked, and its number: what was never public is not told of."""
        begun, was_public = story.begun(self.now), story.was_public(told, self.now)
        # With the address, which leads to the article whether or not its words do.
        page = pembaca.post(reverse("authenticity"), {"teks": f"{told.text}\n{story.url}"}).content.decode()
        verdict = re.search(r"verdict-(\w+)", page)
        assert verdict
        if was_public:
            assert verdict[1] == ("withdrawn" if story.withdrawn_at else "genuine"), told
        else:
            assert verdict[1] != "genuine", told
        # What was brought is said again, and what it differs from: an edition that the public could read once.
        known = [] if story.withdrawn_at else [each for each in story.editions if story.was_public(each, self.now)]
        self.check_words(
            "check",
            re.sub(r"<textarea.*?</textarea>|<ins>.*?</ins>", "", page, flags=re.DOTALL),
            known,
        )
        if number := Article.objects.get(slug=story.slug).number:
            page = pembaca.get(reverse("authenticity"), {"teks": number}).content.decode()
            verdict = re.search(r"verdict-(\w+)", page)
            assert verdict
            is_ours = verdict[1] in {"known", "withdrawn"}
            assert is_ours == bool(begun), number
            assert (verdict[1] == "withdrawn") == bool(begun and story.withdrawn_at)
            self.check_words(number, page)
        stage.seen |= {"check"} if was_public else set()

    def check_what_it_offers(self, pembaca: Client, story: Story) -> None:
        """Take along what a release offers: as long as it is live, and no longer."""
        told, begun = story.seen(self.now), story.begun(self.now)
        status = 200 if told else 410 if begun else 404
        for name in ("paket/", "paket/whatsapp.txt", "paket/teks.txt", "paket/foto.zip", "kartu.jpg"):
            answer = pembaca.get(story.url + name)
            content = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code == status, name
            self.check_words(name, content.decode(errors="replace"))
        short = pembaca.get(releases.short(Article.objects.get(slug=story.slug)))
        assert short.status_code == (301 if begun else 404)
        assert short.get("Location", story.url) == story.url
        stage.seen |= {"pack", "card", "short"} if told else set()

    def check_links(self, pembaca: Client, story: Story, edition: Told) -> None:
        """Open the links to an edition: each shows it, leads to what is live in its place, or opens nothing."""
        newest, this = (self.behind(story, told) for told in (story.editions[-1], edition))
        expected = dict(zip(edition.links, (newest, this), strict=True))
        if edition.press:
            # Unscheduled, it is approved still, and the press sees it while its embargo holds.
            is_approved = Edition.objects.get(pk=edition.pk).state == Edition.State.APPROVED
            is_decided = not edition.is_open or (is_approved and edition.lifts > self.now)
            expected[edition.press] = this if is_decided else None
        for url, shown in expected.items():
            until = edition.press_until if url == edition.press else edition.made_at + datetime.timedelta(days=30)
            holds = self.now < until
            response = pembaca.get(url)
            page = response.content.decode()
            if not holds and shown:
                assert response.status_code == 404
            elif shown == "live":
                assert (response.status_code, response["Location"]) == (302, story.url)
            elif shown:
                assert response.status_code == 200, (url, shown)
                assert set(re.findall(r"qtanda\d+q", page)) >= {shown.words}
                table = pembaca.get(f"{url}media/lampiran/{shown.file}.csv")
                assert table.getvalue().decode() == shown.words
                stage.seen |= {"press_link" if url == edition.press else "preview_link"}
            else:
                assert response.status_code == 404, (url, edition)

    def behind(self, story: Story, told: Told) -> Told | str | None:
        """Say what a link to an edition shows: itself until it is live, then what is; nothing of what was withdrawn."""
        if story.withdrawn_at:
            return None
        if told.goes_live is None or told.goes_live > self.now:
            return told
        return "live" if story.seen(self.now) else None

    def check_press_copies(self, pembaca: Client, story: Story, edition: Told, *, is_live: bool) -> None:
        """Ask for the press copy of an edition's photo: under its own article while it is live, under no other."""
        for article in Article.objects.filter(slug__startswith="kabar-"):
            address = reverse("press_photo", args=[stage.photos[edition.serial].key, article.pk])
            copy, is_there = pembaca.get(address), is_live and article.slug == story.slug
            assert copy.status_code == (200 if is_there else 404), (edition, address)
            # Its words are in the file: the caption that is live, and the alt text of the photo itself.
            written = copy.getvalue().decode(errors="replace")
            self.check_words(address, written)
            assert (edition.words in written) == is_there

    def check_sitemap(self, pembaca: Client, expected: set[str]) -> None:
        def listed(url: str) -> list[str]:
            page = pembaca.get(url).content.decode()
            return [address.partition("//")[2].partition("/")[2] for address in re.findall("<loc>(.*?)</loc>", page)]

        found = [f"/{address}" for file in listed(reverse("sitemap")) for address in listed(f"/{file}")]
        assert {address for address in found if "/kabar-" in address} == expected
        topics = {story.seen(self.now).words for story in self.stories if story.seen(self.now)}
        assert {re.findall(r"qtanda\d+q", address)[0] for address in found if "/topik/" in address} == topics
        stage.seen |= {"sitemap"} if expected else set()


def drawn(serial: int) -> SimpleUploadedFile:
    """Return a small JPEG that no other serial gives."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (serial * 20, 90, 120)).save(out, "JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def ready(
    newsroom, penulis, redaktur, penerbit, agency, other_agency, section, official, appointment,
    django_capture_on_commit_callbacks,
) -> Stage:  # fmt: skip
    Membership.objects.create(user=penulis, agency=other_agency)
    stage.penulis, stage.redaktur, stage.penerbit = penulis, redaktur, penerbit
    stage.sections = [section, Section.objects.create(name="Niaga", slug="niaga")]
    stage.agencies = [agency, other_agency]
    stage.officials = [official, Official.objects.create(name="Ratna Simanjorang", slug="ratna-simanjorang")]
    stage.photos = [
        uploads.receive(drawn(serial), by=None, alt=f"Gambar qtanda{serial}q", credit="Humas")
        for serial in range(EDITIONS)
    ]
    stage.seen, stage.situations = set(), set()
    stage.committed = django_capture_on_commit_callbacks
    return stage


SURFACES = {
    "release", "home", "section", "topic", "agency", "official", "archive_year", "archive_month", "media",
    "press_photo", "attachment", "preview_link", "press_link", "comment", "feed", "section_feed", "topic_feed",
    "agency_feed", "official_feed", "official_quotes", "sitemap", "search", "suggestions", "check", "pack", "card",
    "short", "agenda",
}  # fmt: skip


@pytest.mark.django_db
def test_a_stranger_sees_what_was_decided_and_nothing_else(ready):
    @settings(
        max_examples=WALKS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # shrinking a failure would take minutes; a walk is short, and printed
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=True))  # of a seed that is drawn, so a walk can be repeated
    def walk(chance: random.Random) -> None:
        with transaction.atomic():
            ready.clock.move_to(NOON)
            newest = Walk()
            newest.begin()
            for _ in range(STEPS):
                newest.go(chance)
                newest.check_query()
                # Thirty pages are slow: they are opened when a story stands as none did before.
                if new := {story.situation(newest.now) for story in newest.stories} - ready.situations:
                    ready.situations |= new
                    newest.look()
            transaction.set_rollback(True)

    with time_machine.travel(NOON, tick=False) as ready.clock:
        walk()
    assert ready.seen == SURFACES


def printed(story: Story) -> Path | None:
    """Take the PDF along, and return the file that is kept of it; None where none can be made."""
    if not printing.can_print():
        return None
    answer = Client().get(f"{story.url}paket/siaran.pdf")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF-")
    article = Article.objects.get(slug=story.slug)
    (file,) = path(f"{keeping.PACKS}/{article.pk}").glob("*.pdf")
    return file


@pytest.mark.django_db
def test_a_correction_that_is_scheduled_ends_with_the_withdrawal(ready):
    day = datetime.timedelta(days=1)
    with time_machine.travel(NOON, tick=False) as ready.clock:
        walk = Walk()
        walk.begin()
        story = walk.stories[0]
        walk.do("release", story, None, None, 9 * day, unseen=False)
        walk.wait_until(NOON + day)
        walk.do("revise", story)
        walk.do("release", story, day, None, None, unseen=False)
        walk.look()
        sheet = printed(story)
        walk.wait_until(NOON + 2 * day - TICK)
        walk.look()
        walk.do("withdraw", story)
        for moment in (walk.now, walk.now + TICK, NOON + 3 * day, NOON + 60 * day):
            walk.wait_until(moment)
            walk.check_query()
            walk.look()
    assert not sheet or not sheet.exists(), "what is withdrawn is not kept as a PDF"
    assert story.withdrawn_at
    assert not Edition.objects.filter(live_from__gt=story.withdrawn_at).exists()
