"""Prepare a paragraph for attribution: quoted speech blanked out, and who is named outside it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .lexicon import (
    ADDRESSES,
    COMES,
    GIVEN_NAMES,
    HOSPITALS,
    NAME_STARTS,
    OFFICE_WORDS,
    PLACE_OF,
    PROFESSIONS,
    SAYING,
    SCHOOLS,
    STATING,
    TOLD,
)
from .names import honorific, name_word, read_name
from .offices import begins_body, contracted, joined, read_office, read_role
from .people import Person, read_person
from .places import Known, longest_place
from .quotes import Quoted, find_quoted, is_speech
from .words import Token, capital, tokens

# Who stands behind one of these words is met, represented or accompanied: not the subject of the sentence.
NOT_A_SUBJECT = frozenset(
    """
    mewakili mendampingi didampingi bersama bertemu menerima dari kepada dengan disaksikan dihadiri terhadap
    menemui dipimpin untuk antara almarhum bagi diterima menggantikan disambut mantan hadir para tentang usai
    """.split()
)
# What stands before who is named first in a sentence, and changes nothing.
LEADS_IN = frozenset(
    """
    bagi adapun sementara itu sedangkan namun kemudian selanjutnya lalu akhirnya sebelumnya kini tetapi tapi salah
    satu satunya seorang begitu demikian penegasan penjelasan pesan alasan harapan
    """.split()
)
# What presents who is named next: "Di antrean ada pula Rohmad Basuki.", "Hari itu giliran Gregorius Wain."
PRESENTING = frozenset(
    """
    ialah adalah bernama namanya satunya dialah giliran ada juga pula adapula duduk berdiri tampak terlihat muncul
    dijabat sekaligus merangkap
    """.split()
)
PREPOSITIONS = {"di", "ke", "dari", "pada", "kepada", "oleh", "dengan", "untuk", "bagi", "bersama", "antara", "tentang"}
VERB = re.compile(r"(?:me|di|ber|ter)[a-z]{3,}\Z")
PREDICATE = re.compile(
    r"(?:me[a-z]{3,}|be[rk][a-z]{3,}|belajar|tidak|tak|hanya|cuma|langsung|sempat|mulai|ikut|turut|justru|malah|lantas|"
    r"pun)\Z"
)
BECAME = {"menjadi", "menjabat", "sebagai", "adalah", "merupakan"}
NO_LONGER = {"pernah", "mantan", "ingin", "bercita-cita", "calon", "sempat", "dulu", "semula", "bukan"}
STREETS = frozenset(
    """
    jalan jl gang gedung hotel aula taman lapangan masjid gereja sekolah smp sma sd
    """.split()
)
GUILLEMETS = str.maketrans("«»", "“”")
FARTHEST = 100  # words around a name that are looked at


@dataclass(frozen=True, slots=True)
class Scene:
    """One paragraph; in ``masked`` its quoted speech is blanks, so that only who speaks is left."""

    text: str
    masked: str
    words: list[Token]
    offsets: list[int]  # where each word starts
    quoted: list[Quoted]
    starts: list[int]  # indices of the words that begin a sentence, in order

    def index(self, offset: int) -> int:
        """Return the index of the first word that starts at ``offset`` or behind."""
        return bisect_left(self.offsets, offset)

    def sentence(self, index: int) -> int:
        """Return the index of the word that begins the sentence of the word at ``index``."""
        return self.starts[bisect_right(self.starts, index) - 1]

    def sentence_end(self, index: int) -> int:
        """Return the index behind the last word of the sentence of the word at ``index``."""
        following = bisect_right(self.starts, index)
        return self.starts[following] if following < len(self.starts) else len(self.words)


def scene(text: str) -> Scene:
    """Return ``text`` prepared for attribution."""
    marked = text.translate(GUILLEMETS)
    quoted = [each for each in find_quoted(marked) if is_speech(marked, each)]
    pieces, behind = [], 0
    for each in quoted:
        pieces += [marked[behind : each.start], " " * (each.end - each.start)]
        behind = each.end
    masked = "".join([*pieces, marked[behind:]])
    words = tokens(masked)
    starts = [0] + [index + 1 for index, word in enumerate(words) if word.text in '.!?”“"' and index + 1 < len(words)]
    return Scene(text, masked, words, [word.start for word in words], quoted, starts)


def find_people(stage: Scene, known: Known) -> dict[int, Person]:
    """Return the people named in a scene, by the index of their first word, in order."""
    found: dict[int, Person] = {}
    words = stage.words
    behind = 0
    for index, word in enumerate(words):
        if word.start < behind or not word.text[0].isalpha():
            continue
        key = word.key
        if (
            key in PLACE_OF | HOSPITALS | SCHOOLS
            and key not in OFFICE_WORDS
            and (length := longest_place(words, first := behind_number(words, index + 1), len(words), known))
        ):
            behind = words[first + length - 1].end  # "Kota Sentarum Jaya Syarif": Jaya is the town's
            continue
        office = (key in OFFICE_WORDS or contracted(key)) and (capital(word) or key in {"plt", "plh", "pj", "pjs"})
        office = (
            office or read_role(words, index) > index or key[-3:] == "nya" and key[:-3] in OFFICE_WORDS | PROFESSIONS
        )
        lower = not office and key in OFFICE_WORDS and begins_body(words, joined(words, read_office(words, index)))
        titled = (
            (honorific(word) or key in ADDRESSES) and index + 1 < len(words) and read_name(words, index) is not None
        )
        name = (
            capital(word)
            and name_word(word)
            and (key in known.names or given(words, index) or begins_name(words, index, known))
        )
        if not (office or lower or titled or name):
            continue
        person = read_person(stage.masked, words, index, known)
        if lower and (person is None or person.name is None):
            continue
        if person is not None and not anybody(words, person, index):
            found[index] = person
            behind = person.end
    return found


def find_titles(stage: Scene, known: Known, mentions: Mapping[int, Person]) -> Iterator[tuple[int, Person]]:
    """Yield the offices of a scene that mean who was named before, each with the index of its first word.

    ``Kritik dilontarkan Frengki Manafe. Anggota Komisi III DPRD Kota X tersebut mempertanyakan …``
    """
    words = stage.words
    for index, word in enumerate(words):
        if word.key not in OFFICE_WORDS | PROFESSIONS:
            continue
        became = bool(index) and words[index - 1].key in BECAME and tells_of_one(stage, index, mentions)
        if not (capital(word) or became):
            continue
        title = read_person(stage.masked, words, index, known)
        behind = stage.index(title.end) if title else len(words)
        pointing = behind < len(words) and words[behind].key in {"itu", "tersebut"}
        if title and title.name is None and title.office and (pointing or became and title.agency):
            yield index, title


def tells_of_one(stage: Scene, index: int, mentions: Mapping[int, Person]) -> bool:
    """Tell whether a sentence says at ``index`` what the one is whom it begins with, by name or not.

    ``Ia kini menjadi …``, ``Yani Hutapea, yang baru sebulan menjabat …``
    """
    begin = stage.sentence(index)
    others = any(at in mentions for at in range(begin + 1, index))
    return not others and not {word.key for word in stage.words[begin:index]} & NO_LONGER


def behind_number(words: Sequence[Token], index: int) -> int:
    """Return the index behind a school's number at ``index``: ``SDN 4 Tunas Baru``."""
    return index + (index < len(words) and words[index].text.isdigit())


def anybody(words: list[Token], person: Person, index: int) -> bool:
    """Tell whether an office names nobody new: ``Lurah yang wilayahnya …``, ``Ketua Organda itu``."""
    if person.name is not None:
        return False
    if words[index].key in PROFESSIONS and read_role(words, index) > index:
        return True
    behind = next((word.key for word in words[index:] if word.start >= person.end), "")
    return behind in {"itu", "tersebut", "ini"} or person.agency is None and behind == "yang"


def given(words: list[Token], index: int) -> bool:
    """Tell whether a common given name stands here with more of a name behind, and not a street of that name."""
    if words[index].key not in GIVEN_NAMES or (index and words[index - 1].key in PLACE_OF | STREETS):
        return False
    return index + 1 < len(words) and name_word(words[index + 1])


def begins_name(words: list[Token], index: int, known: Known) -> bool:
    """Tell whether a title of adat stands here before somebody's name: ``Raja Usman Renhoran``."""
    return words[index].key in NAME_STARTS and index + 1 < len(words) and words[index + 1].key in known.names


def subject(stage: Scene, index: int, person: Person | None = None) -> bool:
    """Tell whether who is named at ``index`` can be the subject: not somebody met, represented or accompanied."""
    before = [word.key for word in stage.words[max(0, index - 2) : index]]
    if before[-1:] == ["bagi"] and stage.sentence(index) == index - 1:
        return True  # "Bagi Nurbaiti, latihan itu …"
    if person is not None and represented(stage, person):
        return False
    if comes_from(before) or before == ["halnya", "dengan"]:
        return True
    return not set(before[-1:]) & NOT_A_SUBJECT and not set(before) & {
        "mewakili",
        "didampingi",
        "bersama",
        "mendampingi",
    }


def comes_from(before: Sequence[str]) -> bool:
    """Tell whether words end with ``datang dari`` or the like: somebody's words follow."""
    return list(before[-1:]) == ["dari"] and bool(set(before[-2:-1]) & COMES)


def represented(stage: Scene, person: Person) -> bool:
    """Tell whether ``diwakili`` follows: somebody else spoke."""
    return stage.masked.startswith(("diwakili", "yang diwakili", ", diwakili"), person.end + 1)


def leads(stage: Scene, index: int, person: Person | None = None) -> bool:
    """Tell whether who is named at ``index`` leads their sentence, or says something in it."""
    if not subject(stage, index, person):
        return False
    before = stage.words[max(stage.sentence(index), index - FARTHEST) : index]
    if before and before[-1].key in PRESENTING or halnya(before) or acts(stage, index, before, person):
        return True
    keys = {word.key for word in before}
    if (
        all(word.key in LEADS_IN for word in before)
        or len(before) == 1
        and before[0].key.endswith("nya")
        or comes_from([word.key for word in before])
        or (before[-1].text in {",", ")"} and len(before) <= 25)
        or told_by(before)
        or before[-1].key in SAYING
    ):
        return True
    behind = stage.words[index : min(stage.sentence_end(index), index + FARTHEST)]
    return bool({word.key for word in behind} & STATING) and not keys & STATING


def halnya(before: Sequence[Token]) -> bool:
    """Tell whether words end with ``halnya dengan``: the sentence is about who follows."""
    return [word.key for word in before[-2:]] == ["halnya", "dengan"]


def acts(stage: Scene, index: int, before: Sequence[Token], person: Person | None) -> bool:
    """Tell whether a predicate follows who is named at ``index``: ``Soal ini Endah hanya mengangguk``."""
    behind = stage.index(person.end) if person else index
    if behind >= min(len(stage.words), index + FARTHEST) or behind >= stage.sentence_end(index):
        return False
    governed = before and (before[-1].key in PREPOSITIONS or VERB.match(before[-1].key) or capital(before[-1]))
    return not governed and bool(PREDICATE.match(stage.words[behind].text))


def told_by(before: Sequence[Token]) -> bool:
    """Tell whether ``disampaikan``, ``menurut`` … stand before somebody, with no comma behind it."""
    told = max((at for at, word in enumerate(before) if word.key in TOLD | {"menurut"}), default=None)
    return told is not None and not any(word.text == "," for word in before[told + 2 :])


def latest_subject(stage: Scene, mentions: dict[int, Person], before: int) -> Person | None:
    """Return who was last named as a subject in the scene before an offset."""
    for index in range(stage.index(before) - 1, max(-1, stage.index(before) - FARTHEST * 3), -1):
        person = mentions.get(index)
        if person is not None and (person.name or person.office) and leads(stage, index, person):
            return person
        if stage.sentence(index) == index and unnamed(stage, index):
            return Person()
    return None


def unnamed(stage: Scene, index: int) -> bool:
    """Tell whether a sentence begins at ``index`` that is about somebody without a name: ``Seorang ibu berbisik``."""
    keys = [word.key for word in stage.words[index : index + 2]]
    return keys[:1] == ["seorang"] or keys in (["salah", "seorang"], ["salah", "satu"])
