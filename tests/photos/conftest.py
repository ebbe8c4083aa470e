"""Photos to try things on."""

import pytest

from news.photos.models import Photo
from news.photos.uploads import receive

from . import pictures


@pytest.fixture
def photo(db) -> Photo:
    """A photo of 1200×800 with a position in its file; the blocks show which way is up."""
    large = pictures.blocks().resize((1200, 800), 0)
    content = pictures.encoded(large, exif=pictures.exif_with_position(), quality=95)
    return receive(pictures.upload(content), by=None, alt="Enam bidang warna", credit="Humas")
