"""Where everything is reached: the admin first, then the rooms that readers see."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("komentar/", include("news.comments.urls")),
    path("", include("news.feeds.urls")),
    path("", include("news.pages.urls")),
]



