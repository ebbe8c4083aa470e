"""Small files of each kind that can be attached, and others that pretend to be."""

import io
import warnings
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n"
    b"startxref\n164\n%%EOF\n"
)
CSV = b"Puskesmas,Jadwal\nSelasih,08.00\nKota Lama,09.00\n"
_OOXML = "application/vnd.openxmlformats-officedocument"
DOCX_TYPE = f"{_OOXML}.wordprocessingml.document.main+xml"
XLSX_TYPE = f"{_OOXML}.spreadsheetml.sheet.main+xml"


def office(main: str = DOCX_TYPE, *more: str, **entries: bytes | str) -> bytes:
    """Return a package whose parts have the types ``main`` and ``more``; ``entries`` are further files in it."""
    types = "".join(
        f'<Override PartName="/p{number}.xml" ContentType="{name}"/>' for number, name in enumerate([main, *more])
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
        )
        archive.writestr("word/document.xml", "<w/>")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a name that is there twice is on purpose
            for name, content in entries.items():
                archive.writestr(name, content)
    return out.getvalue()


DOCX, XLSX = office(), office(XLSX_TYPE)


def uploaded(content: bytes = PDF, name: str = "Jadwal_vaksinasi 2026.pdf") -> SimpleUploadedFile:
    """Return ``content`` as a browser sends it."""
    return SimpleUploadedFile(name, content)
