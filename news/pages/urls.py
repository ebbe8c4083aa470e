"""Every address of the public site, grouped by thing; feeds, sitemaps and comments are in their own rooms."""

from django.urls import path, re_path, register_converter

from .converters import Base36Converter, DayConverter, MonthConverter, YearConverter
from .views import (
    agencies,
    agenda,
    archives,
    authenticity,
    cards,
    colours,
    health,
    home,
    links,
    media,
    officials,
    packs,
    releases,
    robots,
    search,
    sections,
    statics,
)

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DayConverter, "day")
register_converter(Base36Converter, "base36")

urlpatterns = [
    path("", home.home, name="home"),
    # /rubrik/, /topik/
    path("rubrik/<slug:slug>/", sections.section, name="section"),
    path("topik/<slug:slug>/", sections.topic, name="topic"),
    # /instansi/, /pejabat/, /jabatan/
    path("instansi/", agencies.agencies, name="agencies"),
    path("instansi/<slug:slug>/", agencies.agency, name="agency"),
    path("pejabat/", officials.officials, name="officials"),
    path("pejabat/menjabat/", officials.holders, name="holders"),
    path("pejabat/<slug:slug>/", officials.official, name="official"),
    path("pejabat/<slug:slug>/kutipan/", officials.quotes, name="official_quotes"),
    path("jabatan/<int:pk>/", officials.position, name="position"),
    # /agenda/
    path("agenda/", agenda.agenda, name="agenda"),
    # /cari/
    path("cari/", search.search, name="search"),
    path("cari/saran/", search.suggest, name="search_suggest"),
    # /periksa/
    path("periksa/", authenticity.check, name="authenticity"),
    # /arsip/, /<yyyy>/, /<yyyy>/<mm>/
    path("arsip/", archives.years, name="archive"),
    path("<year:year>/", archives.year, name="archive_year"),
    path("<year:year>/<month:month>/", archives.month, name="archive_month"),
    # /<yyyy>/<mm>/<dd>/<slug>/
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/", releases.release, name="release"),
    # /<yyyy>/<mm>/<dd>/<slug>/kartu.jpg, /kartu.jpg
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/kartu.jpg", cards.of_release, name="release_card"),
    path("kartu.jpg", cards.of_newsroom, name="newsroom_card"),
    # /<yyyy>/<mm>/<dd>/<slug>/paket/
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/paket/", packs.pack, name="pack"),
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/paket/whatsapp.txt", packs.whatsapp, name="pack_whatsapp"),
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/paket/teks.txt", packs.text, name="pack_text"),
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/paket/siaran.pdf", packs.pdf, name="pack_pdf"),
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/paket/foto.zip", packs.photo_archive, name="pack_photos"),
    # /pratinjau/<token>/
    path("pratinjau/<str:token>/", links.preview, name="preview"),
    path("pratinjau/<str:token>/media/<uuid:key>/pers.jpg", links.press_photo, name="preview_press_photo"),
    path("pratinjau/<str:token>/media/<uuid:key>/<str:name>", links.photo, name="preview_photo"),
    path("pratinjau/<str:token>/media/lampiran/<uuid:key>.<slug:kind>", links.attachment, name="preview_attachment"),
    # /media/
    path("media/<uuid:key>/pers-<int:article>.jpg", media.press, name="press_photo"),
    path("media/<uuid:key>/<str:name>", media.media, name="media"),
    path("media/lampiran/<uuid:key>.<slug:kind>", media.attachment, name="attachment"),
    # /s/<key>/: the short link of a release
    path("s/<base36:key>/", releases.short, name="short"),
    path("s/<base36:key>/qr.svg", releases.qr, name="short_qr"),
    # /warna/<light>-<dark>.css
    re_path(r"^warna/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$", colours.colours, name="colours"),
    # /statis/
    path("statis/<slug:slug>/", statics.static_page, name="static_page"),
    # For machines
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", robots.security, name="security"),
]
