"""robots.txt and security.txt."""

from tests.conftest import NOON


def test_robots_are_led_to_the_sitemap_and_kept_from_the_desk(newsroom, settings, pembaca):
    settings.BASE_URL = "https://warta.example"
    answer = pembaca.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://warta.example/sitemap.xml\n" in answer.content.decode()
    assert "Disallow: /admin/\n" in answer.content.decode()


def test_whoever_finds_a_weakness_learns_whom_to_tell(newsroom, settings, pembaca, time_machine):
    time_machine.move_to(NOON)
    settings.BASE_URL = "https://humas.example"
    assert pembaca.get("/.well-known/security.txt").status_code == 404
    newsroom.contact_email = "pers@humas.example"
    newsroom.save()
    lines = pembaca.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines == [
        "Contact: mailto:pers@humas.example",
        "Expires: 2027-01-01T00:00:00Z",
        "Preferred-Languages: id, en",
        "Canonical: https://humas.example/.well-known/security.txt",
    ]
