"""The forms by which staff send photos and describe them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User

from . import uploads
from .models import Photo


class DateTimeLocalInput(forms.DateTimeInput):
    """One labelled input for date and time, in the newsroom's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "1"} | (attrs or {}), format="%Y-%m-%dT%H:%M:%S")


class PhotoForm(forms.ModelForm[Photo]):
    """What is said of a photo."""

    class Meta:
        model = Photo
        fields = [
            "title", "alt", "decorative", "credit", "caption", "taken_at", "place", "rights", "rights_until_date",
            "focal_x", "focal_y",
        ]
        widgets = {
            "alt": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 3}),
            "taken_at": DateTimeLocalInput,
            "rights_until_date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "focal_x": forms.NumberInput({"min": 0, "max": 1, "step": "any"}),
            "focal_y": forms.NumberInput({"min": 0, "max": 1, "step": "any"}),
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
        return uploads.keep(self.prepared, by=by, **{name: self.cleaned_data[name] for name in PhotoForm.Meta.fields})
