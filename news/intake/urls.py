"""The paste page; the desk mounts it in the admin."""

from django.urls import path

from . import views

app_name = "intake"

urlpatterns = [
    # /tempel/
    path("", views.paste, name="paste"),
    # /tempel/teks/
    path("teks/", views.plain, name="plain"),
    # /tempel/kutipan/
    path("kutipan/", views.quotes, name="quotes"),
    # /tempel/pejabat/
    path("pejabat/", views.enrol_speaker, name="enrol"),
]
