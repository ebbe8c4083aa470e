"""The settings as the environment drives them, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def django(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a management command with nothing in the environment but what is given."""
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), **environment}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


def setting(name: str, *, var: Path, **environment: str) -> str:
    """Return a setting as printed."""
    program = f"from django.conf import settings; print(settings.{name})"
    environ = {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(var), **environment}
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_the_deployment_check_is_silent(tmp_path):
    result = django("check", "--deploy", "--fail-level", "WARNING", var=tmp_path, BASE_URL="https://warta.example")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize(
    "environment", [{"DEBUG": "on"}, {"SECRET_KEY": "short"}, {"BASE_URL": "http://127.0.0.1:8000"}]
)
def test_the_deployment_check_speaks_up(environment, tmp_path):
    result = django(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        var=tmp_path,
        **{"BASE_URL": "https://warta.example"} | environment,
    )
    assert result.returncode == 1
    assert "(security.W" in result.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"BASE_URL": "http://warta.example"}, "must be https"),
        ({"BASE_URL": "http://10.0.0.1:8000"}, "must be https"),
        ({"BASE_URL": "warta.example"}, "must look like https://example.org"),
        ({"BASE_URL": "https://warta.example/berita"}, "must look like https://example.org"),
        ({"BASE_URL": "ftp://warta.example"}, "must look like https://example.org"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"DATABASE_URL": "oracle-of-delphi"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://root@localhost/warta"}, "DATABASE_URL"),
        ({"CACHE_URL": "pigeon://loft"}, "CACHE_URL"),
        ({"EMAIL_URL": "pigeon://loft"}, "EMAIL_URL"),
        ({"TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "a few"}, "TRUSTED_PROXIES"),
        ({"RETENTION_DAYS": "spam=soon"}, "RETENTION_DAYS"),
        ({"RETENTION_DAYS": "spam=400"}, "RETENTION_DAYS"),
        ({"RETENTION_DAYS": "tea=3"}, "RETENTION_DAYS"),
        ({"DEFAULT_FROM_EMAIL": "Humas"}, "DEFAULT_FROM_EMAIL"),
        ({"DEFAULT_FROM_EMAIL": "humas@warta.example\nBcc: x@warta.example"}, "DEFAULT_FROM_EMAIL"),
    ],
)
def test_what_makes_no_sense_stops_the_start(environment, message, tmp_path):
    result = django("check", var=tmp_path, **environment)
    assert result.returncode != 0
    assert message in result.stderr.strip().splitlines()[-1]


def test_https_is_enforced_but_on_a_loopback_host(tmp_path):
    protections = "SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS > 0, settings.SESSION_COOKIE_SECURE"
    assert setting(protections, var=tmp_path, BASE_URL="https://warta.example") == "True True True"
    assert setting(protections, var=tmp_path, BASE_URL="http://127.0.0.1:8000") == "False False False"


def test_debug_is_off_unless_it_is_asked_for(tmp_path):
    assert setting("DEBUG", var=tmp_path) == "False"
    assert setting("DEBUG", var=tmp_path, DEBUG="on") == "True"


def test_the_secret_key_is_made_once_for_this_user_only(tmp_path):
    first = setting("SECRET_KEY", var=tmp_path)
    assert len(first) > 50
    assert setting("SECRET_KEY", var=tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert setting("SECRET_KEY", var=tmp_path, SECRET_KEY="x" * 60) == "x" * 60


def test_until_there_is_a_mail_server_letters_become_files_of_this_user_only(tmp_path):
    told = setting("EMAIL_BACKEND, settings.EMAIL_FILE_PATH", var=tmp_path)
    assert told == f"django.core.mail.backends.filebased.EmailBackend {tmp_path}/mail"
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700


def test_a_mail_server_is_named_by_its_address(tmp_path):
    told = "EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT"
    assert setting(told, var=tmp_path, EMAIL_URL="smtp+tls://a:b@mail.example:587") == "mail.example 587 True 20"
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize(
    ("environment", "sender"),
    [
        ({}, "warta@localhost"),
        ({"BASE_URL": "https://siaran.example"}, "warta@siaran.example"),
        ({"DEFAULT_FROM_EMAIL": "Humas Kota <humas@warta.example>"}, "Humas Kota <humas@warta.example>"),
        ({"DEFAULT_FROM_EMAIL": "humas@warta.example"}, "humas@warta.example"),
    ],
)
def test_from_whom_letters_come(environment, sender, tmp_path):
    assert setting("DEFAULT_FROM_EMAIL", var=tmp_path, **environment) == sender


def test_former_keys_are_told_with_commas_between(tmp_path):
    assert setting("SECRET_KEY_FALLBACKS", var=tmp_path, SECRET_KEY_FALLBACKS="a,b") == "['a', 'b']"
    assert setting("SECRET_KEY_FALLBACKS", var=tmp_path) == "[]"


def test_no_proxy_is_believed_unless_it_is_named(tmp_path):
    told = "CLIENT_ADDRESS_HEADER, settings.TRUSTED_PROXIES"
    assert setting(told, var=tmp_path) == "1"
    assert setting(told, var=tmp_path, CLIENT_ADDRESS_HEADER="X-Forwarded-For", TRUSTED_PROXIES="2") == (
        "X-Forwarded-For 2"
    )


def test_what_readers_gave_is_kept_for_fewer_days_if_it_is_said(tmp_path):
    assert setting("RETENTION_DAYS", var=tmp_path) == "{}"
    told = setting("RETENTION_DAYS", var=tmp_path, RETENTION_DAYS="spam=14, rejected=60")
    assert told == "{'spam': 14, 'rejected': 60}"
