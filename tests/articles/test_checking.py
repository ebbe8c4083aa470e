"""All that the desk says about a release: for each piece of advice a text that asks for it, and one that does not."""

import datetime

import pytest
from model_bakery import baker

from news.articles import workflow
from news.articles.checking import checks
from news.articles.manuscript import Manuscript
from news.articles.models import Edition, PhotoCaption, Quote, Section, Tag
from news.directory.models import AgencyName

SAID = "<p>“Warga cukup membawa KTP,” kata dr. Rahmat Simbolang, M.Kes.</p>"


def found(edition: Edition, **content: object) -> list[tuple[str, str]]:
    """Return field and code of what is advised about ``edition`` with ``content``; nothing of it is saved."""
    for name, value in {"body": SAID, **content}.items():
        setattr(edition, name, value)
    return [(finding.field, finding.code) for finding in checks(Manuscript.of(edition)) if not finding.blocking]


def messages(edition: Edition, **content: object) -> list[str]:
    found(edition, **content)
    return [finding.message for finding in checks(Manuscript.of(edition))]


def test_a_good_release_is_told_nothing(draft):
    assert found(draft) == []


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        ({"headline": "VAKSINASI GRATIS DI PUSKESMAS"}, ("headline", "headline-shouts")),
        ({"headline": "Vaksinasi " * 12}, ("headline", "headline-long")),
        ({"lead": "kata " * 31}, ("lead", "sentence-long")),
        ({"body": SAID + f"<p>{'kata ' * 31}</p>"}, ("body", "sentence-long")),
        ({"body": "<p>Layanan dibuka.</p>"}, ("quotes", "quote-missing")),
        ({"lead": "Kata Rahmad Simbolang kemarin."}, ("lead", "name-slip")),
        ({"headline": "Dinas Kesahatan buka layanan"}, ("headline", "name-slip")),
        ({"body": SAID + '<p><a href="www.contoh.id">situs</a></p>'}, ("body", "link-malformed")),
        ({"body": SAID + '<p><a href="/tidak/ada/di/sini/">situs</a></p>'}, ("body", "link-dead")),
        ({"body": SAID + "<p>Slot gacor hari ini</p>"}, ("body", "gambling")),
        ({"citizen_what": "Slot gacor hari ini"}, ("citizen_what", "gambling")),
        ({"citizen_what": "kata " * 31}, ("citizen_what", "sentence-long")),
        ({"citizen_when": "Senin (12/3/2019)"}, ("citizen_when", "weekday-contradicts-date")),
        ({"citizen_contact": "dr. Rahmad Simbolang"}, ("citizen_contact", "name-slip")),
        ({"citizen_contact": "Loket: 0812-345"}, ("citizen_contact", "contact-malformed")),
        ({"body": SAID + "<p>Acara Senin (12/3/2019).</p>"}, ("body", "weekday-contradicts-date")),
    ],
)
def test_each_piece_of_advice_names_its_field(content, advice, draft):
    assert found(draft, **content) == [advice]


def test_what_is_advised_says_what_is_meant(draft):
    said = messages(draft, lead=f"Kata Rahmad Simbolang. {'kata ' * 31}", headline="A" * 111)
    assert any("111" in message and "110" in message for message in said)
    assert any("Rahmad Simbolang" in message and "Rahmat Simbolang" in message for message in said)
    assert any("31" in message and "“kata kata kata kata kata kata …”" in message for message in said)


def test_a_release_that_says_nothing_yet_is_not_asked_for_a_quote(draft):
    assert ("quotes", "quote-missing") not in found(draft, body="")


def test_a_quote_in_the_list_is_a_quote(draft, appointment):
    Quote.objects.create(edition=draft, appointment=appointment, words="Datanglah.")
    assert found(draft, body="<p>Layanan dibuka.</p>") == []


@pytest.mark.parametrize(
    ("alt", "caption", "code"),
    [
        ("IMG_2041.jpg", "Warga antre.", "alt-is-file"),
        ("Warga antre", "Warga antre.", "alt-is-caption"),
        ("Tiga warga duduk di kursi biru", "Warga antre.", None),
    ],
)
def test_an_alternative_text_says_what_is_seen(alt, caption, code, draft):
    photo = baker.make("photos.Photo", width=800, height=600, alt=alt, credit="Humas")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption=caption)
    assert found(draft) == ([("captions", code)] if code else [])


def test_a_speaker_and_a_caption_are_compared_with_the_directory(draft):
    Quote.objects.create(edition=draft, speaker="Rahmat Simbolong", words="Datanglah.")
    photo = baker.make("photos.Photo", width=800, height=600, alt="Orang", credit="Humas")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Rahmad Simbolang meninjau.")
    finding = next(each for each in checks(Manuscript.of(draft)) if each.field == "quotes" and each.code == "name-slip")
    assert (finding.row, finding.part) == (0, "speaker")
    assert ("captions", "name-slip") in found(draft)


def test_former_names_and_other_spellings_are_no_slips(draft, agency, official):
    AgencyName.objects.create(agency=agency, name="Dinas Kesahatan", until_date=datetime.date(2020, 1, 1))
    official.aliases = "Rahmad Simbolang"
    official.save()
    assert found(draft, lead="Kata Rahmad Simbolang dari Dinas Kesahatan.") == []


# Links within the site


def link(address: str) -> str:
    return f'{SAID}<p><a href="{address}">lihat</a></p>'


def test_a_link_to_what_is_live_is_well(draft, released, settings):
    settings.BASE_URL = "https://humas.contoh.id"
    path = released.article.get_absolute_url()
    other = Edition(article=released.article, headline="Baru")
    manuscript = [Manuscript(other)]
    for address in (path, f"https://humas.contoh.id{path}", "https://contoh.id/apa/saja/", "#isi", "/instansi/"):
        other.body = link(address)
        assert not [each for each in checks(manuscript[0]) if each.code.startswith("link")], address


def test_a_link_to_what_was_withdrawn_or_is_not_live_is_told(released, penerbit):
    path, other = released.article.get_absolute_url(), Edition(article=released.article, headline="Baru")
    other.body = link(path)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    [finding] = [each for each in checks(Manuscript(other)) if each.code == "link-dead"]
    assert path in finding.message
    assert not finding.blocking


@pytest.mark.parametrize(
    ("address", "is_dead"),
    [
        ("/rubrik/kesehatan/", False), ("/rubrik/tidak-ada/", True), ("/instansi/dinas-kesehatan/", False),
        ("/instansi/tidak-ada/", True), ("/topik/tidak-ada/", True), ("/admin/", True),
    ],
)  # fmt: skip
def test_a_link_to_a_section_or_agency_that_is_not_there_is_told(address, is_dead, draft):
    assert (("body", "link-dead") in found(draft, body=link(address))) is is_dead


def test_what_is_only_typed_is_checked_without_a_row_in_the_database(draft, agency):
    typed = Edition(article=draft.article, headline="JUDUL YANG BERTERIAK KERAS", section=Section(name="Kesehatan"))
    codes = {finding.code for finding in checks(Manuscript(typed, topics=[Tag(name="Imunisasi")]))}
    assert {"headline-shouts", "body-missing", "lead-agency-missing"} <= codes


def test_a_long_text_is_bounded(draft, django_assert_max_num_queries):
    body = "".join(f'<p>Kalimat {n} <a href="www.contoh{n}.id">x</a> {"kata " * 40}.</p>' for n in range(400))
    with django_assert_max_num_queries(14):
        assert len(found(draft, body=body)) < 200


@pytest.mark.parametrize(("kind", "asks"), [("announcement", True), ("advisory", True), ("release", False)])
def test_an_announcement_that_tells_citizens_nothing_is_asked_about(kind, asks, draft):
    draft.article.kind = kind
    assert (("citizen_what", "citizens-not-told") in found(draft)) is asks
    assert found(draft, citizen_when="Setiap Sabtu") == []
