"""Nobody opens what is not live with what a log says."""

import logging

import pytest

from news.pages.masking import MaskTokens


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert MaskTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "masked"),
    [
        ("/pratinjau/rahasia-123/", "/pratinjau/…/"),
        ("/pratinjau/rahasia-123/media/lampiran/x.pdf?a=b", "/pratinjau/…/media/lampiran/x.pdf?a=b"),
        ("/pratinjau/rahasia", "/pratinjau/…"),
        ("/2026/03/11/kabar/", "/2026/03/11/kabar/"),
        ("/pratinjau/", "/pratinjau/"),
    ],
)
def test_the_token_of_a_link_is_not_logged(path, masked):
    assert logged("Not Found: %s", path) == f"Not Found: {masked}"


def test_a_message_of_anything_else_is_left_alone():
    assert logged("100 % sure") == "100 % sure"


def test_the_console_masks(settings):
    assert "mask_tokens" in settings.LOGGING["handlers"]["console"]["filters"]
