"""The forms keep what staff typed, and say plainly what is wrong with a file."""

from django.forms import model_to_dict

from news.photos.forms import PhotoForm, UploadForm
from news.photos.models import Photo

from . import pictures

FIELDS = {"title": "Bakau", "credit": "Humas", "focal_x": "0.5", "focal_y": "0.5"}


def upload_form(content: bytes, **fields: str) -> UploadForm:
    return UploadForm(FIELDS | fields, {"file": pictures.upload(content)})


def test_a_refused_file_is_an_error_of_its_field_and_nothing_is_kept(db):
    form = upload_form(b"GIF89a")
    assert not form.is_valid()
    assert "GIF" in form.errors["file"][0]
    assert form["title"].value() == "Bakau"
    assert not Photo.objects.exists()


def test_a_file_is_needed(db):
    form = UploadForm(FIELDS, {})
    assert list(form.errors) == ["file"]


def test_a_valid_form_is_kept_with_what_was_typed(db, penulis):
    content = pictures.encoded(pictures.blocks())
    form = upload_form(content, taken_at="2026-03-11T12:00", caption="a\r\nb", decorative="on")
    assert form.is_valid(), form.errors
    assert not Photo.objects.exists()
    assert not form.is_known
    photo = form.keep(by=penulis)
    assert form.is_known
    photo.refresh_from_db()
    assert (photo.title, photo.credit, photo.caption, photo.decorative) == ("Bakau", "Humas", "a\nb", True)
    assert photo.uploaded_by == penulis
    assert photo.taken_at is not None


def test_seconds_survive_an_edit(photo):
    form = PhotoForm(FIELDS | {"taken_at": "2026-03-11T12:00:59"}, instance=photo)
    assert form.is_valid(), form.errors
    form.save()
    photo.refresh_from_db()
    again = PhotoForm(instance=photo)
    assert 'type="datetime-local"' in str(again["taken_at"])
    assert 'value="2026-03-11T12:00:59"' in str(again["taken_at"])
    assert not PhotoForm(
        {name: "" if value is None else value for name, value in model_to_dict(photo).items()}, instance=photo
    ).errors
