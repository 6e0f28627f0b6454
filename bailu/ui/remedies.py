"""Where what a screen refused is mended. A rule knows no addresses; the screens of a room name them by the code of the refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.ui import addresses

#: Done already, or not yet to be done: nothing is mended, but the page of the thing shows how it stands.
STANDS = frozenset({"state", "done", "twice", "closed", "ended", "decided", "signed", "contracted", "opened", "unopened"})


@dataclass(frozen=True, slots=True)
class Remedy:
    """A link by its words and its address, which follows from the subject of the screen."""

    label: Words
    address: Callable[[Any], str]


def at(label: Words, url_name: str, attribute: str = "") -> Remedy:
    """The screen of that name, for the subject's ``attribute`` when it takes one."""
    return Remedy(label, lambda subject: reverse(url_name, args=[getattr(subject, attribute)] if attribute else []))


def dossier(label: Words) -> Remedy:
    """The dossier of the subject's purchase: it says what is missing and whose turn it is."""
    return Remedy(label, lambda subject: addresses.purchase(str(subject.project_no)))


def mended(verdict: Verdict, remedy: Remedy | None, subject: Any, page: str, here: str) -> Verdict:
    """The verdict with where it is mended: what the rule said, else the remedy, else, where it is over, the ``page`` of the thing.

    Nothing leads to the page one is on (``here``): what is mended there is seen there.
    """
    if verdict.allowed or verdict.forbidden:
        return verdict
    if verdict.fix:
        return verdict.mended_at("") if verdict.fix == here else verdict
    if remedy is not None:
        address = remedy.address(subject)
        return verdict if address == here else verdict.mended_at(address, remedy.label)
    if verdict.code in STANDS and page and page != here:
        return verdict.mended_at(page, _("查看办理情况"))
    return verdict
