"""Where feeds and sitemaps are."""

from django.urls import path, re_path

from . import sitemaps, views

urlpatterns = [
    # /umpan/
    path("umpan/rss.xml", views.feed, name="feed"),
    # the feed of a page stands below it
    path("rubrik/<slug:slug>/rss.xml", views.section_feed, name="section_feed"),
    path("topik/<slug:slug>/rss.xml", views.topic_feed, name="topic_feed"),
    path("instansi/<slug:slug>/rss.xml", views.agency_feed, name="agency_feed"),
    path("pejabat/<slug:slug>/rss.xml", views.official_feed, name="official_feed"),
    path("komentar/<slug:slug>/rss.xml", views.comment_feed, name="comment_feed"),
    # /sitemap.xml
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-halaman.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(
        r"^sitemap-(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])\.xml\Z", sitemaps.releases, name="sitemap_releases"
    ),
]
