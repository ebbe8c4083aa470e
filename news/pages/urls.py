"""Every address of the public site, grouped by thing; feeds, sitemaps and comments are in their own rooms."""

from django.urls import path, register_converter

from .converters import DayConverter, MonthConverter, YearConverter
from .views import agencies, archives, health, home, media, officials, releases, robots, sections

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DayConverter, "day")

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
    # /arsip/, /<yyyy>/, /<yyyy>/<mm>/
    path("arsip/", archives.years, name="archive"),
    path("<year:year>/", archives.year, name="archive_year"),
    path("<year:year>/<month:month>/", archives.month, name="archive_month"),
    # /<yyyy>/<mm>/<dd>/<slug>/
    path("<year:year>/<month:month>/<day:day>/<slug:slug>/", releases.release, name="release"),
    # /media/
    path("media/<uuid:key>/pers-<int:article>.jpg", media.press, name="press_photo"),
    path("media/<uuid:key>/<str:name>", media.media, name="media"),
    # For machines
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", robots.security, name="security"),
]
