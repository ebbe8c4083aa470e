"""Let a crowd of invented readers answer, and moderators decide on it: comments in bulk, for benchmarks.

They go around receiving and moderation, which would take hours for a million, but keep every constraint and look as
these leave them after a year in which nothing was purged: threads of two levels, agencies' answers, verdicts of
screening, decisions, reports, referrals, tallies.
The same seed makes the same, but for what is never the same twice: tokens, sealed addresses, keyed hashes.
"""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address
from random import Random
from typing import NamedTuple

from django.db import transaction

from news.accounts.models import User
from news.accounts.roles import EDITOR, MODERATOR, PUBLISHER, WRITER
from news.comments import addresses, tallying
from news.comments.assessing import STATUS_OF
from news.comments.models import Comment, Decision, Referral, Report, VerifiedAddress
from news.directory.models import Agency
from news.screening import rules as screening_rules
from news.screening.normalising import fingerprint
from news.screening.weighing import Verdict, weigh

Status = Comment.Status
Action = Decision.Action

BATCH = 5000
YEAR = datetime.timedelta(days=365)
AUTHORS = 4000
WITH_EMAIL = 0.6
VERIFIED = 10  # every tenth
# Of a hundred comments.
STATUSES = {"published": 70, "held": 8, "rejected": 12, "spam": 8, "removed": 2}
# What screening found, by what became of the comment in the end; the lightest is the most common.
FOUND: dict[str, list[tuple[str, ...]]] = {
    "published": [(), (), (), (), (), (), (), ("complaint",), ("suspect_word",), ("no_proof",)],
    "held": [
        (), ("no_proof",), ("crowded",), ("personal_data",), ("often_rejected",), ("suspect_word", "no_proof"),
        ("link", "link_by_newcomer"), ("link", "link_by_newcomer", "too_fast"), ("brand",), ("complaint", "brand"),
    ],
    "rejected": [(), ("suspect_word",), ("no_proof",), ("link", "link_by_newcomer")],
    "spam": [
        ("brand", "suspect_word"), ("brand", "link", "link_by_newcomer"), ("too_fast", "honeypot", "bad_proof"),
        ("repeated_text", "shortener"), ("link", "link_by_newcomer"),
    ],
    "removed": [()],
}  # fmt: skip
REASONS = ("off_topic", "insult", "advertising", "personal_data", "misinformation", "harassment")
# How many replies a comment has, of twenty.
REPLIES = (0,) * 14 + (1, 1, 1, 2, 2, 7)
LONGEST = 200
"""Replies to the first comment on the release that most are on, at most."""
ANSWERED, REPORTED, REFERRED = 0.02, 0.003, 0.001
"""Shares of published comments that an agency answered, a reader reported, or that wait for an agency."""

OPENINGS = (
    "Terima kasih atas kabarnya.|Kapan giliran kelurahan kami?|Semoga terus dirawat.|Mohon jadwalnya diperjelas."
    "|Tetangga saya bilang lain.|Sudah saya lihat sendiri.|Anggarannya dari mana?|Usul dari warga."
).split("|")
WHO = "anak saya|tetangga|ketua RT|pedagang di sini|warga lansia|guru kami|sopir angkot|petugas jaga".split("|")
DOES = "menunggu|mengeluh soal|senang dengan|bertanya tentang|belum tahu|ikut menjaga|mengusulkan".split("|")
WHAT = "antrean panjang|lampu yang padam|jadwal baru|air yang keruh|jalan berlubang|taman itu|biaya parkir".split("|")
WHERE = "di Ujung Tiram|di Kampung Jangkar|dekat dermaga|di depan sekolah|di Pasar Tudung|di Bukit Kenari".split("|")
WHEN = "sejak kemarin|tiap pagi|waktu hujan|sampai sekarang|pada akhir pekan|sesudah magrib".split("|")
ANSWERS = (
    "Terima kasih. Petugas kami memeriksanya pekan ini.|Jadwal lengkap ada di kantor kelurahan."
    "|Sudah kami catat dan teruskan kepada tim lapangan."
).split("|")


class Release(NamedTuple):
    """A release that readers answer: since when it is public, and its article's id."""

    released_at: datetime.datetime
    article_id: int


class Sender(NamedTuple):
    """What is known of an author."""

    email: str
    email_hash: str | None
    is_verified: bool


@dataclass
class _Batch:
    """Rows of one transaction, in the order in which they refer to each other."""

    roots: list[Comment] = field(default_factory=list)
    replies: list[Comment] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.roots) + len(self.replies)

    @transaction.atomic
    def write(self) -> None:
        """Write everything; keys are taken over from what was written before."""
        Comment.objects.bulk_create(self.roots)
        Comment.objects.bulk_create(self.replies)
        Decision.objects.bulk_create(self.decisions)
        Report.objects.bulk_create(self.reports)
        Referral.objects.bulk_create(self.referrals)


class Crowd:
    """Readers who answer ``releases`` (in the order of their release) during the year before ``until``.

    :param number: how many comments, replies included.
    :param on_one: how many of them are on one release, the newest that was there before that year.
    """

    def __init__(
        self, releases: Sequence[Release], number: int, on_one: int, seed: int, until: datetime.datetime
    ) -> None:
        self.number, self.on_one, self.until = number, min(on_one, number), until
        self.chance = Random(f"{seed}/comments")  # noqa: S311 - repeatable, nothing secret
        self.begin = until - YEAR
        self.one = releases[max(0, bisect(releases, Release(self.begin, 0)) - 1)]
        self.others = [release for release in releases if release != self.one] or [self.one]
        moderating, writing = (EDITOR, PUBLISHER, MODERATOR), (WRITER, EDITOR, PUBLISHER)
        self.moderators = list(User.objects.filter(groups__name__in=moderating).distinct().order_by("pk"))
        self.staff = User.objects.filter(groups__name__in=writing).order_by("pk").first()
        self.agencies = list(Agency.objects.order_by("pk"))
        rules = screening_rules.current()
        self.verdicts = {
            status: [weigh([rules.signal(code, _evidence(code)) for code in codes], rules) for codes in found]
            for status, found in FOUND.items()
        }
        self.sender = lru_cache(AUTHORS)(_sender)
        self.hashes = lru_cache(2 * AUTHORS)(_hashes)
        self.batch = _Batch()

    def make(self) -> Iterator[int]:
        """Write the comments batch by batch, and yield how many there are after each; then count the tallies."""
        verified = [self.sender(author).email_hash for author in range(0, AUTHORS, VERIFIED)]
        VerifiedAddress.objects.bulk_create(
            [VerifiedAddress(email_hash=value or "", verified_at=self.begin) for value in verified],
            ignore_conflicts=True,
        )
        done = done_on_one = 0
        while done < self.number:
            self.batch = _Batch()
            while len(self.batch) < BATCH and done + len(self.batch) < self.number:
                so_far = done + len(self.batch)
                room, room_on_one = self.number - so_far, self.on_one - done_on_one
                in_batch = BATCH - len(self.batch)
                moment = self.begin + YEAR * ((so_far + self.chance.random()) / (self.number + 1))
                # Exactly ``on_one`` of them in the end, spread evenly over the year.
                if self.chance.random() * room < room_on_one:
                    is_long = not done_on_one
                    done_on_one += self._converse(self.one, moment, min(room_on_one, in_batch), is_long)
                else:
                    public = bisect(self.others, Release(moment, 0))
                    release = self.others[self.chance.randrange(max(1, public))]
                    self._converse(release, moment, min(room - room_on_one, in_batch))
            self.batch.write()
            done += len(self.batch)
            yield done
        tallying.recount()

    def _converse(self, release: Release, moment: datetime.datetime, room: int, is_long: bool = False) -> int:
        """Add a comment with the replies to it, ``room`` comments at most, and return how many these are."""
        chance = self.chance
        root = self._comment(release, max(moment, release.released_at), Status.PUBLISHED if is_long else None)
        self.batch.roots.append(root)
        most = {Status.PUBLISHED: room - 1, Status.REMOVED: min(1, room - 1)}.get(Status(root.status), 0)
        number = min(most, LONGEST if is_long else chance.choice(REPLIES))
        at = root.created_at
        for _reply in range(number):
            at = self._after(at)
            reply = self._comment(release, at)
            reply.parent = root
            self.batch.replies.append(reply)
        made = 1 + number
        if root.status == Status.PUBLISHED and made < room and self.staff and self.agencies:
            if chance.random() < ANSWERED:
                self._answer(root)
                made += 1
            elif self.moderators and chance.random() < REFERRED:
                self._refer(root, self._after(root.created_at))
        return made

    def _comment(self, release: Release, at: datetime.datetime, status: str | None = None) -> Comment:
        """Return a comment of some reader, with what became of it, decided and reported as that says."""
        chance = self.chance
        status = status or chance.choices(list(STATUSES), list(STATUSES.values()))[0]
        verdict: Verdict = chance.choice(self.verdicts[status])
        author = chance.randrange(AUTHORS)
        sender = self.sender(author) if chance.random() < WITH_EMAIL else Sender("", None, False)
        address_hash, network_hash = self.hashes(author, _month(at))
        text = f"{chance.choice(OPENINGS)} {sentence(chance)} {sentence(chance)}"
        comment = Comment(
            article_id=release.article_id,
            name=f"Pembaca {author}",
            text=text,
            status=status,
            created_at=at,
            email=sender.email,
            email_hash=sender.email_hash,
            is_verified=sender.is_verified,
            address_hash=address_hash,
            network_hash=network_hash,
            text_hash=fingerprint(text),
            screened_status=STATUS_OF[verdict.outcome.value],
            risk=verdict.risk,
            signals=[signal.as_json() for signal in verdict.signals],
        )
        if status == Status.REMOVED:
            comment.version = 2
        elif status != Status.HELD and not (status == comment.screened_status == Status.SPAM):
            self._decide(comment, self._after(at))
        if status == Status.PUBLISHED:
            comment.published_at = comment.published_at or at
            if chance.random() < REPORTED:
                self._report(comment, self._after(comment.published_at))
        return comment

    def _decide(self, comment: Comment, at: datetime.datetime) -> None:
        """Let a moderator decide on ``comment`` what its status says."""
        if not self.moderators:
            return
        action = {"published": Action.APPROVE, "rejected": Action.REJECT, "spam": Action.SPAM}[comment.status]
        is_first = comment.version == 1
        self.batch.decisions.append(
            Decision(
                comment=comment,
                by=self.chance.choice(self.moderators),
                action=action,
                from_status=Status.HELD if is_first else comment.status,
                to_status=comment.status,
                reason="" if action == Action.APPROVE else self.chance.choice(REASONS),
                at=at,
            )
        )
        comment.version += 1
        if comment.status == Status.PUBLISHED and is_first:
            comment.published_at = at

    def _report(self, comment: Comment, at: datetime.datetime) -> None:
        """Let a reader report ``comment``; two of three reports are settled by a second approval."""
        report = Report(
            comment=comment,
            reason=self.chance.choice([value for value in Report.Reason.values if value != Report.Reason.APPEAL]),
            text=sentence(self.chance),
            address_hash=self.hashes(self.chance.randrange(AUTHORS), _month(at))[0],
            at=at,
        )
        self.batch.reports.append(report)
        if self.moderators and self.chance.random() < 2 / 3:
            report.closed_at = self._after(at)
            self._decide(comment, report.closed_at)
        else:
            comment.reported_at = at

    def _answer(self, root: Comment) -> None:
        """Let an agency answer ``root``; half of what is answered was handed to it."""
        at = self._after(root.published_at or root.created_at)
        agency = self.chance.choice(self.agencies)
        text = self.chance.choice(ANSWERS)
        answer = Comment(
            article_id=root.article_id,
            parent=root,
            name=agency.name[:80],
            text=text,
            agency=agency,
            by=self.staff,
            status=Status.PUBLISHED,
            created_at=at,
            published_at=at,
            text_hash=fingerprint(text),
        )
        root.is_answered = True
        self.batch.replies.append(answer)
        if self.moderators and self.chance.random() < 0.5:
            referral = self._refer(root, root.created_at)
            referral.agency, referral.closed_at, referral.answer = agency, at, answer

    def _refer(self, root: Comment, at: datetime.datetime) -> Referral:
        referral = Referral(
            comment=root,
            agency=self.chance.choice(self.agencies),
            by=self.chance.choice(self.moderators),
            at=at,
            due_date=at.date() + datetime.timedelta(days=5),
        )
        self.batch.referrals.append(referral)
        return referral

    def _after(self, at: datetime.datetime) -> datetime.datetime:
        """Return a moment some hours after ``at``, but not in the future."""
        return max(at, min(at + datetime.timedelta(minutes=self.chance.expovariate(1 / 180)), self.until))


def _sender(author: int) -> Sender:
    email = f"pembaca{author}@contoh.example"
    return Sender(email, addresses.email_hash(email), author % VERIFIED == 0)


def _hashes(author: int, month: datetime.date) -> tuple[str, str]:
    """Return the hashes of the author's address and network, made under the key of ``month``."""
    address = IPv4Address(0x0A00_0001 + 29 * author)  # some share a network
    moment = datetime.datetime.combine(month, datetime.time(12), datetime.UTC)
    return addresses.address_hash(address, moment) or "", addresses.network_hash(address, moment) or ""


def _month(at: datetime.datetime) -> datetime.date:
    return at.astimezone(datetime.UTC).date().replace(day=1)


def sentence(chance: Random) -> str:
    """Return a sentence that a reader may have written."""
    words = " ".join(chance.choice(part) for part in (WHO, DOES, WHAT, WHERE, WHEN))
    return f"{words[0].upper()}{words[1:]}."


def _evidence(code: str) -> str:
    return {
        "brand": "contoh4d",
        "suspect_word": "wd cepat",
        "personal_data": "phone",
        "shortener": "pendek.example",
    }.get(code, "")
