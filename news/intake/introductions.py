"""Know who is a person by how a text introduces them: behind titles and verbs of saying, by an age, an apposition."""

import re
from collections.abc import Iterable, Sequence

from .lexicon import (
    ADDRESSES,
    ADVERBS,
    COMES,
    GIVEN_NAMES,
    HOSPITALS,
    KIN,
    PLACE_OF,
    PLACE_STARTS,
    SAYING,
    STATING,
    TITLE_CASE_WORDS_THAT_ARE_NO_NAMES,
    TOLD,
)
from .names import LONGEST_NAME, degree, honorific, name_word, read_name
from .offices import read_office, read_run
from .typing_slips import known as known_word
from .words import Token, capital, tokens

MOST_TRADE_WORDS = 4
FARTHEST_SUBJECT = 14  # words that describe somebody before the name
# What an apposition begins with: "Michelle, anggota termuda, …".
DESCRIBES = re.compile(
    r"(?:misalnya|contohnya|pawang|anggota|keluarga|kerabat|sahabat|rekan|murid|warga|pedagang|petani|nelayan|siswa|siswi|pelajar|mahasiswa|mahasiswi|guru|peserta|ketua|ibu|bapak|"
    r"seorang|salah|pengunjung|pemilik|pengelola|juru|pelatih|kader|tokoh|penerima|pembeli|pelaku|sopir|pengemudi|"
    r"penumpang|perajin|pengrajin|wali|orang|putra|putri|anak|penyintas|pasien|buruh|karyawan|pegawai|staf|relawan|"
    r"penjual|pekerja|pemuda|remaja|lansia|perempuan|penghuni|pengurus|perwakilan|pendamping|atlet|kapten|juara|"
    r"pemenang|penggagas|pendiri|koordinator|alumnus|alumni|yang|usia|istri|suami|cucu|nenek|kakek|pengusaha|"
    r"perawat|dokter|bidan|dosen|penyair|seniman|penari|penyanyi|pelukis|penulis|wartawan|penggiat|pegiat|aktivis|"
    r"imam|ustaz|pendeta|pastor|pemangku|kepala|mantan|operator|teknisi|mandor|montir|kasir|barista|koki|penjaga|"
    r"pe[a-z]{3,}|ayah|bocah|lelaki|pria|wanita|gadis|tetangga|tekong|bendahara|sekretaris|gurunya|nakhoda)\Z"
)
# What goes on with a list or a place rather than with what somebody does.
LISTS_ON = {"dan", "serta", "yakni", "yaitu", "di", "ke", "dari", "pada", "hingga", "sampai", "maupun", "atau", "untuk"}
PREPOSITIONS = {"di", "ke", "dari", "pada", "yakni", "yaitu", "antara"}
# … and what only people do.
FEELS = frozenset(
    """
    memimpin tersenyum tertawa menangis mengenang bercerita menunjuk mengangguk bangga senang lega terharu kaget gembira
    berharap merasa berjualan yakin khawatir bersyukur berjanji terlihat tampak tak
    """.split()
)
# "Yang dipanggil pertama ialah Zainal Arifin Matondang."
YEARS = {"tahun", "thn", "th"}
# What somebody does: "Damang Tiwel Sahay memimpin doa", "Barnabas Tabuni yang mewakili …".
VERB = re.compile(r"(?:me\w{3,}|be[rk]\w{3,})\Z")
DOES = frozenset(
    """
    yang belajar tidak tak juga turut pun sempat kemudian lalu lantas seorang adalah ialah bukan sudah telah akan baru
    masih hanya cuma langsung kini datang mau bisa lahir tinggal mulai ikut punya lebih memang justru malah tampak
    terlihat sedang tengah asal tahu ingat senang bangga duduk tiba pulang lulus setiap tiap kerap sering pernah belum
    selalu terus tetap paham percaya pantas kebagian dipercaya didampingi ditemui misalnya contohnya sendiri terharu
    terkejut
    """.split()
)
IS_NAMED = {"satunya", "ialah", "bernama", "dialah", "milik", "namanya"}
# What presents somebody: "Hari itu giliran Gregorius Wain.", "Di depan duduk Ni Luh Sukerti, …".
PRESENTS = frozenset(
    """
    ada satunya adalah ialah bernama namanya dialah giliran duduk berdiri tampak terlihat hadir dijabat dengan pula
    juga bersama muncul datang milik dipanggil disapa dipimpin kepada
    """.split()
)


def find_names(text: str) -> frozenset[str]:
    """Return the words that a text uses as names, in small letters."""
    words = tokens(text)
    found: set[str] = set()
    for index, word in enumerate(words[:-1]):
        found |= before_mark(words, index) | behind_word(words, index)
        if capital(word) and (index == 0 or words[index - 1].text in '.!?”",'):
            found |= doing(words, index) if index == 0 or words[index - 1].text != "," else doing_behind(words, index)
            if index == 0 or words[index - 1].text != ",":
                found |= introduced(words, index)
        if index > 1 and words[index - 1].text in '”"' and words[index - 2].text == "," and capital(word):
            found |= acting(words, index)
        if word.key in STATING and index:
            found |= subject_words(words, index)
    return frozenset(found)


def names_alone(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names that are all of a text: ``*Nining Wulandari, S.Sos*`` in a message."""
    found: set[str] = set()
    for text in texts:
        words = tokens(text.strip(" .,"))
        name = read_name(words, 0) if words else None
        if name and name[2] == len(words) and (name[2] > name[1] or name[0] or full_name(words, name[0], name[1])):
            found |= keys(words, name[0], name[1])
    return frozenset(found)


def before_mark(words: Sequence[Token], index: int) -> set[str]:
    """Return the name's words around a comma or bracket at ``index`` that say by what follows that they are one."""
    if words[index].text not in "(,":
        return set()
    found = aged(words, index)
    if words[index].text == ",":
        found |= apposed(words, index) | graduated(words, index) | described(words, index)
    return found


def behind_word(words: Sequence[Token], index: int) -> set[str]:
    """Return the name's words behind a verb of saying, an address or a title at ``index``."""
    word = words[index]
    if word.key in KIN and capital(word) and name_word(words[index + 1]):
        return keys(words, index, index + 2)
    if honorific(word):
        name = None if index and words[index - 1].key in HOSPITALS else read_name(words, index)
        return keys(words, name[0], name[1]) if name and name[0] > index else set()
    if (
        word.text == "Bagi"
        and unusual(words[index + 1])
        and words[index + 2 : index + 3]
        and words[index + 2].text == ","
    ):
        return {words[index + 1].key} if name_word(words[index + 1]) else set()
    if word.text == "Bagi" or word.key == "dari" and index and words[index - 1].key in COMES:
        name = read_name(words, index + 1)
        end = name[2] if name else len(words)
        goes_on = end < len(words) and words[end].text in {"yang", ","}
        sure = name and goes_on and name[1] - name[0] > 1 and words[name[0]].key not in PLACE_STARTS
        return keys(words, name[0], name[1]) if name and sure else set()
    addressed = word.key in ADDRESSES and capital(word)
    said = word.key in SAYING and not capital(word)
    if word.key in PRESENTS or word.named is False and word.key.endswith("nya"):
        return presented(words, index + 1, sure=word.key in IS_NAMED)
    if addressed or said or word.key in TOLD or word.key in {"menurut", "oleh"}:
        name = read_name(words, index + 1)
        if name is None and word.key == "menurut":
            name = name_behind_trade(words, index + 1)
        if name is None and said:
            name = name_behind_body(words, index + 1)
        return keys(words, name[0], name[1]) if name else set()
    return set()


def presented(words: Sequence[Token], at: int, *, sure: bool) -> set[str]:
    """Return the name's words at ``at``, if they are a full name; of one word only if ``sure`` or described."""
    name = read_name(words, at)
    if name is None:
        return set()
    start, end, behind = name
    told = behind + 1 < len(words) and words[behind].text == "," and DESCRIBES.match(words[behind + 1].text)
    alone = end - start == 1 and unusual(words[start]) and (sure or told)
    return keys(words, start, end) if alone or full_name(words, start, end) else set()


def doing_behind(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words behind a comma, if they begin a clause and go on with no list of places."""
    start = at - 1
    while start > 0 and (capital(words[start - 1]) or words[start - 1].text.isdigit()):
        start -= 1
    if start and words[start - 1].key in PREPOSITIONS:
        return set()
    return doing(words, at) | ending(words, at)


def ending(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words that end a sentence behind what somebody is: ``termasuk pelatih Persida, Anis Luma.``"""
    name = read_name(words, at)
    if name is None or name[2] >= len(words) or words[name[2]].text != "." or not full_name(words, name[0], name[1]):
        return set()
    begin = at - 1
    while begin > 0 and at - begin < MOST_TRADE_WORDS + 2 and words[begin - 1].text not in '.!?,”“"':
        begin -= 1
    trade = any(DESCRIBES.match(word.text) and len(word.text) > 4 for word in words[begin : at - 1])
    return keys(words, name[0], name[1]) if trade else set()


def name_behind_trade(words: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Return the full name behind a few small words that say what somebody is: ``pengamat kesehatan Yusak Tandi``."""
    index = at
    while index < len(words) and index - at < MOST_TRADE_WORDS and words[index].text.islower():
        index += 1
    name = read_name(words, index) if at < index < len(words) and DESCRIBES.match(words[at].text) else None
    return name if name and full_name(words, name[0], name[1]) else None


def name_behind_body(words: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Return the full name behind who somebody is, and of what body: ``ucap juru masak Hotel X, Ebenhaezer Lomi``."""
    if at >= len(words) or not words[at].text.islower() or words[at].key in PREPOSITIONS | ADVERBS | LISTS_ON:
        return None
    index = next((index for index in range(at, min(at + MOST_TRADE_WORDS, len(words))) if capital(words[index])), at)
    comma = read_run(words, index)
    name = read_name(words, comma + 1) if index > at and comma < len(words) and words[comma].text == "," else None
    return name if name and full_name(words, name[0], name[1]) else None


def keys(words: Sequence[Token], start: int, end: int) -> set[str]:
    """Return the words from ``start`` to ``end`` in small letters."""
    return {word.key for word in words[start:end]}


def run_before(words: Sequence[Token], end: int) -> int:
    """Return where the words that can be one name begin that end before ``end``."""
    start = end
    while start > 0 and end - start < LONGEST_NAME and name_word(words[start - 1]):
        start -= 1
    return start


def full_name(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether these words can be a name by themselves: two or more, and no word of the language or of places."""
    first = words[start].key
    return (
        end - start >= 2
        and first not in PLACE_STARTS
        and (first in GIVEN_NAMES or words[start].named is True or not known_word(first))
        and not follows_capital(words, start)
    )


def unusual(word: Token) -> bool:
    """Tell whether a word alone can only be a name: none of the language, and no town's first half."""
    return not known_word(word.key) and word.key not in PLACE_STARTS


def does(word: Token) -> bool:
    """Tell whether ``word`` can begin what somebody does: ``memimpin``, ``mewanti-wanti``, ``yang``, ``hanya``."""
    return word.text in DOES or bool(VERB.match(word.text.partition("-")[0]))


def acting(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words behind quoted words, if a verb follows: ``"…," Lambung mewanti-wanti``."""
    end = at
    while end < len(words) and end - at < LONGEST_NAME and name_word(words[end]):
        end += 1
    acts = end > at and end < len(words) and does(words[end])
    return keys(words, at, end) if acts else set()


def follows_capital(words: Sequence[Token], start: int) -> bool:
    """Tell whether these words go on with an agency or a place: then where a name begins is not plain here."""
    before = words[start - 1] if start else None
    grammar = before is not None and (before.named is False or before.key in TITLE_CASE_WORDS_THAT_ARE_NO_NAMES)
    return before is not None and not grammar and (capital(before) or before.text.isdigit())


def introduced(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words at the start of a sentence, if age, or an apposition and a stating verb, follow them."""
    end = at
    while end < len(words) and end - at < LONGEST_NAME and name_word(words[end]):
        end += 1
    if end == at or end + 2 >= len(words):
        return set()
    names = {token.key for token in words[at:end]}
    if words[end].text == "(" and words[end + 1].text.isdigit():
        return names
    if words[end].text != ",":
        return set()
    close = next((index for index in range(end + 1, min(end + 14, len(words))) if words[index].text in ",."), end)
    behind = close + 1
    described = words[close].text == "," and behind < len(words) and words[behind].text.islower()
    aged_there = any(word.key in {"berusia", "berumur", "asal"} for word in words[end + 1 : close])
    if described and (DESCRIBES.match(words[end + 1].text) or aged_there) and not known_word(words[at].key):
        return names
    while behind < len(words) and words[behind].key in ADVERBS:
        behind += 1
    stated = behind < len(words) and words[close].text == "," and words[behind].key in STATING
    return names if stated and not capital(words[end + 1]) else set()


def apposed(words: Sequence[Token], comma: int) -> set[str]:
    """Return the name's words between commas behind whom a sentence is about: ``Pelatih tim, Abdul Karim, memuji``."""
    name = read_name(words, comma + 1)
    if name is None or name[2] + 1 >= len(words) or words[name[2]].text != ",":
        return set()
    if not words[name[2] + 1].text.islower() or words[name[2] + 1].key in LISTS_ON:
        return set()
    begin = comma
    while begin > 0 and comma - begin < FARTHEST_SUBJECT and words[begin - 1].text not in '.!?,”“"':
        begin -= 1
    if not capital(words[begin]) or any(word.key in PLACE_OF | PREPOSITIONS for word in words[begin:comma]):
        return set()
    return keys(words, name[0], name[1])


def aged(words: Sequence[Token], mark: int) -> set[str]:
    """Return the name's words before an age: ``Nayla Husna (15)``, ``Nurbaiti, 68 tahun``."""
    following = words[mark + 1 : mark + 3]
    if len(following) < 2 or not following[0].text.isdigit() or len(following[0].text) > 2:
        return set()
    if following[1].key not in (YEARS | {")"} if words[mark].text == "(" else YEARS):
        return set()
    start = run_before(words, mark)
    return set() if follows_capital(words, start) else keys(words, start, mark)


def graduated(words: Sequence[Token], comma: int) -> set[str]:
    """Return the name's words before a degree: ``Sri Lestari Ningsih, S.Pd``."""
    if not degree(words, comma + 1) or "." not in words[comma + 1].text:
        return set()
    start = run_before(words, comma)
    return set() if follows_capital(words, start) else keys(words, start, comma)


def described(words: Sequence[Token], comma: int) -> set[str]:
    """Return the name's words before what somebody is: ``Maria Goreti Dua Nona, perawat yang …``."""
    start = run_before(words, comma)
    office = capital(words[comma + 1]) and read_office(words, comma + 1) > comma + 1
    if not (office or DESCRIBES.match(words[comma + 1].text)) or start and words[start - 1].key in {"di", "ke"}:
        return set()
    within = start and words[start - 1].text.islower() and words[start - 1].key not in PREPOSITIONS
    alone = within and not office and comma - start == 1 and unusual(words[start])
    sure = full_name(words, start, comma) or alone
    return keys(words, start, comma) if sure else set()


def doing(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words that begin a clause, if a verb or ``yang`` follows them."""
    end = at
    while end < len(words) and end - at < LONGEST_NAME and name_word(words[end]) and not degree(words, end):
        end += 1
    if end == at or end >= len(words):
        return set()
    alone = end - at == 1 and unusual(words[at]) and words[end].key in FEELS | {"yang"}
    sure = alone or does(words[end]) and full_name(words, at, end)
    return keys(words, at, end) if sure else set()


def subject_words(words: Sequence[Token], verb: int) -> set[str]:
    """Return the name's words before a stating verb, if they begin a sentence or stand behind a comma."""
    end = verb
    while end > 0 and words[end - 1].key in ADVERBS:
        end -= 1
    while end > 0 and (words[end - 1].text == "," or degree(words, end - 1)):
        end -= 1
    if end > 3 and words[end - 1].text == ")" and words[end - 2].text.isdigit() and words[end - 3].text == "(":
        end -= 3
    start = run_before(words, end)
    if start == end:
        return set()
    if start > 0 and words[start - 1].text not in '.,!?”"“':
        within = words[start - 1].text.islower() and words[start - 1].key not in PREPOSITIONS | LISTS_ON
        alone = within and end - start == 1 and len(words[start].text) > 2 and unusual(words[start])
        return keys(words, start, end) if alone else set()
    return keys(words, start, end)
