"""Officials are recognised in what a photo says of itself, word for word and never by half a name."""

import pytest

from news.directory.depicting import depict, officials_named
from news.directory.models import Depiction, Official
from news.photos.models import Photo


def official(name: str, prefix: str = "", suffix: str = "", aliases: str = "") -> Official:
    slug = name.lower().replace(" ", "-")
    return Official(name=name, honorific_prefix=prefix, honorific_suffix=suffix, aliases=aliases, slug=slug)


RAHMAT = official("Rahmat Simbolang", "dr.", "M.Kes.", "R. Simbolang\nPak Rahmat")
RANI = official("Rani Siregar")
RANI_PUTRI = official("Rani Siregar Putri")
WIRA = official("Wira", "H.")
ALL = [RAHMAT, RANI, RANI_PUTRI, WIRA]
for number, each in enumerate(ALL):
    each.pk = number + 1


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Rahmat Simbolang"], [RAHMAT]),
        (["dr. RAHMAT SIMBOLANG, M.Kes."], [RAHMAT]),
        (["R. Simbolang"], [RAHMAT]),
        (["Kepala Dinas Rahmat Simbolang"], [RAHMAT]),
        (["Rahmat Simbolang, Rani Siregar"], [RAHMAT, RANI]),
        (["Rani Siregar Putri"], [RANI_PUTRI]),
        (["Rani Siregar Putri", "Rani Siregar"], [RANI, RANI_PUTRI]),
        (["Wira"], [WIRA]),
        (["H. Wira"], [WIRA]),
        (["Wira Atmaja"], []),
        (["Rahmat"], []),
        (["Simbolang Rahmat"], []),
        (["Rahmat", "Simbolang"], []),
        (["Rahmatullah Simbolangin"], []),
        (["", " ", "—"], []),
    ],
)
def test_names(texts, expected):
    assert sorted(each.pk for each in officials_named(texts, ALL)) == sorted(each.pk for each in expected)


def test_a_name_that_two_share_is_nobodys():
    other = official("Rani Siregar")
    other.pk = 99
    assert officials_named(["Rani Siregar"], [RANI, other]) == []


@pytest.mark.django_db
def test_depict_adds_and_takes_nobody_away(newsroom):
    rahmat, rani = (official(name) for name in ("Rahmat Simbolang", "Rani Siregar"))
    rahmat.save()
    rani.save()
    photo = Photo.objects.create(width=9, height=9, content_hash="a", people="Rahmat Simbolang", keywords="x, lomba")
    Depiction.objects.create(photo=photo, official=rani)
    depict(photo)
    depict(photo)
    assert set(photo.depictions.values_list("official__name", flat=True)) == {"Rahmat Simbolang", "Rani Siregar"}


@pytest.mark.django_db
def test_a_keyword_may_be_a_name(official):
    photo = Photo.objects.create(width=9, height=9, content_hash="a", keywords="bakau, Rahmat Simbolang, pesisir")
    depict(photo)
    assert photo.depictions.get().official == official
