"""A wrong setting stops the start with a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bailu.server.place import PROJECT

LONG = "k" * 60
OUTSIDE = {"DATABASE_URL": "postgresql://bailu@db/bailu", "SECRET_KEY": LONG, "ALLOWED_HOSTS": "gov.example"}
READ = (
    "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.EMAIL_BACKEND.split('.')[-2], s.DEBUG)"
)


def read(home: Path, code: str = READ, **given: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "BAILU_HOME": str(home), **given}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, env=environment, timeout=60)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (OUTSIDE | {"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        (OUTSIDE | {"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        (OUTSIDE | {"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        (OUTSIDE | {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        (OUTSIDE | {"DATABASE_URL": "sqlite:///x.db"}, "must name a PostgreSQL database"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, given: dict[str, str], words: str) -> None:
    done = read(tmp_path, **given)
    assert done.returncode != 0
    assert words in done.stderr


def test_without_any_setting_the_installation_is_closed_to_the_outside(tmp_path: Path) -> None:
    done = read(tmp_path, READ + "; print(s.ALLOWED_HOSTS)")
    assert done.stdout.split("\n")[:2] == ["False False filebased False", "['localhost', '127.0.0.1', '[::1]']"]


def test_https_makes_cookies_strict(tmp_path: Path) -> None:
    assert read(tmp_path, BAILU_HTTPS="1", SMTP_HOST="mail", **OUTSIDE).stdout == "True True smtp False\n"


def test_the_generated_key_is_kept_and_private(tmp_path: Path) -> None:
    code = "from config import settings as s; print(s.SECRET_KEY)"
    first, second = read(tmp_path, code).stdout, read(tmp_path, code).stdout
    assert first == second
    assert len(first.strip()) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
