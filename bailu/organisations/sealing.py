"""Secrets at rest: the key of a second factor is stored sealed with the site's key, and opens with its former keys too."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = (hashlib.sha256(f"bailu.second_factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises ``cryptography.fernet.InvalidToken`` when neither the key nor a former key fits."""
    return _box().decrypt(sealed.encode()).decode()
