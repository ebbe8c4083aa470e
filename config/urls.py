"""Where everything is reached: the admin first, then the rooms that readers see."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_POST

from news.pages.views.typed import typed

urlpatterns = [
    # Of the desk, and dressed as what readers see: the desk lies above the pages, so it cannot mount this itself.
    path("admin/pratinjau/<int:pk>/", admin.site.admin_view(require_POST(typed)), name="typed_preview"),
    path("admin/pratinjau/", admin.site.admin_view(require_POST(typed)), name="typed_preview"),
    path("admin/", admin.site.urls),
    path("komentar/", include("news.comments.urls")),
    path("", include("news.feeds.urls")),
    path("", include("news.pages.urls")),
]

handler400 = "news.pages.views.errors.bad_request"
handler403 = "news.pages.views.errors.forbidden"
handler404 = "news.pages.views.errors.not_found"
handler500 = "news.pages.views.errors.server_error"
