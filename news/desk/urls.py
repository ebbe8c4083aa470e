"""Pages of the desk beyond the forms of the admin; the site mounts them under ``admin:desk:`` behind the log-in."""

from django.urls import URLPattern

app_name = "desk"

urlpatterns: list[URLPattern] = []
