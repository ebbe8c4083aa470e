"""The admin speaks the user's language."""

import pytest
from django.test import Client


@pytest.mark.parametrize(("language", "word"), [("id", "Keluar"), ("en", "Log out")])
def test_the_admin_speaks_the_users_language(language, word, penerbit):
    penerbit.language = language
    penerbit.save()
    client = Client(headers={"Accept-Language": "de"})
    client.force_login(penerbit)
    assert word in client.get("/admin/").content.decode()
