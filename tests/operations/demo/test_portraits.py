import datetime

from news.operations.demo.content import read_city
from news.operations.demo.drawing import PORTRAIT
from news.operations.demo.portraits import Face, draw_crest, draw_portrait


def test_every_official_has_a_face_of_their_own():
    officials = read_city(datetime.datetime(2026, 3, 11, 5, 0, tzinfo=datetime.UTC)).officials
    portraits = [draw_portrait(Face(**row["face"])) for row in officials]
    assert {portrait.size for portrait in portraits} == {PORTRAIT}
    assert len({portrait.tobytes() for portrait in portraits}) == len(officials)


def test_the_same_face_is_drawn_the_same():
    face = Face(skin=2, head="hijab", dress="batik", hue=4, glasses=True)
    assert draw_portrait(face).tobytes() == draw_portrait(face).tobytes()


def test_the_crest_is_see_through_around_its_disc():
    crest = draw_crest(400)
    assert (crest.mode, crest.size) == ("RGBA", (400, 400))
    assert crest.getpixel((2, 2))[3] == 0
    assert crest.getpixel((200, 200))[3] == 255
