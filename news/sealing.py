"""Seal what must not be read in a stolen copy of the database, and hash what must only be recognised again.

Every key is derived from ``SECRET_KEY`` (HKDF with SHA-256, RFC 5869: https://www.rfc-editor.org/rfc/rfc5869), one for
each purpose. Texts are sealed as Fernet tokens (https://github.com/fernet/spec). To change ``SECRET_KEY``, put the
former one into ``SECRET_KEY_FALLBACKS``: what it sealed still opens, and what is saved anew is sealed with the new one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models import Lookup

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

_FIELDS = "fields"
_HASHES = "hashes:"


class CannotOpen(ValueError):
    """No key opens this text: it was sealed under another ``SECRET_KEY``, or it was damaged."""

    def __init__(self) -> None:
        super().__init__(
            "This text cannot be opened: it was sealed under another SECRET_KEY, or it is damaged."
            " Put the former key into SECRET_KEY_FALLBACKS."
        )


def seal(text: str) -> str:
    """Return ``text`` sealed, in ASCII: some 100 characters, and a third more than its UTF-8; empty stays empty."""
    return _opener().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Return the text that was sealed.

    :raises CannotOpen: if no key opens it.
    """
    from cryptography.fernet import InvalidToken

    if not sealed:
        return ""
    try:
        return _opener().decrypt(sealed).decode()
    except (InvalidToken, ValueError) as error:  # ValueError: characters that no token has
        raise CannotOpen from error


def keyed_hash(purpose: str, value: str) -> str:
    """Return the HMAC-SHA256 of ``value`` in 64 hexadecimal digits: the same for the same purpose, value and key.

    Without the key nobody can tell what was hashed, however few values there are (addresses, telephone numbers), and
    hashes of different purposes cannot be compared. Only ``SECRET_KEY`` counts, not its fallbacks.
    """
    return hmac.new(_derived(settings.SECRET_KEY, _HASHES + purpose), value.encode(), hashlib.sha256).hexdigest()


class SealedTextField(models.TextField[str, str]):
    """Plain text of any length, sealed on every way into the database and opened on the way out.

    The empty text stays empty, so that one sees that something was blanked. The database cannot search what is sealed:
    a lookup other than ``isnull`` and ``blank`` raises ``FieldError``. A row that no key opens raises
    :class:`CannotOpen` when it is read; ``defer`` the field where that must not happen.
    """

    description = "Sealed text"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(seal(value) if isinstance(value, str) else value, connection)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open what the database holds."""
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"isnull", "blank"}:
            raise FieldError(f"{self} is sealed: the database cannot look it up by {lookup_name!r}.")
        return super().get_lookup(lookup_name)


@SealedTextField.register_lookup
class Blank(Lookup[bool]):
    """``text__blank=True``: nothing is sealed there; ``False``: something is.

    Written without parameters, so that both engines see that a partial index with this condition serves.
    """

    lookup_name = "blank"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        if not isinstance(self.rhs, bool):
            raise FieldError("A sealed text is blank, True or False.")
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} {'=' if self.rhs else '<>'} ''", tuple(parameters)


def sealed_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields of ``model`` that are sealed."""
    return [field.name for field in model._meta.local_concrete_fields if isinstance(field, SealedTextField)]


def reseal(model: type[models.Model], batch: int = 200) -> tuple[int, int]:
    """Seal every row of ``model`` anew, with the ``SECRET_KEY`` of now; return how many rows, and how many stay shut.

    Rows are locked while they are rewritten, ``batch`` of them in a transaction: what others write is never undone.
    """
    fields, manager = sealed_fields(model), model._base_manager
    resealed = shut = 0
    keys: list[Any] = []
    while fields:
        with transaction.atomic():
            after = models.Q(pk__gt=keys[-1]) if keys else models.Q()
            rows = manager.select_for_update().order_by("pk").filter(after).values_list("pk", flat=True)
            if not (keys := list(rows[:batch])):
                break
            for key in keys:
                row = manager.filter(pk=key)
                try:
                    row.update(**row.values(*fields).get())
                except CannotOpen:
                    shut += 1
                else:
                    resealed += 1
    return resealed, shut


def _opener() -> MultiFernet:
    return _opener_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _opener_of(secret_keys: tuple[str, ...]) -> MultiFernet:
    # Imported when something is sealed first: it takes some 8 MB, most of it shared by all processes.
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, _FIELDS))) for key in secret_keys])


@lru_cache(maxsize=64)
def _derived(secret_key: str, purpose: str) -> bytes:
    """Return the 32 bytes of key for ``purpose``: HKDF without salt, of one block, since SHA-256 gives just as many."""
    extracted = hmac.new(bytes(32), secret_key.encode(), hashlib.sha256).digest()
    return hmac.new(extracted, f"warta:{purpose}".encode() + b"\x01", hashlib.sha256).digest()
