"""Prepare a paragraph for attribution: quoted speech blanked out, and who is named outside it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .lexicon import ADDRESSES, GIVEN_NAMES, HONORIFICS, OFFICE_WORDS, PLACE_OF, SAYING, STATING, TOLD
from .names import name_word, read_name
from .offices import contracted
from .people import Person, read_person
from .places import Known
from .quotes import Quoted, find_quoted, is_speech
from .words import Token, capital, tokens

# Who stands behind one of these words is met, represented or accompanied: not the subject of the sentence.
NOT_A_SUBJECT = frozenset(
    """
    mewakili mendampingi didampingi bersama bertemu menerima dari kepada dengan disaksikan dihadiri terhadap
    menemui dipimpin untuk antara almarhum bagi diterima menggantikan disambut mantan hadir para tentang usai
    """.split()
)
STREETS = frozenset(
    """
    jalan jl gang gedung hotel aula taman lapangan masjid gereja sekolah smp sma sd
    """.split()
)
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
    quoted = [each for each in find_quoted(text) if is_speech(text, each)]
    pieces, behind = [], 0
    for each in quoted:
        pieces += [text[behind : each.start], " " * (each.end - each.start)]
        behind = each.end
    masked = "".join([*pieces, text[behind:]])
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
        office = (key in OFFICE_WORDS or contracted(key)) and (capital(word) or key in {"plt", "plh", "pj", "pjs"})
        titled = (
            (key in HONORIFICS or key in ADDRESSES) and index + 1 < len(words) and read_name(words, index) is not None
        )
        name = capital(word) and name_word(word) and (key in known.names or given(words, index))
        if not (office or titled or name):
            continue
        person = read_person(stage.masked, words, index, known)
        if person is not None:
            found[index] = person
            behind = person.end
    return found


def given(words: list[Token], index: int) -> bool:
    """Tell whether a common given name stands here with more of a name behind, and not a street of that name."""
    if words[index].key not in GIVEN_NAMES or (index and words[index - 1].key in PLACE_OF | STREETS):
        return False
    return index + 1 < len(words) and name_word(words[index + 1])


def subject(stage: Scene, index: int, person: Person | None = None) -> bool:
    """Tell whether who is named at ``index`` can be the subject: not somebody met, represented or accompanied."""
    before = [word.key for word in stage.words[max(0, index - 2) : index]]
    if person is not None and represented(stage, person):
        return False
    return not set(before[-1:]) & NOT_A_SUBJECT and not set(before) & {
        "mewakili",
        "didampingi",
        "bersama",
        "mendampingi",
    }


def represented(stage: Scene, person: Person) -> bool:
    """Tell whether ``diwakili`` follows: somebody else spoke."""
    return stage.masked.startswith(("diwakili", "yang diwakili", ", diwakili"), person.end + 1)


def leads(stage: Scene, index: int, person: Person | None = None) -> bool:
    """Tell whether who is named at ``index`` leads their sentence, or says something in it."""
    if not subject(stage, index, person):
        return False
    before = stage.words[max(stage.sentence(index), index - FARTHEST) : index]
    keys = {word.key for word in before}
    if (
        not before
        or (before[-1].text in {",", ")"} and len(before) <= 25)
        or keys & (TOLD | {"menurut"})
        or before[-1].key in SAYING
    ):
        return True
    behind = stage.words[index : min(stage.sentence_end(index), index + FARTHEST)]
    return bool({word.key for word in behind} & STATING) and not keys & STATING


def latest_subject(stage: Scene, mentions: dict[int, Person], before: int) -> Person | None:
    """Return who was last named as a subject in the scene before an offset."""
    for index in range(stage.index(before) - 1, max(-1, stage.index(before) - FARTHEST * 3), -1):
        person = mentions.get(index)
        if person is not None and (person.name or person.office) and leads(stage, index, person):
            return person
    return None
