"""Where readers answer."""

from django.urls import path

from .views import data, following, form, mailed, own, reports, threads

urlpatterns = [
    # /komentar/<slug>/
    path("<slug:slug>/", form.comment, name="comment"),
    path("<slug:slug>/semua/", threads.comments, name="comments"),
    path("<slug:slug>/semua/<int:root>/", threads.comment_replies, name="comment_replies"),
    path("<slug:slug>/k/<int:pk>/", threads.comment_permalink, name="comment_permalink"),
    path("<slug:slug>/dilaporkan/", reports.comment_reported, name="comment_reported"),
    path("<slug:slug>/ikuti/", following.follow, name="comment_follow"),
    # /komentar/~…/: no release has such an address
    path("~surel/sahkan/<str:token>/", mailed.verify, name="comment_verify"),
    path("~surel/ikuti/<str:token>/", mailed.confirm, name="comment_follow_confirm"),
    path("~surel/berhenti/<str:token>/", mailed.unfollow, name="comment_unfollow"),
    path("~data/", data.my_data, name="comment_my_data"),
    path("~data/batal/<str:token>/", data.erasure, name="comment_erasure"),
    path("~data/<str:token>/", data.data, name="comment_data"),
    path("~data/<str:token>/unduh/", data.download, name="comment_data_download"),
    path("~privasi/", data.privacy, name="comment_privacy"),
    path("~bukti/", form.challenge, name="comment_challenge"),
    path("~saya/<str:signed>/", own.own_comment, name="own_comment"),
    path("~lapor/<int:pk>/", reports.comment_report, name="comment_report"),
]
