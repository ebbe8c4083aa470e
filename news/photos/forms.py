"""The forms by which staff send photos and describe them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User

from . import uploads
from .markup import staff_image
from .models import Photo
from .uploads import SAID


class DateTimeLocalInput(forms.DateTimeInput):
    """One labelled input for date and time, in the newsroom's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "1"} | (attrs or {}), format="%Y-%m-%dT%H:%M:%S")


class RangeInput(forms.NumberInput):
    """A number between two others, chosen with a slider."""

    input_type = "range"


class ManyFilesInput(forms.FileInput):
    """An input for many files at once."""

    allow_multiple_selected = True


class PhotoForm(forms.ModelForm[Photo]):
    """What is said of a photo."""

    class Meta:
        model = Photo
        fields: ClassVar[tuple[str, ...]] = (*SAID, "focal_x", "focal_y")
        widgets = {
            "alt": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 3}),
            "taken_at": DateTimeLocalInput,
            "rights_until_date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "focal_x": RangeInput({"min": 0, "max": 1, "step": 0.005}),
            "focal_y": RangeInput({"min": 0, "max": 1, "step": 0.005}),
        }

    def clean_caption(self) -> str:
        """Return the caption with the line ends of the database, not of the browser."""
        caption: str = self.cleaned_data["caption"]
        return caption.replace("\r\n", "\n")


class UploadForm(PhotoForm):
    """A new photo: the file, and what its sender knows beyond what the file says of itself."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG or WebP, at most 40 MB. Caption, credit, date and place are read from the file."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    prepared: uploads.Prepared | None = None

    class Meta(PhotoForm.Meta):
        fields: ClassVar[tuple[str, ...]] = SAID  # the focal point is chosen on the picture, once it is there

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is no photo that we take; nothing is kept yet."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        self.prepared = uploads.prepare(file)
        return file

    @property
    def is_known(self) -> bool:
        """Say whether the same bytes are in the library already."""
        return self.prepared is not None and Photo.objects.filter(content_hash=self.prepared.content_hash).exists()

    def keep(self, by: User) -> Photo:
        """Keep the valid upload and return its photo; see :func:`uploads.keep`."""
        if self.prepared is None:
            raise ValueError("Only a valid form is kept.")
        return uploads.keep(self.prepared, by=by, **{name: self.cleaned_data[name] for name in SAID})


class ReplaceForm(forms.Form):
    """Another picture in the place of one."""

    file = forms.FileField(
        label=_("New file"),
        help_text=_("JPEG, PNG or WebP, at most 40 MB."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, photo: Photo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo = photo

    def clean_file(self) -> UploadedFile[bytes]:
        """Replace the picture, or say why not; nothing is changed then."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            uploads.replace(self.photo, uploads.prepare(file))
        except OSError as error:
            raise forms.ValidationError(uploads.NO_ROOM, code="no_room") from error
        return file


class SendForm(forms.Form):
    """Many files at once; what each of them is, is judged one by one."""

    photos = forms.FileField(
        label=_("Photos"),
        help_text=_("JPEG, PNG or WebP, at most 40 MB each."),
        widget=ManyFilesInput({"accept": "image/jpeg,image/png,image/webp"}),
    )


class CommonForm(forms.Form):
    """What several photos have in common; it fills what is empty."""

    credit = forms.CharField(label=_("credit"), max_length=200, required=False)
    place = forms.CharField(label=_("place"), max_length=200, required=False)


WORDS = ("alt", "decorative", "credit", "focal_x", "focal_y")
"""What of a photo is changed where a release shows it."""


class WordsForm(forms.ModelForm[Photo]):
    """Some of :data:`WORDS`, changed where a release shows the photo; see :func:`words_form`."""

    class Meta:
        model = Photo
        fields = WORDS

    def keep(self) -> None:
        """Save what was changed; another focal point has the crops made anew."""
        photo, changed = self.instance, set(self.changed_data)
        if {"focal_x", "focal_y"} & changed:
            changed |= set(photo.render_anew())
        if changed:
            photo.save(update_fields=sorted(changed))


def words_form(data: Mapping[str, Any], photo: Photo, names: Sequence[str]) -> WordsForm:
    """Return the form with ``data`` for those of :data:`WORDS` that are ``names``: the others stay as they are."""
    form = WordsForm(data, instance=photo)
    for name in WORDS:
        if name not in names:
            del form.fields[name]
    return form


class DescribeForm(forms.ModelForm[Photo]):
    """What is said of a photo, beside many others."""

    class Meta:
        model = Photo
        fields = ["alt", "decorative", "caption", "credit", "place", "keywords", "people", "taken_at"]
        widgets = {
            "alt": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 2}),
            "taken_at": DateTimeLocalInput,
        }
        help_texts = {"caption": "", "decorative": ""}

    clean_caption = PhotoForm.clean_caption

    @property
    def thumbnail(self) -> SafeString:
        """The photo, small."""
        return staff_image(self.instance)

    def keep(self, common: dict[str, str]) -> set[str]:
        """Save what was changed, ``common`` in the fields that are still empty; return the names of those fields."""
        photo = self.instance
        filled = {name for name, value in common.items() if value and not getattr(photo, name)}
        for name in filled:
            setattr(photo, name, common[name])
        changed = filled | set(self.changed_data)
        if changed:
            photo.save(update_fields=sorted(changed))
        return changed
