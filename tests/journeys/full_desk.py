"""A desk with something of everything: a release in each state, photos, links, comments, notices, plans, pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from news.accounts.models import Deputy, User
from news.alerts import telling
from news.articles import attachments, editing, planning, workflow
from news.articles.models import Attachment, Edition, EditionAgency, Mention, PhotoCaption, PlannedEvent, Quote
from news.comments import answering, receiving, reporting, sanctions, sweeping
from news.comments.models import Comment
from news.comments.models import Purge as Purged
from news.comments.senders import Sender
from news.desk import linking, remarking, working_copies
from news.directory.models import Agency, Appointment, Membership
from news.ledger.models import LedgerEntry
from news.letters.posting import post
from news.newsroom import redirecting, static_pages
from news.operations import worker
from news.operations.timetable import TIMETABLE
from news.photos import uploads
from news.photos.models import Photo
from news.screening.models import WordRule
from tests.photos import pictures

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@dataclass
class Staff:
    """Who works at the desk."""

    penulis: User
    redaktur: User
    penerbit: User
    moderator: User
    administrator: User


@dataclass
class Desk:
    """What :func:`fill` made: releases by what they are about, and one of each other thing."""

    releases: dict[str, Edition]
    photo: Photo
    event: PlannedEvent
    comment: Comment
    preview: linking.Made
    copy: working_copies.WorkingCopy


class _Filling:
    """Staff who write and decide; every release has an agency, a photo, a quote, a mention and a topic."""

    def __init__(self, staff: Staff, complete: Edition, other_agency: Agency) -> None:
        self.staff, self.complete, self.other_agency = staff, complete, other_agency
        self.now = timezone.now()
        self.appointment = Appointment.objects.select_related("official").get()
        self.photo = uploads.receive(
            pictures.upload(pictures.encoded(pictures.blocks().resize((1200, 800)))),
            by=staff.penulis, title="Antrean warga", alt="Warga duduk di teras", credit="Humas/Wira",
        )  # fmt: skip
        self.releases: dict[str, Edition] = {}

    def write(self, name: str, *, by: User | None = None, agency: Agency | None = None, **fields: object) -> Edition:
        """Write a complete draft."""
        by = by or self.staff.penulis
        kept = self.complete
        draft = editing.begin_draft(
            by, section=kept.section, headline=f"Vaksinasi gratis: {name}", dateline_place="Tanjung Selasih",
            lead=kept.lead, body=kept.body, event_date=kept.event_date, byline="rsi", **fields,
        )  # fmt: skip
        with editing.change(draft.pk, by=by):
            EditionAgency.objects.create(edition=draft, agency=agency or kept.agency_rows.get().agency, is_lead=True)
            Mention.objects.create(edition=draft, official=self.appointment.official, appointment=self.appointment)
            PhotoCaption.objects.create(edition=draft, photo=self.photo, caption="Warga mengantre.", is_lead=True)
            Quote.objects.create(edition=draft, appointment=self.appointment, words="Semua warga dilayani.")
            draft.tags.add("Imunisasi")
        self.releases[name] = draft
        return draft

    def take(self, name: str, *steps: str, **arguments: object) -> Edition:
        """Take ``steps`` with the release ``name``, the last of them with ``arguments``; return it as it is then."""
        by = {"submit": self.staff.penulis, "approve": self.staff.redaktur, "return": self.staff.redaktur}
        for place, step in enumerate(steps, start=1):
            given = arguments if place == len(steps) else {}
            who = by.get(step, self.staff.penerbit)
            self.releases[name] = workflow.take(step, self.releases[name], by=who, **given)  # type: ignore[arg-type]
        return self.releases[name]

    def every_state(self) -> None:
        """Bring a release into each state that there is."""
        review = ("submit", "approve")
        self.write("naskah")
        self.write("dikembalikan")
        self.take("dikembalikan", "submit", "return", note="Sebutkan jam layanan.")
        self.write("ditinjau")
        self.take("ditinjau", "submit", note="Mohon segera.")
        self.write("disetujui")
        self.take("disetujui", *review)
        self.write("terjadwal")
        self.take("terjadwal", *review, "release", at=self.now + DAY)
        self.write("embargo", embargo_until=self.now + 2 * DAY)
        self.take("embargo", *review, "release")
        self.write("tayang")
        self.take("tayang", *review, "release")
        self.write("dikoreksi")
        self.take("dikoreksi", *review, "release")
        self.take("dikoreksi", "revise", kind=Edition.Change.CORRECTION, note="Jam layanan diperbaiki.")
        self.take("dikoreksi", *review, "release")
        self.write("koreksi kecil")
        self.take("koreksi kecil", *review, "release")
        self.take("koreksi kecil", "revise", kind=Edition.Change.MINOR)
        self.write("kilat")
        self.take("kilat", "fast_release", note="Banjir, warga harus tahu.")
        self.write("dicabut")
        self.take("dicabut", *review, "release")
        self.take("dicabut", "withdraw", note="Acara dibatalkan.", successor=self.releases["tayang"].article)
        self.write("dibuang")
        self.take("dibuang", "discard")
        # Of an agency that penulis does not work for.
        self.write("instansi lain", by=self.staff.redaktur, agency=self.other_agency)
        self.write("tayang instansi lain", by=self.staff.redaktur, agency=self.other_agency)
        self.take("tayang instansi lain", "fast_release", note="Jalan ditutup.")

    def comments(self) -> Comment:
        """Let readers comment: held, published, reported, referred, banned and swept."""
        article, by = self.releases["tayang"].article, self.staff.moderator
        sender = Sender(email="rina@example.org", address_hash="a" * 64, network_hash="b" * 64)
        held = receiving.receive(article, name="Rina", sender=sender, text="Apakah lansia juga dilayani?")
        asked = receiving.receive(article, name="Budi", text="Kapan puskesmas kami dibuka?")
        reported = receiving.receive(article, name="Tono", text="Pelayanannya baik sekali.")
        for comment in (asked, reported):
            Comment.objects.filter(pk=comment.pk).update(status=Comment.Status.PUBLISHED)
        reporting.report(reported, "insult", text="Kasar.", address_hash="c" * 64)
        today = timezone.localdate()
        agency = self.releases["tayang"].agency_rows.get().agency
        answering.refer(asked, agency=agency, by=by, due_date=today + DAY, note="Mohon dijawab.")
        sanctions.ban("domain", "judi.example", by=by, days=7, reason="Iklan judi.")
        sweeping.ask(held, "spam", by=by, reason="advertising", only_held=True)
        return held


def fill(staff: Staff, complete: Edition, other_agency: Agency) -> Desk:
    """Fill the desk through the steps that its staff take; ``complete`` is a draft that meets every rule.

    Whatever is told, posted or waited for after a decision is told as the worker would tell it.
    """
    filling = _Filling(staff, complete, other_agency)
    with transaction.atomic():
        filling.every_state()
    tayang, ditinjau, embargo = (filling.releases[name] for name in ("tayang", "ditinjau", "embargo"))
    comment = filling.comments()
    table = SimpleUploadedFile("data.csv", b"kolom;angka\nwarga;12\n")
    with transaction.atomic():
        attachments.put(Attachment(edition=filling.releases["naskah"], title="Data"), table, "csv").save()
    preview = linking.make_preview(ditinjau, by=staff.penulis, label="Kepala dinas")
    linking.make_press(embargo, [linking.Recipient("Sari", "Radio Kota", "")], by=staff.penerbit)
    about = remarking.remark(ditinjau.article, "Jamnya?", by=staff.redaktur, field="lead", quoted="dua belas")
    remarking.answer(about, "Sudah benar.", by=staff.penulis)
    event = PlannedEvent(
        title="Pasar murah", agency=complete.agency_rows.get().agency, starts_at=filling.now + DAY, venue="Lapangan"
    )
    planning.plan(event, by=staff.redaktur)
    draft = working_copies.Draft(
        "a" * 32, filling.releases["naskah"].version, 1, {"headline": ["a"]}, {"headline": ["b"]}
    )
    copy = working_copies.keep(staff.penulis, filling.releases["naskah"], draft)
    telling.tell_new(1000)
    static_pages.begin()
    redirecting.keep(redirecting.read("/lama/1\t/arsip/"))
    WordRule.objects.create(phrase="judi", kind="brand", weight=5)
    Deputy.objects.create(
        principal=staff.penerbit, deputy=staff.redaktur, from_date=timezone.localdate() - 9 * DAY,
        until_date=timezone.localdate() - 2 * DAY,
    )  # fmt: skip
    worker.enter(entry.name for entry in TIMETABLE)
    Purged.objects.create(date=timezone.localdate(), counts={"addresses": 3}, at=filling.now)
    post("verify", "verify:1", "rina@example.org", "Tautan Anda", "Isi surat")
    assert LedgerEntry.objects.exists()
    assert Membership.objects.filter(user=staff.penulis).exists()
    return Desk(filling.releases, filling.photo, event, comment, preview, copy)
