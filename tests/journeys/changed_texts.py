"""Put other names, places, outlets and dates into a text and into what a careful reader finds in it."""

import json
import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from news.articles.written_dates import MONTH, MONTH_FORMS, MONTHS

# Names as people in Indonesia bear them, made up: the first is how a text goes on to call the person.
ONE_WORD = """
    Sutarmidi Kaharuddin Mardiyanto Rosnelly Wagiyem Tumpak Sahrani Burhanuddin Yohana Suparlan Zubaidah Marzuki Legiman
    Nurlaela Hotniar Ngatini Jumadil Ponirah Saridin Rohaniyah Tugiman Elfrida Musdalifah Ruslini Bonifasius
""".split()
SEVERAL_WORDS = """
    Lalu Wirasatya, Baiq Nurmala Santi, I Wayan Sudiarsa, Ni Ketut Mahayoni, Ida Bagus Adnyana, Anak Agung Rai Sutresna,
    Desak Putu Widhiasih, La Ode Safrudin, Wa Ode Nurhasni, Andi Tenri Ampa, Daeng Sikki Mappaoddang, Syarifah Zahrina,
    Sayid Alwi Alaydrus, Teuku Razali Ibrahimy, Cut Meurah Indira, Datuk Sati Marajo, Sutan Bagindo Rajo, Marah Rusdi,
    Yosafat Nababan, Horas Marpaung, Risda Br. Ginting, Elpina br Sembiring, Tommy van der Linden, Nurdin bin Saleh,
    Aminah binti Yakub, Maximus Rangkok, Yustina Wea, Kornelis Dappa, Oktovianus Wenda, Papua Tabuni, Merry Kambu,
    Stevanus Rumengan, Jolly Wowor, Hengky Tumbelaka, Aloysius Bulu Malo, Mikael Tanjung, Bumi Harsono,
    Bandar Simarmata, Surya Bintang Alamsyah, R. Soeprapto, M. Zulkifli Hakim,
    Moh. Fathurrahman, Tb. Suhendar, A. Rahman Dani, Abd. Gafur Tola, E. Kusnadi Wirya, Asep Kartiwa S.,
    Raden Mas Wibawa,
    R.A. Kusumawardhani, Sri Redjeki, Kemala Hayati, Bayu Senja Permana, Fajar Merdeka, Agustus Panjaitan, Juli Hartini,
    Sultan Alamsyah Putra, Anugerah Sejahtera, Iman Setia Budi, Tiara Kasih,
    Cipta Adi Nugraha, Mangasi Tua Purba, Xaverius Lelo, Sentosa Halim, Jaya Wardhana, Guru Sinaga, Dewi Pertiwi
"""
PEOPLE = [" ".join(name.split()) for name in SEVERAL_WORDS.split(",")]
TOWNS = [
    " ".join(name.split())
    for name in """
    Watubela, Sungai Melintang, Tanjung Kerapu, Purbaresmi, Alas Purnama, Lintang Utara, Banjarwangi Selatan,
    Pematang Jering, Rawasenja, Gunung Tua Baru, Bukit Lestari, Seruni, Labuan Amas, Martalaya, Simpang Empat Jaya,
    Teluk Bayang, Karangpucung, Hulu Bentara, Padang Sirih, Nusa Kelapa, Danau Ranum, Mekar Wangi, Sumber Rejeki,
    Way Tebu
    """.split(",")
]
OUTLETS = (
    "KABARLINTANG.COM SUARAPESISIR.ID WartaSenja Prokopim ANTARA Humas RadarTelaga tabloidnusa.co.id MCTelaga".split()
)

TITLE = re.compile(r"\AHj?\. ")
NOT_CALLED = set(
    "Mutiara Lalu Baiq I Ni Ida Anak Desak La Wa Daeng Sayid Teuku Cut Datuk Sutan Marah Bumi Sri Raden".split()
)
TERRITORY = re.compile(r"(?:Kota|Kabupaten|Kecamatan|Kelurahan|Provinsi|Desa) (?P<town>.+)\Z")
FULL_DATE = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})(?P<mark>[/ -])(?P<month>\d{{1,2}}|{MONTH})"
    r"(?P<mark2>(?P=mark))(?P<year>20\d\d)(?![\d/-])",
    re.IGNORECASE,
)
DAY_AND_MONTH = re.compile(
    rf"(?<![\d/.-])\d{{1,2}}(?:/\d{{1,2}}(?![\d/])| (?:{MONTH})(?! 20\d\d))"
    r"|\d{1,2} ?(?:-|–|dan|hingga) ?\d{1,2}[ /]|20\d\d-\d\d",
    re.IGNORECASE,
)
Answer = dict[str, Any]


def replaced(value: Any, words: re.Pattern[str], others: Mapping[str, str]) -> Any:
    """Return ``value`` (a text or what JSON holds) with other words in the place of those that ``words`` finds."""
    if isinstance(value, str):
        return words.sub(lambda match: others[match.group()], value)
    if isinstance(value, list):
        return [replaced(each, words, others) for each in value]
    if isinstance(value, dict):
        return {key: replaced(each, words, others) for key, each in value.items()}
    return value


def put(text: str, answer: Answer, others: Mapping[str, str]) -> tuple[str, Answer]:
    """Return text and answer with the words of ``others`` replaced, in capitals where they are in capitals."""
    cased = {**others, **{word.upper(): other.upper() for word, other in others.items()}}
    longest = sorted(cased, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?![\w])") if longest else re.compile(r"(?!)")
    return replaced(text, words, cased), replaced(answer, words, cased)


def people(answer: Answer) -> list[str]:
    """Return the full names of those whom the answer quotes, without H., the longest first."""
    names = {quote["speaker"] for quote in answer["quotes"] if quote["speaker"]}
    return sorted({TITLE.sub("", name) for name in names}, key=lambda name: (-len(name), name))


def other_people(text: str, answer: Answer, chance: random.Random) -> tuple[str, Answer]:
    """Give everybody who is quoted another name, of other length; short forms of it change along."""
    others: dict[str, str] = {}
    for name, other in zip(people(answer), chance.sample([*PEOPLE, *ONE_WORD], k=len(people(answer))), strict=True):
        words = name.split()
        parts = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
        for part in parts:
            others.setdefault(part, other if part == name else called(other))
    return put(text, answer, others)


def called(name: str) -> str:
    """Return what a text goes on to call somebody: the first word of a name, unless that is no word of their own."""
    words = name.split()
    return words[-1] if words[0] in NOT_CALLED or words[0].endswith(".") else words[0]


def other_towns(text: str, answer: Answer, chance: random.Random) -> tuple[str, Answer]:
    """Put other towns in the place of all those that dateline and agencies name."""
    agencies = [quote["agency"] or "" for quote in answer["quotes"]]
    towns = {match["town"] for agency in agencies for match in TERRITORY.finditer(agency)}
    towns = {town for town in towns if not any(town.startswith(other + " ") for other in towns)}
    place = answer["dateline"]["place"]
    folded = {town.lower() for town in towns}
    if place and not any(town in place.lower() or place.lower() in town for town in folded):
        towns.add(place.title())
    others = dict(zip(sorted(towns), chance.sample(TOWNS, k=len(towns)), strict=True))
    return put(text, answer, others)


def other_outlet(text: str, answer: Answer, chance: random.Random) -> tuple[str, Answer]:
    """Put another outlet in the dateline."""
    source = answer["dateline"]["source"]
    return put(text, answer, {source: chance.choice(OUTLETS)} if source else {})


def other_dates(text: str, answer: Answer, chance: random.Random) -> tuple[str, Answer]:
    """Move all dates written in full by the same number of weeks, so that weekdays stay true."""
    move = timedelta(weeks=chance.randrange(-150, 150))

    def moved(match: re.Match[str]) -> str:
        number = match["month"]
        month = int(number) if number.isdigit() else MONTH_FORMS[number.lower()]
        try:
            day = date(int(match["year"]), month, int(match["day"])) + move
        except ValueError:
            return match.group()
        name = str(day.month) if number.isdigit() else MONTHS[day.month - 1]
        return f"{day.day}{match['mark']}{name}{match['mark2']}{day.year}"

    if not FULL_DATE.search(text) or DAY_AND_MONTH.search(text) or answer["embargo_until"]:
        return text, answer
    changed = json.loads(FULL_DATE.sub(moved, json.dumps(answer, ensure_ascii=False)))
    if answer["event_date"]:
        changed["event_date"] = (date.fromisoformat(answer["event_date"]) + move).isoformat()
    return FULL_DATE.sub(moved, text), changed
