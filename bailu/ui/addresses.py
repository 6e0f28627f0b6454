"""Addresses of other floors that the ground floor must name."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse


def purchase(no: str) -> str:
    """The dossier of a purchase, the one address everything about it can be reached from."""
    return named("dossier:purchase", no) or f"/dossier/{no}/"


def named(url_name: str, *args: str) -> str:
    """The address of that name, or nothing when this installation has no such room."""
    return _named(get_urlconf() or settings.ROOT_URLCONF, url_name, args)


@lru_cache(maxsize=4096)
def _named(_urlconf: str, url_name: str, args: tuple[str, ...]) -> str:
    """Kept, because the navigation asks for the same thirty on every page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
