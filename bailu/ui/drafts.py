"""Unfinished forms, kept on the server so that one goes on at another machine.

A draft belongs to one person acting for one organisation and is shown to nobody else. Personal data in it is protected as such: it is
encrypted with a key that is not in the database, leaves no trace in the audit, is removed when the act is done or given up, and after
``KEPT_DAYS`` by the tick. Passwords, files and what a screen keeps to itself (``ActView.keeps_draft = False``: sealed bids) never enter.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import QueryDict

from bailu.kernel import clock, prepared
from bailu.kernel.actor import Actor
from bailu.kernel.models import OnceKey
from bailu.ui.models import Draft

KEPT_DAYS = 14
LARGEST = 600_000
LONGEST_ADDRESS = 300
#: After every act of every screen, and mostly there is none.
_DROP = "delete from ui_draft where person_id = %s and organisation_id = %s and screen = %s"
_SECRET = (forms.PasswordInput, forms.FileInput, forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed, as it was posted, and when."""

    data: QueryDict
    at: dt.datetime


def typed_in(data: QueryDict, form: forms.BaseForm | None, sets: Iterable[str]) -> dict[str, list[str]]:
    """Of what a browser posts, the fields this form shows: neither keys nor tokens, neither passwords nor files."""
    shown = {} if form is None else {n: f for n, f in form.fields.items() if not isinstance(f.widget, _SECRET)}
    prefixes = tuple(f"{key}-" for key in sets)
    return {
        name: data.getlist(name)
        for name in data
        if name in shown or _part_of(name) in shown or (prefixes and name.startswith(prefixes) and not name.endswith("-file"))
    }


def _part_of(name: str) -> str:
    """A day and a time of day are posted as ``opens_at_0`` and ``opens_at_1``."""
    stem, _dash, number = name.rpartition("_")
    return stem if number.isdigit() else ""


def keep(actor: Actor, screen: str, typed: Mapping[str, list[str]], once: str = "") -> bool:
    """Keep it in the place of what was kept before. Not when the act it belongs to has been done meanwhile, nor beyond reason."""
    plain = json.dumps(typed).encode()
    if not actor.signed_in or len(plain) > LARGEST or len(screen) > LONGEST_ADDRESS:
        return False
    done = Q(key=once) | Q(key__startswith=f"{once}:")
    if once and OnceKey.objects.filter(done, actor_id=actor.user_id or 0).exists():
        return False
    values = {"sealed": _box().encrypt(plain), "at": clock.now()}
    Draft.objects.update_or_create(person_id=actor.user_id or 0, organisation_id=actor.organisation_id or 0, screen=screen, defaults=values)
    return True


def of(actor: Actor, screen: str) -> Kept | None:
    """This person's own draft of this screen. Reads only; what can no longer be read is as if it were not there."""
    found = Draft.objects.visible_to(actor).filter(screen=screen, at__gt=_oldest()).first()
    if found is None:
        return None
    try:
        typed: dict[str, list[str]] = json.loads(_box().decrypt(bytes(found.sealed)))
    except (InvalidToken, ValueError):
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return Kept(data, found.at)


def drop(actor: Actor, screen: str) -> None:
    """Handed in, or given up."""
    if not actor.signed_in:
        return
    with prepared.cursor() as cursor:
        cursor.execute(_DROP, [actor.user_id or 0, actor.organisation_id or 0, screen])


def sweep() -> int:
    """Drafts nobody came back to; called by the tick. Gives how many."""
    return Draft.objects.filter(at__lte=_oldest()).delete()[0]


def _oldest() -> dt.datetime:
    return clock.now() - dt.timedelta(days=KEPT_DAYS)


def _box() -> MultiFernet:
    """The keys follow from the secret of the installation, which lies outside the database; an old secret still opens."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"bailu.ui.drafts").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
