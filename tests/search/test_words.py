"""Words are folded and cut down to stems as PostgreSQL does it."""

import pytest
from django.db import connection

from news.search import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jum'at, Jum’at", ["jumat", "jumat"]),
        ("KESEHATAN Café cafe\u0301", ["kesehatan", "cafe", "cafe"]),
        ("12/SP-HMS/2026", ["12", "sp", "hms", "2026"]),
        ("anak_anak", ["anak", "anak"]),
        ("x" * 100, ["x" * 40]),
        ("\x00 “” — ' \u200b", []),
    ],
)
def test_a_text_is_split_into_folded_words(text, expected):
    assert words.split(text) == expected


def test_words_stand_where_they_are_said_to_stand():
    text = words.composed("Hari Jum'at, cafe\u0301 buka")
    assert [text[word.start : word.end] for word in words.located(text)] == ["Hari", "Jum'at", "café", "buka"]
    assert [word.folded for word in words.located(text)] == words.split(text)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_stems_are_those_of_postgresql():
    some = (
        "kesehatan pelayanan mempertanggungjawabkan diresmikannya peresmian membangun pembangunan warga kewargaan "
        "perbaikan memperbaiki banjir kebanjiran sekolah bersekolah menyapu penyapu wali walikota nya berlari lari "
        "keterangan menerangkan pengumuman diumumkan terbit penerbitan belajarlah bukunya masyarakat kemasyarakatan"
    ).split()
    with connection.cursor() as cursor:
        cursor.execute("SELECT w, ts_lexize('indonesian_stem', w) FROM unnest(%s::text[]) w", [some])
        assert [(word, [words.stem(word)]) for word in some] == cursor.fetchall()
