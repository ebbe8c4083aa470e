"""Where readers answer."""

from django.urls import path

from . import views

urlpatterns = [
    # /komentar/<slug>/
    path("<slug:slug>/", views.comment, name="comment"),
    path("<slug:slug>/terkirim/", views.comment_sent, name="comment_sent"),
    path("<slug:slug>/semua/", views.comments, name="comments"),
    path("<slug:slug>/semua/<int:root>/", views.comment_replies, name="comment_replies"),
]
