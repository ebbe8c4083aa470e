"""A small directory and a text that names some of it."""

import datetime

import pytest

from news.directory.models import Agency, Appointment, Official, Position

TEXT = """
Beranda KESEHATAN Posyandu Malam Dibuka di Pasar Baruna

Posyandu Malam Dibuka di Pasar Baruna

BERBAGI
MEDIKA: Petugas memeriksa tekanan darah pedagang. (Istimewa)

TANJUNG SELASIH, SUARA.EXAMPLE – Dinkes Kota Tanjung Selasih membuka posyandu malam di Pasar Baruna, Rabu (11/3/2026).

“Kami <b>ikut</b> jam pedagang,” kata Kepala Dinas Kesehatan Kota Tanjung Selasih dr. Rahmat Simbolang, M.Kes.

“Semua gratis,” ujar Rahmat.

“Kami bantu parkirnya,” sambung Kepala Bidang Angkutan Dishub Sekar Ayuningrum.

Tags: posyandu, pasar
Kontak media: 0812-0000-0000
"""


@pytest.fixture
def text() -> str:
    return TEXT.lstrip()


@pytest.fixture
def mayor(newsroom) -> Appointment:
    city = Agency.objects.create(
        name="Pemerintah Kota Tanjung Selasih",
        short_name="Pemko Tanjung Selasih",
        slug="pemko",
        kind=Agency.Kind.LEADERSHIP,
    )
    official = Official.objects.create(
        name="Rusdian Marapatih",
        honorific_prefix="Dr. H.",
        aliases="Rusdian\nWali Kota Rusdian",
        slug="rusdian-marapatih",
    )
    position = Position.objects.create(title="Wali Kota", agency=city, rank=1)
    return Appointment.objects.create(official=official, position=position, start_date=datetime.date(2025, 1, 1))
