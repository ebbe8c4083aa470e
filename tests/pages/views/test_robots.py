"""robots.txt."""


def test_robots_are_led_to_the_sitemap_and_kept_from_the_desk(newsroom, settings, pembaca):
    settings.BASE_URL = "https://warta.example"
    answer = pembaca.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://warta.example/sitemap.xml\n" in answer.content.decode()
    assert "Disallow: /admin/\n" in answer.content.decode()
