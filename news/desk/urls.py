"""Pages of the desk beyond the forms of the admin; the site mounts them under ``admin:desk:`` behind the log-in."""

from django.urls import URLPattern, path

from .views import banner, calendar, deciding, leaving, links, notices, photos, remarks, working_copies

app_name = "desk"

urlpatterns: list[URLPattern] = [
    # photos of the release that somebody writes
    path("foto/", photos.library, name="library"),
    path("foto/keterangan/", photos.described, name="photos"),
    path("foto/susun/", photos.caption, name="caption"),
    path("foto/<int:pk>/", photos.describe, name="photo"),
    path("foto/<int:pk>/pejabat/", photos.depict, name="depict"),
    # links without log-in
    path("siaran/<int:pk>/tautan/", links.links, name="links"),
    path("tautan/<slug:kind>/<int:pk>/cabut/", links.revoke_link, name="revoke_link"),
    # what is written and not saved yet
    path("naskah/", working_copies.keep, name="keep"),
    path("naskah/siapa/", working_copies.token, name="token"),
    path("naskah/<int:pk>/", working_copies.show, name="working_copy"),
    path("naskah/<int:pk>/pakai/", working_copies.use, name="use"),
    path("naskah/<int:pk>/buang/", working_copies.drop, name="drop"),
    # decisions from the first page
    path("putusan/<int:pk>/", deciding.decide, name="decide"),
    # the emergency banner
    path("spanduk/", banner.banner, name="banner"),
    # the calendar
    path("kalender/", calendar.show, name="calendar"),
    path("kalender/acara/", calendar.plan, name="plan"),
    path("kalender/acara/<int:pk>/", calendar.change, name="event"),
    path("kalender/acara/<int:pk>/batal/", calendar.call_off, name="call_off"),
    path("kalender/acara/<int:pk>/tulis/", calendar.write, name="write"),
    path("kalender/pindah/<slug:kind>/<int:pk>/", calendar.move, name="move"),
    # notices to colleagues
    path("pemberitahuan/", notices.notices, name="notices"),
    path("pemberitahuan/jumlah/", notices.count, name="notice_count"),
    path("pemberitahuan/dibaca/", notices.mark_read, name="notices_read"),
    path("pemberitahuan/atur/", notices.preferences, name="notice_preferences"),
    path("pemberitahuan/<int:pk>/", notices.notice, name="notice"),
    # a colleague who leaves
    path("pegawai/<int:pk>/pergi/", leaving.leave, name="leave"),
    # remarks between colleagues
    path("catatan/<int:pk>/", remarks.add, name="remark"),
    path("catatan/<int:pk>/<int:remark>/balas/", remarks.answer, name="answer_remark"),
    path("catatan/<int:pk>/<int:remark>/selesai/", remarks.settle, name="settle_remark"),
]
