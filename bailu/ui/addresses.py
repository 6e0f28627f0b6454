"""Addresses of other floors that the ground floor must name."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def purchase(no: str) -> str:
    """The dossier of a purchase, the one address everything about it can be reached from."""
    return named("dossier:purchase", no) or f"/dossier/{no}/"


def named(url_name: str, *args: str) -> str:
    """The address of that name, or nothing when this installation has no such room."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
