"""Say who said what: the speaker of each quote, by name, office and agency, as far as the text settles it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from .cast import Cast, name_parts
from .lexicon import ADDRESSES, ADVERBS, PRONOUNS, SAYING, STATING, TOLD, UNITS
from .names import name_word, read_name
from .offices import contracted, read_office, read_run
from .people import Person, read_person
from .places import Known
from .quotes import SAID_BEHIND, WINDOW, Quoted
from .scenes import FARTHEST, PREPOSITIONS, Scene, find_people, find_titles, latest_subject, scene, subject
from .words import Token, capital

DESCRIBED = {
    "orang",
    "pria",
    "wanita",
    "perempuan",
    "lelaki",
    "politisi",
    "putra",
    "putri",
    "sang",
    "tokoh",
    "alumni",
    "ayah",
    "mantan",
    "perwira",
    "jebolan",
}
FARTHEST_NAME = 9  # words between a verb of saying and a name: "kata ibu lima anak bernama Halimah"
# What does not go on saying who speaks: "kata dia kepada Budi", "kata seorang warga yang menemui Budi".
NO_DESCRIPTION = PREPOSITIONS | {
    "saat",
    "ketika",
    "usai",
    "sambil",
    "seraya",
    "setelah",
    "dalam",
    "yang",
    "sebelum",
    "dan",
}
UNNAMED = {"seorang", "salah", "warga", "pedagang", "sejumlah", "beberapa", "sumber", "para"}
NAMES = {"adalah", "ialah", "bernama", "yakni"}  # "Kepala Dinas X hadir. Dia adalah Gusti Ayu."
REASONS = {"alasan", "penjelasan", "cerita"}
# "…!" terdengar teriakan dari balkon.
NOBODY = re.compile(r"\s*,?\s*(?:terdengar|terlontar|begitu) (?:teriakan|suara|celetukan|sorakan|seruan|bunyi)\b")
ACTS = re.compile(r"(?:me[a-z]{3,}|ber[a-z]{3,})(?:-[a-z]+)*\Z")  # any verb: mewanti-wanti, memperingatkan, beralasan
OPENING = "“”„‟\"'‘"  # marks that open a paragraph of a quote
POINTS_BACK = re.compile(
    r"\W*(?:hal|pernyataan|harapan|pesan|ajakan|imbauan|penegasan|ungkapan|arahan|permintaan)\s+(?:itu|tersebut|ini|"
    r"senada)\b|\W*(?:itu|demikian)\s+(?:di\w+kan)\b|\W*demikian\b"
    r"|\W*begitu(?:lah)?\s+(?:alasan|kata|ujar|ungkap|pesan|harap|tutur|jawab|penjelasan|cerita)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words as a text gives them; what it does not settle is None."""

    text: str
    speaker: str | None = None
    speaker_as_written: str | None = None
    office: str | None = None
    agency: str | None = None

    @property
    def names_holder(self) -> bool:
        """Whether the text names a person, and the office and agency for which they speak."""
        return bool(self.speaker and self.office and self.agency)

    @property
    def as_written_or_name(self) -> str:
        """The speaker with titles and degrees if the text has any; empty if it names nobody."""
        return self.speaker_as_written or self.speaker or ""

    @property
    def office_in_words(self) -> str:
        """The office with its agency as one says it: ``Wali Kota Medan``, ``Camat Medan Kota``, ``Kepala Dinas …``."""
        if not self.office or not self.agency:
            return self.office or self.agency or ""
        last = self.office.lower().split()[-1]
        implied = last in {"kota", "camat", "lurah", "sekcam", "seklur"} or last in UNITS or contracted(last)
        return f"{self.office} {self.agency.partition(' ')[2] if implied else self.agency}".strip()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quote, and where it stands: paragraph, and within it from ``begin`` to ``finish`` with its marks."""

    quote: Quote
    paragraph: int
    quoted: Quoted
    attribution: tuple[int, int] | None = None  # where in the same paragraph its speaker is named


def attribute(paragraphs: Sequence[str], captions: Sequence[str], known: Known) -> list[Utterance]:
    """Return every quote of ``paragraphs`` with its speaker, in order."""
    scenes = [scene(text) for text in paragraphs]
    known, cast = introduce([*(scene(text) for text in captions), *scenes], known)
    found: list[Utterance] = []
    current: Person | None = None
    last: Person | None = None  # who was named last in the paragraphs before, whether they spoke or not
    met: set[str | None] = {None}  # who was named in the paragraphs before
    waiting = False  # whether the last paragraph was a quote of which nothing told the speaker
    for number, stage in enumerate(scenes):
        mentions = {
            index: replace(cast.add(person), start=person.start, end=person.end)
            for index, person in find_people(stage, known).items()
        }
        if waiting and (pointed := pointed_back(stage, mentions)):
            found[-1] = replace(found[-1], quote=spoken(found[-1].quote.text, pointed))
            current = pointed
        going_on = waiting and not found[-1].quoted.closed and stage.text[:1] in OPENING
        waiting = False
        for order, quoted in enumerate(stage.quoted):
            speaker, place, settled = attribution(stage, order, mentions, cast)
            if not settled:
                told = latest_subject(stage, mentions, quoted.begin)
                ahead = named_ahead(stage, order, mentions, cast, told)
                speaker = ahead or told or current
                waiting = ahead is None and told is None and not stage.masked[quoted.finish :].strip(' .”"“')
            elif place is None and (speaker is None or speaker.name is None):
                title = speaker
                told = latest_subject(stage, mentions, quoted.begin)
                speaker = told or newcomer(stage, mentions, quoted.begin, met) or current
                if title is not None and title.agency:
                    speaker = appointed(title, named_last(stage, mentions, quoted.begin) or last or speaker, cast)
            found.append(Utterance(spoken(stage.text[quoted.start : quoted.end], speaker), number, quoted, place))
            current = speaker or current
            if going_on and order == 0 and place is not None:
                # Each paragraph of a long quote is opened, only the last is closed.
                found[-2] = replace(found[-2], quote=spoken(found[-2].quote.text, speaker))
            if place is not None and speaker is not None:
                mentions[stage.index(place[0])] = speaker
        end = len(stage.masked) + 1
        current = (
            latest_subject(stage, mentions, end)
            or gone_on_about(stage, mentions)
            or (newcomer(stage, mentions, end, met) if not stage.quoted else None)
            or current
        )
        met |= {person.name for person in mentions.values()}
        last = named_last(stage, mentions, len(stage.masked) + 1) or last
    return found


def named_last(stage: Scene, mentions: dict[int, Person], before: int) -> Person | None:
    """Return who was last named in a scene before an offset."""
    named = [each for index, each in mentions.items() if each.name and stage.words[index].start < before]
    return named[-1] if named else None


def appointed(title: Person, person: Person | None, cast: Cast) -> Person | None:
    """Return ``person`` with the office of ``title``, if they have none yet: ``kata Kepala Dinas Kebudayaan itu``."""
    if person is None or person.office is not None:
        return person
    return cast.add(replace(person, office=title.office, agency=title.agency))


def gone_on_about(stage: Scene, mentions: dict[int, Person]) -> Person | None:
    """Return the only person of a paragraph that goes on with ``Ia``: ``Pertemuan dipandu Lurah Anang. Ia …``."""
    pronouns = (index for index, word in enumerate(stage.words) if word.key in PRONOUNS)
    pronoun = any(stage.sentence(index) == index for index in pronouns)
    named = {person.name: person for person in mentions.values() if person.name}
    return next(iter(named.values())) if pronoun and len(named) == 1 else None


def newcomer(stage: Scene, mentions: dict[int, Person], before: int, met: Collection[str | None]) -> Person | None:
    """Return who alone can speak of those named before a quote in its paragraph: who is new there, or the only one."""
    here = {
        index: person
        for index, person in mentions.items()
        if stage.words[index].start < before and person.name is not None
    }
    new = {each.name: each for index, each in here.items() if each.name not in met and subject(stage, index, each)}
    if len(new) == 1:
        return next(iter(new.values()))
    pronoun = any(word.text.lower() in PRONOUNS for word in stage.words[: stage.index(before)])
    only = {each.name: each for index, each in here.items() if pronoun or subject(stage, index, each)}
    return next(iter(only.values())) if len(only) == 1 else None


def introduce(scenes: Sequence[Scene], known: Known) -> tuple[Known, Cast]:
    """Return what is known once every office's holder has been met, and the people themselves."""
    names = set(known.names)
    for stage in scenes:
        for person in find_people(stage, known).values():
            if person.name and (person.office or len(person.name.split()) > 1):
                names |= set(name_parts(person.name))
    known = replace(known, names=frozenset(names))
    people = [person for stage in scenes for person in find_people(stage, known).values() if person.name]
    cast = Cast()
    for person in sorted(people, key=lambda each: each.office is None):
        cast.add(person)
    for stage in scenes:
        mentions = find_people(stage, known)
        for index, title in find_titles(stage, known, mentions):
            named = named_last(stage, mentions, stage.words[index].start)
            appointed(title, cast.add(named) if named else None, cast)
        for index, person in mentions.items():
            before = [word.key for word in stage.words[max(0, index - 2) : index]]
            if person.name and len(before) == 2 and before[0] in PRONOUNS and before[1] in NAMES:
                before_them = next((mentions[at] for at in reversed(mentions) if at < index), None)
                if before_them and not before_them.name:
                    appointed(before_them, cast.add(person), cast)
    return known, cast


def spoken(text: str, speaker: Person | None) -> Quote:
    """Return the quote of ``text`` by ``speaker``."""
    if speaker is None:
        return Quote(text)
    return Quote(text, speaker.name, speaker.as_written, speaker.office, speaker.agency)


Attribution = tuple[Person | None, tuple[int, int] | None, bool]  # speaker, where named, whether the words settle it


def attribution(stage: Scene, order: int, mentions: dict[int, Person], cast: Cast) -> Attribution:
    """Return the speaker from the words behind a quote, else from those before; settled without one points back."""
    quoted = stage.quoted[order]
    limit = stage.quoted[order + 1].begin if order + 1 < len(stage.quoted) else len(stage.masked)
    found = behind_quote(stage, quoted, limit, mentions, cast)
    return found if found[2] else before_quote(stage, quoted, stage.quoted[order - 1].finish if order else 0, mentions)


def behind_quote(stage: Scene, quoted: Quoted, limit: int, mentions: dict[int, Person], cast: Cast) -> Attribution:
    """Read ``ungkap X``, ``ungkapnya`` or ``X menjelaskan`` behind a quote."""
    said = SAID_BEHIND.match(stage.masked, quoted.finish, min(limit, quoted.finish + WINDOW))
    if NOBODY.match(stage.masked, quoted.finish):
        return None, (quoted.finish, quoted.finish), True
    if said is None:
        return stated_behind(stage, quoted, mentions)
    if said["nya"] or said["any"] or said["noun"] or said["glued"]:
        return None, None, True
    words = stage.words
    index = stage.index(said.end())
    while index < len(words) and words[index].key in ADVERBS | {"oleh", "pula", ","} and words[index].start < limit:
        index += 1
    if index >= len(words) or words[index].start >= limit or words[index].key in PRONOUNS | DESCRIBED:
        return None, None, True
    for at in range(index, min(index + FARTHEST_NAME, len(words))):
        if at in mentions and words[at].start < limit:
            return mentions[at], (words[at].start, words[at].end), True
        if capital(words[at]) and words[at].key not in ADDRESSES:
            comma = read_run(words, at)  # "ucap wisudawan terbaik Universitas X, Ebenhaezer Lomi"
            if at > index and words[comma : comma + 1] and words[comma].text == "," and comma + 1 in mentions:
                return mentions[comma + 1], (words[comma + 1].start, words[comma + 1].end), True
            break
        if not words[at].text.islower() and words[at].key not in ADDRESSES or words[at].key in NO_DESCRIPTION:
            break
    first = words[index]
    if read_name(words, index) and name_word(first):
        person = read_person(stage.masked, words, index, Known())
        if person:
            return cast.add(person), (person.start, person.end), True
    if read_office(words, index) > index and capital(first):
        title = read_person(stage.masked, words, index, Known()) or Person()
        return cast.find(title) or title, None, True  # "kata Plt Kadis itu": whoever holds it, else who was named last
    if first.key in UNNAMED and points_back(words[index : index + FARTHEST_NAME]):
        return None, None, True  # "kata pedagang asal Kecamatan X itu"
    if first.key in UNNAMED or capital(first):
        return None, (first.start, first.end), True
    return None, None, True


def points_back(words: Sequence[Token]) -> bool:
    """Tell whether ``itu`` or ``tersebut`` stands among ``words`` before the first mark: who was named before."""
    end = next((index for index, word in enumerate(words) if not word.text[0].isalnum()), len(words))
    return any(word.key in {"itu", "tersebut"} for word in words[:end])


def stated_behind(stage: Scene, quoted: Quoted, mentions: dict[int, Person]) -> Attribution:
    """Read ``X menjelaskan`` behind a quote that did not end its sentence."""
    index = stage.index(quoted.finish)
    if index + 1 < len(stage.words) and stage.words[index].text == ",":
        index += 1
    begins = index < len(stage.words) and stage.words[index].key in {"begitu", "demikian"}
    if begins or index < len(stage.words) and stage.words[index].text == "sang":
        index += 1
    pronoun = index + 1 < len(stage.words) and stage.words[index].text in PRONOUNS
    if pronoun and ACTS.match(stage.words[index + 1].text) and stage.text[quoted.end :][:1] == ",":
        return None, None, True  # "…," ia mengusulkan
    person = mentions.get(index)
    if person is not None and utters(stage, index):
        return person, (stage.words[index].start, stage.words[index].end), True
    if (
        person is None
        or not begins
        and stage.text[quoted.end - 1] in ".!?"
        or stage.masked[quoted.end : quoted.finish].strip("”“\"'’ ") == "."
    ):
        return None, None, False
    end = stage.index(person.end) if person.start == stage.words[index].start else index + 1
    while end < len(stage.words) and capital(stage.words[end]):
        end += 1
    said = end < len(stage.words) and stage.words[end].key.removesuffix("nya") in STATING
    if begins and (said or end < len(stage.words) and ACTS.match(stage.words[end].text)):
        return person, (stage.words[index].start, stage.words[index].end), True
    acts = end < len(stage.words) and ACTS.match(stage.words[end].text) and stage.text[quoted.end :][:1] == ","
    if acts or {word.key for word in stage.words[end : end + 3]} & STATING:
        return person, (stage.words[index].start, stage.words[index].end), True
    return None, None, False


def utters(stage: Scene, index: int) -> bool:
    """Tell whether who is named at ``index`` says the words before: ``"… duanya." Chandra Liwan mengucapkannya``."""
    end = index
    while end < len(stage.words) and capital(stage.words[end]):
        end += 1
    key = stage.words[end].key if end < len(stage.words) else ""
    return key.endswith("nya") and key.removesuffix("nya") in STATING


def before_quote(stage: Scene, quoted: Quoted, since: int, mentions: dict[int, Person]) -> Attribution:
    """Read ``X mengatakan, “``, ``Menurut X, “`` and ``Ia menambahkan: “`` in the sentence before a quote."""
    end = stage.index(quoted.begin)
    begin = max(stage.index(since), end - FARTHEST)
    while begin < end and stage.words[begin].text in '”“"':
        begin += 1
    if end == begin or stage.words[end - 1].text in ".!?":
        return None, None, False
    begin = max(begin, stage.sentence(end - 1))
    words = stage.words[begin:end]
    if not any(word.key in STATING | TOLD | SAYING | {"menurut"} or is_said_nya(word) for word in words):
        return None, None, False
    inside = [index for index in range(begin, end) if index in mentions]
    for index in [each for each in inside if subject(stage, each, mentions[each])] or inside:
        return mentions[index], (stage.words[index].start, stage.words[index].end), True
    return None, None, True


def is_said_nya(word: Token) -> bool:
    """Tell whether ``word`` is a verb of saying with -nya: ``katanya``, ``dijelaskannya``."""
    return word.key.endswith("nya") and word.key[:-3] in SAYING | TOLD


def named_ahead(
    stage: Scene, order: int, mentions: dict[int, Person], cast: Cast, told: Person | None
) -> Person | None:
    """Return the speaker who is named only after the words: ``“A.” Hal itu disampaikan X``, ``“A.” “B,” ujar X``."""
    quoted = stage.quoted[order]
    following = stage.quoted[order + 1] if order + 1 < len(stage.quoted) else None
    limit = following.begin if following else len(stage.masked)
    if POINTS_BACK.match(stage.masked, quoted.finish, limit):
        return next(
            (mentions[index] for index in range(stage.index(quoted.finish), stage.index(limit)) if index in mentions),
            None,
        )
    if following is None or order or told or stage.masked[quoted.finish : following.begin].strip(" ."):
        return None
    limit = stage.quoted[order + 2].begin if order + 2 < len(stage.quoted) else len(stage.masked)
    return behind_quote(stage, following, limit, mentions, cast)[0]


def pointed_back(stage: Scene, mentions: dict[int, Person]) -> Person | None:
    """Return who said the quote before, if this paragraph begins ``Hal itu disampaikan X``."""
    if not POINTS_BACK.match(stage.masked):
        return None
    told = next((index for index, word in enumerate(stage.words[:14]) if word.key in TOLD | SAYING | REASONS), None)
    if told is None:
        return None
    return next((mentions[index] for index in range(told + 1, told + 7) if index in mentions), None)
