"""Know a photo's caption by its label, capital kicker, credit, repetition or what it describes."""

import re

LABEL = re.compile(
    r"\W*(?:(?:ket(?:erangan|\.)?|teks|caption|keterangan gambar)\s*(?:foto|gambar)?|"
    r"foto(?:\s+(?:(?-i:bersama|Bersama)|utama|\d{1,2}))?|photo(?:\s+\d{1,2})?|gambar(?:\s+\d{1,2})?)\s*[:：]\s*(?P<caption>\S.*)",
    re.IGNORECASE,
)
# What stands above a list of captions.
LIST = re.compile(
    r"\W*(?:(?:daftar |keterangan |teks |lampiran )?(?:foto(?:-foto)?|gambar|dokumentasi)|captions?)\W*", re.IGNORECASE
)
KICKER = re.compile(r"[A-Z][A-Z'’/-]{3,}(?: [A-Z'’/-]{2,}){0,3}\s?[:–—-]\s?(?=[A-Z\"“])")
CREDIT = re.compile(
    r"[(\[/](?:\s*(?:istimewa|ist|dok(?:umentasi|umen|\.)?\b[^()]*|(?:foto|photo|sumber|kredit|credit|fhoto)\b[^()]*|"
    r"antara\s?/[^()]*|\w+/dok\b[^()]*))\s*[)\]]?\.?\Z"
    r"|(?:\bfoto|\bphoto)\s?(?::|/|oleh|by)\s?(?:dok\.\s?)?[^.]{2,60}\Z|(?:/|\b)(?:istimewa|ist)\.?\Z|\bdok(?:\.|"
    r"umentasi)? [A-Z][^.]{2,40}\Z",
    re.IGNORECASE,
)
# "(SH/Yusmaniar)": a medium and its photographer; below a text it would be the byline.
CREDITED = re.compile(r"\([A-Z][\w.& ]{1,20}/[A-Z][a-z]{2,}(?: [A-Z][\w.]*){0,3}\)\.?\Z")
PLACES_IN_PICTURE = re.compile(
    r"\((?:(?:paling |dua dari |tiga dari |ke\w+ dari |\w+ dari )?(?:kiri|kanan|tengah|depan|belakang)|baju \w+|"
    r"berbaju [\w ]+|berkemeja [\w ]+|pakai [\w ]+)\)",
    re.IGNORECASE,
)
SHOWS = re.compile(
    r"\b(?:sedang|tampak|terlihat|berfoto|foto bersama|berpose|(?:saat|ketika|usai) (?:me|ber|di|apel|upacara|rapat|"
    r"acara|pem|pen|peng|peny|sosialisasi|pelatihan|audiensi|pelantikan|kegiatan))\w*",
    re.IGNORECASE,
)
POSES = re.compile(r"\b(?:berfoto|foto bersama|berpose|tampak|sedang (?:mem|men|meny|meng|me|ber)\w+)\b", re.IGNORECASE)
SAYS = re.compile(
    r"[“”\"]|\b(?:mengatakan|menyampaikan|menjelaskan|menegaskan|menyebut|mengungkapkan|menambahkan|mengajak|meminta|"
    r"mengimbau|berharap|berpesan|mengingatkan)\b",
    re.IGNORECASE,
)


def labelled(text: str) -> bool:
    """Tell whether ``text`` says itself that it is a caption: label, capital kicker, credit, (kiri)."""
    if len(text) > 600:
        return False
    return bool(
        LABEL.fullmatch(text)
        or CREDIT.search(text)
        and len(text) <= 450
        or KICKER.match(text)
        and not SAYS.search(text)
        or PLACES_IN_PICTURE.search(text)
        and not SAYS.search(text)
    )


def credit_alone(text: str) -> bool:
    """Tell whether ``text`` is a photographer's credit and nothing else: ``Foto: Humas``, ``(Istimewa)``."""
    return len(text) < 60 and bool(
        re.fullmatch(
            r"\W*(?:(?:foto|photo|kredit|sumber foto|dok\.?|"
            r"dokumentasi)\b\W{0,3}(?:foto\b)?\W{0,3}(?:(?:dok(?:umentasi|\.)?|oleh|by)\W+)?[\w./ &-]{0,30}|istimewa|"
            r"ist)\W*",
            text,
            re.IGNORECASE,
        )
    )


def describes_picture(text: str) -> bool:
    """Tell whether ``text`` reads like a caption: one sentence about what is being done, in which nobody speaks."""
    return (
        len(text) <= 350
        and len(text.split()) >= 4
        and bool(SHOWS.search(text))
        and not SAYS.search(text)
        and not re.search(r"[.!?] [A-Z“\"]", re.sub(r"\b\w{1,4}\. ", "", text))
    )
