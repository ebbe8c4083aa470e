"""Make any number of releases for benchmarks: the same for the same seed and day, in bulk, in constant memory.

They go around the workflow, which would take hours for a million, but keep every constraint of the database and look
as the workflow leaves them: numbers, intervals, places in lists; superseded, expired, withdrawn and scheduled editions;
drafts.
Their decisions have no entries in the ledger; one entry says that they were made.

``--comments N`` lets a crowd answer them (:mod:`news.operations.crowd`): N comments of the last year with decisions,
reports and referrals, ``--on-one N`` of them on one release. A million takes some five minutes.
"""

from __future__ import annotations

import io
from argparse import ArgumentParser, ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from time import monotonic
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from news.accounts.models import User
from news.accounts.roles import EDITOR, PUBLISHER, WRITER
from news.articles import counting
from news.articles.models import (
    Article,
    Edition,
    EditionAgency,
    EditionTag,
    Mention,
    PhotoCaption,
    Quote,
    Section,
    Tag,
)
from news.directory.models import Agency, Appointment
from news.ledger import chain
from news.newsroom.models import Newsroom, NumberCounter
from news.newsroom.number_template import render
from news.operations.crowd import Crowd, Release
from news.operations.demo import loading
from news.operations.demo.content import read_city
from news.operations.demo.drawing import MOODS
from news.operations.demo.scenes import SCENES, draw_scene
from news.photos import uploads
from news.photos.models import Photo

BATCH = 1000
COMMENTED = 5000
"""Releases that have comments, at most."""
SAID_EVERY = 50_000
"""Comments, after which it says how far it is."""
YEARS = 10
# Of a thousand articles, how many are what; the rest is released and live.
SHARES = {"draft": 6, "in_review": 3, "approved": 2, "scheduled": 3, "withdrawn": 5, "expired": 10, "corrected": 50}

SUBJECTS = (
    "Dinas Kesehatan|Pemerintah Kota|Perpustakaan Kota|Tim Siaga|Koperasi nelayan|Puskesmas|Paguyuban pedagang"
    "|Kelurahan|Sekolah dasar|Rumah sakit daerah|Petugas kebersihan|Kelompok tani|Karang taruna"
    "|Balai warga|Terminal|Pelabuhan"
).split("|")
VERBS = (
    "membuka|memperbaiki|menambah|memeriksa|menata|merawat|menyiapkan|mengumumkan|memperluas|menguji|mendata|membagikan"
    "|membangun|melatih|menghemat|menjadwalkan|memulihkan|mengganti|mencatat|menyalurkan"
).split("|")
OBJECTS = (
    "layanan malam|saluran air|lampu jalan|jadwal bus|taman bermain|atap sekolah|vaksin gratis|harga pangan|bibit bakau"
    "|perahu layanan|jembatan kayu|bank sampah|ruang baca|kios pasar|pompa banjir|trotoar|beasiswa|air bersih|dermaga"
    "|kartu keluarga|pelatihan menenun|peta rawan banjir|halte teduh|dapur umum|antrean pasien|tempat parkir"
).split("|")
PLACES = (
    "Ujung Tiram|Kampung Jangkar|Kuala Sirih|Simpang Damar|Pandan Wangi|Bandar Tali|Tambak Lirai|Bukit Kenari"
    "|Lapangan Sauh|Pasar Tudung|Jalan Saudagar Lama|Jalan Dermaga Timur|Rantau Selasih"
    "|Muara Lirai|Lubuk Sirih|Jalan Damar Raya"
).split("|")
ENDINGS = (
    "mulai pekan ini|sampai akhir bulan|setelah bermusyawarah dengan warga|tanpa biaya|bersama para relawan"
    "|lebih cepat dari rencana|dengan anggaran yang diumumkan|atas usul warga"
    "|di sebelas kelurahan|untuk kedua kalinya|sepanjang hari"
).split("|")
TOPICS = (
    "Banjir|Imunisasi|Pasar Tudung|Trans Selasih|Beasiswa|Perpustakaan|Anggaran Terbuka|Jam Layanan|UMKM|Air Bersih"
).split("|")


def amount(text: str) -> int:
    """Return ``text`` as a number that is not negative.

    :raises ArgumentTypeError: if it is none.
    """
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is not a number of things")
    return int(text)


class Command(BaseCommand):
    """Make COUNT releases in the newsroom that is there, or in a minimal one."""

    help = "Make COUNT releases for benchmarks: deterministic, in bulk, in constant memory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare COUNT and the options."""
        parser.add_argument("count", metavar="COUNT", type=amount, help="how many releases")
        parser.add_argument(
            "--comments", metavar="N", type=amount, default=0, help="how many comments in all, of the last year"
        )
        parser.add_argument(
            "--on-one", metavar="N", type=amount, help="how many of them on one release (default: a tenth)"
        )
        parser.add_argument(
            "--photos", metavar="N", type=amount, default=0, help="how many photos in all, shown in turn"
        )
        parser.add_argument("--no-search", action="store_true", help="leave the index of the search to the worker")
        parser.add_argument(
            "--seed", metavar="S", type=int, default=1, help="another seed makes other releases (default: 1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, batch by batch, and say how far it is."""
        began, total = monotonic(), options["count"]
        give_memory()
        maker = Maker(total, options["seed"], timezone.now(), draw_photos(options["photos"], options["seed"]))
        for done in maker.make():
            self.stdout.write(f"  {done:>9,} of {total:,} releases, {done / (monotonic() - began):,.0f} a second")
        for done in maker.comment(options["comments"], options["on_one"]):
            if not done % SAID_EVERY or done == options["comments"]:
                self.stdout.write(f"  {done:>9,} of {options['comments']:,} comments")
        if not options["no_search"]:
            call_command("index_search", stdout=self.stdout)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner must know what came
        self.stdout.write(
            f"Made {total:,} releases and {options['comments']:,} comments in {monotonic() - began:.1f} s."
        )


def give_memory() -> None:
    """Let SQLite keep 256 MB of its indexes at hand, and its journals of statements in memory.

    With what serves a page, it would write forty times what comes in.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:  # in there it cannot be changed
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-256000")
            cursor.execute("PRAGMA temp_store=MEMORY")


def draw_photos(number: int, seed: int) -> list[Photo]:
    """Draw photos and take them into the library."""
    photos = []
    for place in range(number):
        motif, mood = list(SCENES)[place % len(SCENES)], list(MOODS)[place // len(SCENES) % len(MOODS)]
        out = io.BytesIO()
        draw_scene(motif, seed * 100_000 + place, mood).save(out, "JPEG", quality=90)
        file = ContentFile(out.getvalue(), f"{motif}-{place}.jpg")
        photos.append(
            uploads.receive(file, by=None, alt=f"Gambar {motif} nomor {place + 1}", credit="Prokopim (ilustrasi)")
        )
    return photos


@dataclass
class Batch:
    """Hold the rows of one batch until they are written; what hangs on an edition waits for its key."""

    articles: list[Article] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    rows: dict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        """Write everything in one transaction."""
        with transaction.atomic():
            Article.objects.bulk_create(self.articles)
            for edition in self.editions:
                edition.article_id = edition.article.pk
            Edition.objects.bulk_create(self.editions)
            for model, rows in self.rows.items():
                for row in rows:
                    edition = getattr(row, "content_object", None) or row.edition
                    setattr(row, "content_object_id" if model is EditionTag else "edition_id", edition.pk)
                model._default_manager.bulk_create(rows)  # type: ignore[attr-defined]  # every model has one
            counting.follow([], map(counting.Stay.of, self.editions))


class Maker:
    """Make releases one after the other, the oldest first, each from a chance of its own."""

    def __init__(self, total: int, seed: int, now: datetime, photos: Sequence[Photo]) -> None:
        self.total, self.seed, self.photos = total, seed, photos
        self.newsroom = stand_in(now)
        self.until = datetime.combine(self.newsroom.local(now).date(), time(0), self.newsroom.tzinfo)
        self.sections, self.agencies = list(Section.objects.all()), list(Agency.objects.order_by("pk"))
        self.appointments = list(Appointment.objects.held_on(self.until.date()).order_by("pk"))
        self.tags = [Tag.objects.get_or_create(name=name)[0] for name in TOPICS]
        self.people = {
            role: User.objects.filter(groups__name=role).order_by("pk").first() for role in (WRITER, EDITOR, PUBLISHER)
        }
        self.serials = dict(NumberCounter.objects.values_list("year", "last"))
        self.first = (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        chance = Random(f"{seed}")  # noqa: S311 - repeatable, nothing secret
        self.paragraphs = [
            f"<p>{' '.join(sentence(chance) for _ in range(chance.randint(2, 4)))}</p>" for _ in range(2000)
        ]
        self.commented: list[Release] = []

    def make(self) -> Iterator[int]:
        """Write the releases batch by batch; yield how many there are after each."""
        with transaction.atomic():
            chain.record("make_releases", subject="newsroom:1", by=None, note=f"{self.total} (seed {self.seed})")
        for start in range(0, self.total, BATCH):
            batch, end = Batch(), min(start + BATCH, self.total)
            for place in range(start, end):
                self._add(batch, place)
            batch.write()
            self._keep_serials()
            live = [edition for edition in batch.editions if self._is_live(edition)]
            self.commented.extend(
                Release(edition.list_at, edition.article_id)
                for edition in live[:: max(1, self.total // COMMENTED)]
                if edition.list_at
            )
            yield end

    def comment(self, number: int, on_one: int | None = None) -> Iterator[int]:
        """Write ``number`` comments on what is live, ``on_one`` of them on one release; yield how many there are."""
        if self.commented and number:
            one = number // 10 if on_one is None else on_one
            yield from Crowd(self.commented, number, one, self.seed, self.until).make()

    def _is_live(self, edition: Edition) -> bool:
        return edition.live_from is not None and edition.live_from <= self.until and edition.live_until is None

    def _keep_serials(self) -> None:
        for year, last in self.serials.items():
            NumberCounter.objects.update_or_create(year=year, defaults={"last": last})

    def _add(self, batch: Batch, place: int) -> None:
        chance = Random(f"{self.seed}/{place}")  # noqa: S311 - as above
        step = timedelta(days=365 * YEARS) / max(1, self.total)
        moment = self.until - step * (self.total - place) + step * chance.random() * 0.9
        fate = chance.choices([*SHARES, "live"], [*SHARES.values(), 1000 - sum(SHARES.values())])[0]
        headline = sentence(chance).rstrip(".")
        article = Article(kind=chance.choice(Article.Kind.values), created_at=moment)
        batch.articles.append(article)
        draft = Edition(article=article, state=Edition.State.DRAFT, **self._content(chance, headline, moment))
        if fate in Edition.OPEN_STATES:
            draft.state = fate
            self._hang(batch, draft, chance)
            return
        if fate == "scheduled":
            moment = self.until + timedelta(days=2, minutes=chance.randrange(20_000))
        self._release(article, draft, moment, f"{_slug(headline)}-{self.first + place}")
        later = moment + timedelta(hours=chance.randint(2, 90))
        if fate == "withdrawn":
            article.withdrawn_at = draft.live_until = min(later, self.until)
            article.withdrawal_reason, draft.state = "Terbit sebelum peraturannya berlaku.", Edition.State.WITHDRAWN
        elif fate == "expired":
            draft.expires_at = draft.live_until = later
        self._hang(batch, draft, chance)
        if fate == "corrected":
            kind = chance.choice(Edition.Change.values)
            corrected = Edition(
                article=article,
                sequence=2,
                change_kind=kind,
                public_note="Angka pada alinea kedua diperbaiki.",
                **self._content(chance, headline, moment),
            )
            draft.live_until = later
            self._decide(corrected, live_from=later, list_at=moment)
            self._hang(batch, corrected, chance)

    def _content(self, chance: Random, headline: str, moment: datetime) -> dict[str, Any]:
        return {
            "section": chance.choice(self.sections),
            "headline": headline,
            "dateline_place": self.newsroom.city or "Tanjung Selasih",
            "lead": sentence(chance),
            "body": "".join(chance.choices(self.paragraphs, k=chance.randint(4, 8))),
            "byline": "smw",
            "event_date": moment.date(),
            "created_by": self.people[WRITER],
            "created_at": moment,
            "changed_at": moment,
        }

    def _release(self, article: Article, edition: Edition, moment: datetime, slug: str) -> None:
        day: date = self.newsroom.local(moment).date()
        self.serials[day.year] = serial = self.serials.get(day.year, 0) + 1
        article.slug, article.url_date, article.first_released_at = slug, day, moment
        article.number = render(self.newsroom.number_template, serial, day)
        self._decide(edition, live_from=moment, list_at=moment)

    def _decide(self, edition: Edition, *, live_from: datetime, list_at: datetime) -> None:
        edition.state, edition.live_from, edition.list_at = Edition.State.RELEASED, live_from, list_at
        edition.approved_by, edition.released_by = self.people[EDITOR], self.people[PUBLISHER]

    def _hang(self, batch: Batch, edition: Edition, chance: Random) -> None:
        """Add an edition with its agencies, topics, quote, mention, writer and photo."""
        batch.editions.append(edition)
        listed = {"edition": edition, "list_at": edition.list_at}
        agencies = chance.sample(self.agencies, min(len(self.agencies), chance.choice((1, 1, 2))))
        batch.rows[EditionAgency] += [
            EditionAgency(agency=agency, is_lead=not order, **listed) for order, agency in enumerate(agencies)
        ]
        batch.rows[EditionTag] += [
            EditionTag(tag=tag, content_object=edition, list_at=edition.list_at) for tag in chance.sample(self.tags, 2)
        ]
        if self.appointments and chance.random() < 0.7:
            office = chance.choice(self.appointments)
            batch.rows[Quote].append(Quote(edition=edition, appointment=office, words=sentence(chance)))
            batch.rows[Mention].append(Mention(official_id=office.official_id, appointment=office, **listed))
        if self.people[WRITER]:
            batch.rows[Edition.changed_by.through].append(
                Edition.changed_by.through(edition=edition, user=self.people[WRITER])
            )
        if self.photos and chance.random() < 0.7:
            photo, caption = chance.choice(self.photos), sentence(chance)
            batch.rows[PhotoCaption].append(PhotoCaption(edition=edition, photo=photo, caption=caption, is_lead=True))


def stand_in(now: datetime) -> Newsroom:
    """Return the newsroom; what it lacks to carry releases (itself, sections, agencies) comes from the demo's city."""
    city = read_city(now)
    with transaction.atomic():
        if not Newsroom.objects.exists():
            return loading.load_frame(city, {}).newsroom
        if not Section.objects.exists():
            loading.load_sections(city)
        if not Agency.objects.exists():
            loading.load_officials(city, loading.load_agencies(city))
        return Newsroom.current()


def sentence(chance: Random) -> str:
    """Return a sentence of a press officer who has said it before."""
    words = (
        chance.choice(SUBJECTS),
        chance.choice(VERBS),
        chance.choice(OBJECTS),
        "di",
        chance.choice(PLACES),
        chance.choice(ENDINGS),
    )
    return f"{' '.join(words)}."


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")[:100]
