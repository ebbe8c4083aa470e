"""All settings of Warta, driven by the environment; docs/operating.md has the table of variables.

A variable that is missing where it is needed, or that makes no sense, stops the start with a plain message
(``ImproperlyConfigured``): a press office must not run half configured.
"""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Django's admin and form classes do not take the parameters at run time that their types have: ModelAdmin[Article].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")

env = environ.Env()


def understood(name: str, read: Callable[..., Any], default: Any) -> Any:
    """Return the environment's ``name`` as ``read`` understands it; what it cannot understand stops the start."""
    try:
        return read(name, default=default)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} makes no sense; docs/operating.md says what it may be.") from error


def switch(name: str) -> bool:
    """Return whether the environment says on; anything but a word for on or off stops the start."""
    word = env.str(name, default="off").lower()
    if word not in {"on", "true", "yes", "1", "off", "false", "no", "0", ""}:
        raise ImproperlyConfigured(f"{name} must be on or off, not {word!r}.")
    return word in {"on", "true", "yes", "1"}


# What it is, and where


def generated_key(path: Path) -> str:
    """Return the key kept at ``path``; on the first run make one that only this user may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


DEBUG = switch("DEBUG")
SECRET_KEY = env.str("SECRET_KEY", default="") or generated_key(VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname or _base.path or _base.query or _base.fragment:
    raise ImproperlyConfigured(f"BASE_URL must look like https://example.org, not {BASE_URL!r}.")
LOOPBACK = _base.scheme == "http" and _base.hostname in {"127.0.0.1", "localhost", "::1"}
if _base.scheme == "http" and not LOOPBACK:
    raise ImproperlyConfigured(f"BASE_URL {BASE_URL!r} must be https: http is only for a loopback host.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_base.hostname] + (["localhost", "127.0.0.1"] if LOOPBACK else []))
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "news.accounts",
    "news.screening",
    "news.letters",
    "news.photos",
    "news.newsroom",
    "news.directory",
    "news.ledger",
    "news.articles",
    "news.comments",
    "news.search",
    "news.readership",
    "news.alerts",
    "news.feeds",
    "news.intake",
    "news.desk",
    "news.pages",
    "news.operations",
    "config.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "taggit",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "news.photos.middleware.upload_limit",
    "news.pages.middleware.policies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "news.newsroom.middleware.current_newsroom",
    "news.accounts.middleware.user_language",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "news.pages.frame.frame",
            ],
        },
    },
]

# What it keeps

DATABASES = {"default": understood("DATABASE_URL", env.db, f"sqlite:///{VAR_DIR / 'warta.sqlite3'}")}
_engine = DATABASES["default"].get("ENGINE")
if _engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
if _engine == "django.db.backends.sqlite3":
    # IMMEDIATE with WAL and a long wait: with the defaults 193 of 320 concurrent writes failed, with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Statements are planned once for each connection, which halves the database's work. PgBouncer in transaction mode
    # has to be of version 1.21 or later (https://www.psycopg.org/psycopg3/docs/advanced/prepare.html).
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=3)
# Opening a connection costs as much as a page's queries, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = understood("CONN_MAX_AGE", env.int, 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": understood("CACHE_URL", env.cache, "locmemcache://")}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_HANDLERS = [
    "news.photos.quota.QuotaUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Who works here

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["news.accounts.backends.DeputyBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# How it speaks

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
USE_I18N = True
USE_TZ = True
# The newsroom's zone is a setting of the newsroom; the process itself thinks in UTC.
TIME_ZONE = "UTC"
TAGGIT_CASE_INSENSITIVE = True

# How it is protected

_nothing_else = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "script-src": [SELF, NONCE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _nothing_else}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# A comment that came without a valid token is given back to its reader, with all that was typed.
CSRF_FAILURE_VIEW = "news.comments.views.form.csrf_failure"
SECURE_SSL_REDIRECT = not LOOPBACK
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOOPBACK else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOOPBACK
SECURE_HSTS_PRELOAD = not LOOPBACK
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOOPBACK
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
if switch("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whose address a comment came from: of what a client may have written itself, nothing is believed.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="").strip()
TRUSTED_PROXIES = understood("TRUSTED_PROXIES", env.int, 1)
if TRUSTED_PROXIES < 1:
    raise ImproperlyConfigured("TRUSTED_PROXIES must be 1 or more: how many proxies add to CLIENT_ADDRESS_HEADER.")

# How long it keeps what readers gave it


def days_by_name(name: str, default: dict[str, int]) -> dict[str, int]:
    """Return numbers of days as the environment has them: ``spam=14,rejected=60``."""
    return {key.strip(): int(days) for key, days in env.dict(name, default=default).items()}


RETENTION_DAYS = understood("RETENTION_DAYS", days_by_name, {})

# What it mails

# Until a mail server is named, each letter becomes a file: nothing is lost, and nothing leaves the house.
EMAIL_CONFIG = understood("EMAIL_URL", env.email, f"filemail:///{VAR_DIR / 'mail'}")
globals().update(EMAIL_CONFIG)
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    Path(EMAIL_CONFIG["EMAIL_FILE_PATH"]).mkdir(mode=0o700, parents=True, exist_ok=True)  # they hold secret links
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"warta@{'localhost' if LOOPBACK else _base.hostname}"
).strip()
if not re.fullmatch(r"[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+", DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured(
        f"DEFAULT_FROM_EMAIL must be an address, or a name and an <address>, not {DEFAULT_FROM_EMAIL!r}."
    )
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"mask_tokens": {"()": "news.pages.masking.MaskTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mask_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
