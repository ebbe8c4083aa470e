"""Who may open and do what at the desk: every address that anybody is offered, tried by everybody else.

The desk is crawled as each role; what one of them is offered, all others and a stranger try too, by every method.
What they may is :data:`TABLE`, which says the same as “Who may” in docs/architecture.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from news.accounts.models import User

from .crawling import DESK, Request, crawl, written
from .full_desk import Desk, Staff, fill

# W writer, E editor, P publisher, M moderator, A administrator
ALL, WRITING, REVIEWING, MODERATING, KEEPING = "WEPMA", "WEP", "EP", "EPM", "EPA"
DIRECTORY = "directory_(agency|official|position|appointment)"
STEP = "articles_edition_(step|bulk)"

TABLE: list[tuple[str, str, str]] = [
    # what (name of the address, with the words in it), who looks, who acts
    ("index|jsi18n|autocomplete|view_on_site|app_list|desk:token", ALL, ""),
    ("language|password_change|password_change_done", ALL, ALL),
    ("desk:(notices|notice_count|notice)", ALL, ""),
    ("desk:(notices_read|notice_preferences)", ALL, ALL),
    # releases
    ("articles_edition_(changelist|add|change|checks|restore)|typed_preview|intake:.*", WRITING, WRITING),
    ("articles_edition_(history|photo|attachment|export).*", WRITING, ""),
    ("articles_edition_settings", REVIEWING, REVIEWING),
    ("articles_edition_redact", "P", "P"),
    (f"{STEP} (submit|discard|revise)", WRITING, WRITING),
    (f"{STEP} (return|approve|release_minor|confirm)|desk:decide", REVIEWING, REVIEWING),
    (f"{STEP} (release|reschedule|unschedule|fast_release|withdraw)", "P", "P"),
    ("desk:(links|revoke_link.*|remark|answer_remark|settle_remark)", WRITING, WRITING),
    ("desk:(keep|working_copy|use|drop)", WRITING, WRITING),
    ("desk:(calendar|plan|event|call_off|write|move acara)", WRITING, WRITING),
    ("desk:move siaran", "P", "P"),
    # photos
    ("photos_photo_(changelist|change|history|rendition.*)", ALL, WRITING),
    ("photos_photo_(add|send|describe|replace)|desk:(photo|depict)", WRITING, WRITING),
    ("desk:(library|photos|caption)", ALL, ""),
    # directory
    (f"{DIRECTORY}_(changelist|change|history)|directory_find.*", "WEPA", KEEPING),
    (f"{DIRECTORY}_(add|delete|import|export.*|rename|succeed|hand_over|merge|undo)", KEEPING, KEEPING),
    # comments
    ("comments_comment_(?!add|delete|history).*|screening_.*", MODERATING, MODERATING),
    ("comments_referral_(changelist|answer|reply)", "WEPM", WRITING),
    ("comments_referral_take_back", MODERATING, MODERATING),
    # newsroom
    ("newsroom_(staticpage|redirect)_.*|desk:banner", "PA", "PA"),
    ("articles_tag_(changelist|change|history)", "WEPA", KEEPING),
    ("articles_tag_add", "WEPA", "WEPA"),
    ("articles_tag_delete", KEEPING, KEEPING),
    ("ledger_ledgerentry_(changelist|change|history)", KEEPING, ""),
    ("(accounts|newsroom_newsroom|articles_section|directory_membership)_.*", "A", "A"),
    ("auth_user_password_change|desk:leave", "A", "A"),
    ("letters_letter_.*|operations_job_.*|comments_purge_.*", "A", "A"),
    # what nobody does
    (".*_delete|.*_add|comments_(comment|referral)_(change|history)|ledger_.*", "", ""),
]


DENIED = {400, 403, 404, 405, 409}
BY_LOOKING = {"alerts_notice", "django_session"}
"""What a look may write: that a notice was read, and which note was shown."""
OWN = "desk:(notice|working_copy|use|drop)"
"""What is only theirs to whom it was offered."""


def by_hand(desk: Desk, staff: Staff) -> Iterator[Request]:
    """Yield what no page links to: what scripts ask for, what is only typed, and what is there for a moment."""
    tayang, naskah = desk.releases["tayang"], desk.releases["naskah"]
    looks: dict[str, list[object]] = {
        "desk:library": [], "desk:photos": [], "desk:caption": [], "desk:banner": [],
        "directory_find": ["pejabat"], "articles_edition_photo": [desk.photo.pk],
        "comments_comment_counts": [], "comments_comment_keys": [],
        "comments_referral_answer": [desk.comment.pk], "directory_official_merge": [],
        "password_change_done": [], "app_list": ["articles"], "accounts_user_delete": [staff.penulis.pk],
        "articles_edition_delete": [naskah.pk], "photos_photo_delete": [desk.photo.pk],
        "comments_comment_delete": [desk.comment.pk], "comments_comment_history": [desk.comment.pk],
        "ledger_ledgerentry_history": [1], "ledger_ledgerentry_delete": [1], "newsroom_newsroom_delete": [1],
        "letters_letter_delete": [1], "operations_job_delete": [1], "comments_purge_delete": [1],
        **dict.fromkeys(
            ["comments_comment_add", "comments_referral_add", "comments_purge_add", "ledger_ledgerentry_add",
             "letters_letter_add", "operations_job_add", "newsroom_newsroom_add"], [],
        ),
        **{f"comments_referral_{name}": [1] for name in ("change", "history", "delete")},
    }  # fmt: skip
    for name, arguments in looks.items():
        yield Request("GET", reverse(f"admin:{name}", args=arguments))
    typed: list[tuple[str, list[object], dict[str, str]]] = [
        ("desk:photo", [desk.photo.pk], {"alt": "Diganti"}),
        ("desk:depict", [desk.photo.pk], {"official": "1"}),
        ("desk:banner", [], {"level": "warning", "text": "Banjir", "until": "2099-12-01T09:00"}),
        ("desk:banner", [], {"end": "1"}),
        ("intake:quotes", [], {"text": "Kata Rahmat."}),
        ("intake:enrol", [], {"name": "Tini"}),
        ("articles_edition_checks", [naskah.pk], {"headline": "x"}),
        ("articles_edition_redact", [tayang.pk], {"phrases": "puskesmas", "reason": "x"}),
        *(("articles_edition_bulk", [step], {"chosen": f"{naskah.pk}:{naskah.version}", "note": "x"})
          for step in ("submit", "approve", "return", "release")),
        *((f"directory_{name}_undo", [1], {}) for name in ("agency", "official", "position")),
        ("comments_comment_stop", [1], {}),
        ("comments_comment_take_back", [1], {}),
        ("comments_comment_sweep", [desk.comment.pk], {"action": "spam", "reason": "advertising"}),
        ("letters_letter_changelist", [], {"action": "send_again", "_selected_action": "1"}),
    ]  # fmt: skip
    for name, arguments, data in typed:
        yield Request("POST", reverse(f"admin:{name}", args=arguments), tuple((k, (v,)) for k, v in data.items()))
    for user in (staff.penulis, staff.moderator, staff.administrator):
        body = {"user": user.pk, "edition": None, "session": "b" * 32, "version": 0, "edits": 1,
                "base": {"headline": ["a"]}, "fields": {"headline": ["b"]}}  # fmt: skip
        yield Request("POST", reverse("admin:desk:keep"), json=json.dumps(body))
    for asked in ("directory&model_name=membership&field_name=agency", "accounts&model_name=deputy&field_name=deputy"):
        yield Request("GET", f"{reverse('admin:autocomplete')}?term=&app_label={asked}")


def most(request: Request) -> int:
    """Say of how many of a kind it is enough: of releases of more, since each is in another state."""
    if request.name.endswith(("_history", "_delete", "_add")) or request.name == "view_on_site":
        return 1
    return 16 if request.name == "articles_edition_change" else 2


def leads_away(answer: HttpResponse) -> bool:
    """Say whether it leads to the log-in, or to the first page since there is no such thing for this user."""
    return answer.status_code == 302 and answer.headers["Location"].partition("?")[0] in {DESK, reverse("admin:login")}


def is_denied(answer: HttpResponse) -> bool:
    return answer.status_code in DENIED or leads_away(answer)


def row_of(request: Request) -> tuple[str, str]:
    """Return who looks and who acts."""
    kind = " ".join(request.kind[1:])
    for names, looks, acts in TABLE:
        if re.fullmatch(names, kind) or re.fullmatch(names, request.name):
            return looks, acts
    raise AssertionError(f"{kind} is not in the table")


@dataclass
class Matrix:
    """What was offered, and to whom."""

    foreign: set[str]  # the keys of releases of an agency that penulis does not work for
    offered: dict[Request, str]

    def may(self, role: str, request: Request, method: str) -> bool:
        """Say what the table says."""
        if not role:
            return False
        if role == "W" and "edition" in request.name and self._key(request) in self.foreign:
            return False
        if re.fullmatch(OWN, request.name):
            return role in self.offered.get(request, "")
        return role in row_of(request)[method == "POST"]

    def _key(self, request: Request) -> str:
        return next(map(str, request.match.kwargs.values()), "")

    def tries(self) -> list[Request]:
        """Return one of each kind: with each button of a form, of a release of their own and of a foreign one."""
        kinds: dict[tuple[object, ...], Request] = {}
        # Whoever may save may also save and go on: that asks for nothing more.
        tried = (one for one in self.offered if not one.data or one.data[-1][0] not in {"_addanother", "_continue"})
        for request in sorted(tried, key=str):
            is_foreign = "edition" in request.name and self._key(request) in self.foreign
            button = request.data[-1][0] if request.data else request.json
            kinds.setdefault((request.kind, is_foreign, button), request)
        return list(kinds.values())

    def try_out(self, role: str, client: Client, request: Request, method: str) -> Iterator[str]:
        """Send ``request`` as ``role`` by ``method``, take back whatever it did, and yield what is wrong with that."""
        cookies = client.cookies.copy()
        may_act = self.may(role, request, method) and method == "POST"
        may_look = self.may(role, request, "GET")
        told = f"{role or 'a stranger'}: {method} {request.address} {request.data[-1:]}"
        with transaction.atomic():
            with written() as tables:
                answer = request.send(client, method)
            transaction.set_rollback(may_act)
        client.cookies = cookies
        if answer.status_code >= 500:
            yield f"{told} fails: {answer.status_code}"
        if not may_act and tables - BY_LOOKING:
            yield f"{told} writes {tables}"
        if not may_act and not may_look and not is_denied(answer):
            yield f"{told} gets {answer.status_code}"
        if not role and answer.status_code == 200:
            yield f"{told} gets a page"


@pytest.fixture
def staff(penulis, redaktur, penerbit, moderator, administrator) -> Staff:
    return Staff(penulis, redaktur, penerbit, moderator, administrator)


@pytest.fixture
def desk(staff, draft, other_agency) -> Desk:
    return fill(staff, draft, other_agency)


@pytest.fixture
def clients(staff) -> dict[str, Client]:
    """A browser for each role, and for a stranger."""
    users = {"W": staff.penulis, "E": staff.redaktur, "P": staff.penerbit, "M": staff.moderator}
    return {role: logged_in(user) for role, user in {**users, "A": staff.administrator}.items()} | {"": Client()}


def logged_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def digest() -> str:
    """Return what tells whether anything in the database changed, but for what a look may write."""
    hashed = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - BY_LOOKING):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            hashed.update(repr((table, cursor.fetchall())).encode())
    return hashed.hexdigest()


@pytest.fixture
def matrix(desk, staff, clients) -> Matrix:
    """Crawl the desk as each role: what it is offered it may open, and looking writes nothing."""
    faults, offered_to = [], defaultdict(str, dict.fromkeys(by_hand(desk, staff), ""))
    for role, client in clients.items():
        if role:
            with written() as tables:
                answers, posts = crawl(client, most)
            faults += [f"{role} wrote by looking: {tables - BY_LOOKING}"] * bool(tables - BY_LOOKING)
            faults += [
                f"{role} is offered {request}: {answer.status_code}"
                for request, answer in answers.items()
                if is_denied(answer) or answer.status_code >= 400
            ]
            for request in {*answers, *posts}:
                offered_to[request] += role
    assert not faults, "\n".join(faults)
    foreign = {str(release.pk) for name, release in desk.releases.items() if "instansi lain" in name}
    return Matrix(
        foreign, {request: roles for request, roles in offered_to.items() if request.name not in {"login", "logout"}}
    )


def test_nobody_gets_more_than_the_table_says(matrix, clients):
    assert set(names(get_resolver())) - {request.name for request in matrix.offered} == {"login", "logout"}
    tries, before = matrix.tries(), digest()
    faults = [
        fault
        for role, client in clients.items()
        for request in tries
        if request.method == "POST" or role not in matrix.offered[request]  # what was offered was opened by the crawl
        for fault in matrix.try_out(role, client, request, request.method)
    ]
    # By the other methods once for each address: a stranger, the first role that may look, the first that may not.
    for request in {request.name: request for request in tries}.values():
        of = {matrix.may(role, request, "GET"): role for role in reversed(clients) if role}
        for role in ("", *of.values()):
            for method in ("HEAD", "PUT", "DELETE"):
                faults += matrix.try_out(role, clients[role], request, method)
    assert not faults, "\n".join(faults)
    assert digest() == before


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Yield the names of the addresses of the desk."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif entry.name and (space.startswith("admin:") or entry.name == "typed_preview"):
            yield f"{space}{entry.name}".removeprefix("admin:")
