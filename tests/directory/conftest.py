"""The language of the code's messages, for tests that read why something was refused."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English."""
    with translation.override("en"):
        yield
