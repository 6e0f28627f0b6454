"""Sealing bids with age (X25519).

Each procedure has its own key pair, made when its notice is published. Bids are encrypted to its public half. Its secret half is itself
encrypted to the key of the installation (``settings.SEAL_KEY_FILE``), which lies outside the database. So neither the database nor its
dump can tell what a bid says; and the only code that opens the secret half runs inside ``confirm_opening``, from the opening time on.

Whose bid it is stands in the row only as a tag keyed with the same file: who bids is nobody's business before the opening either.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.acts import running
from bailu.kernel.verdict import refuse, require
from bailu.procurement.models import Procedure

_BLOCK = 4096  # bids are filled up to whole blocks, so that their size tells little


class SealKeyMissing(RuntimeError):
    """The key file of the installation is gone while sealed bids exist: it must be brought back, a new one opens nothing."""


class SealBroken(ValueError):
    """What lies in the database is not what was sealed."""


def _key(*, create: bool = False) -> pyrage.x25519.Identity:
    path = Path(settings.SEAL_KEY_FILE)
    if not path.exists():
        if not create or Procedure.objects.filter(seal_secret__isnull=False).exists():
            raise SealKeyMissing(str(path))
        _write_key(path)
    return pyrage.x25519.Identity.from_str(path.read_text().strip())


def _write_key(path: Path) -> None:
    """Made once; of two processes that race both use the first one's."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(str(pyrage.x25519.Identity.generate()) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _key_for(purpose: str) -> bytes:
    return hmac.new(str(_key()).encode(), purpose.encode(), hashlib.sha256).digest()


def _sign(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _mac(purpose: str, text: str) -> str:
    return _sign(_key_for(purpose), text)


def new_pair() -> tuple[str, bytes]:
    """The public half of a new procedure's pair, and the secret half sealed to the installation. Raises ``SealKeyMissing``."""
    house = _key(create=True)
    pair = pyrage.x25519.Identity.generate()
    return str(pair.to_public()), pyrage.encrypt(str(pair).encode(), [house.to_public()])


def seal(recipient: str, content: dict[str, Any]) -> bytes:
    """The content, readable by nobody until the opening."""
    plain = json.dumps(content, ensure_ascii=False).encode()
    filled = plain + b" " * (-len(plain) % _BLOCK)
    return bytes(pyrage.encrypt(filled, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(procedure: Procedure, sealed: bytes, digest: str) -> dict[str, Any]:
    """The content of a bid, at its opening and not a moment before. Raises ``Refused``, ``SealBroken``, ``SealKeyMissing``."""
    if not running().endswith(".confirm_opening"):
        raise RuntimeError("bids are unsealed by confirm_opening alone")
    if procedure.opens_at is None or clock.now() < procedure.opens_at:
        require(refuse(_("未到开标时间，任何人不得开启投标。"), "ML18", code="early"))
    if not hmac.compare_digest(digest_of(sealed), digest):
        raise SealBroken(digest)
    house = _key()
    try:
        pair = pyrage.x25519.Identity.from_str(pyrage.decrypt(bytes(procedure.seal_secret or b""), [house]).decode())
    except pyrage.DecryptError as problem:
        raise SealKeyMissing(str(settings.SEAL_KEY_FILE)) from problem
    try:
        content: dict[str, Any] = json.loads(pyrage.decrypt(sealed, [pair]))
    except (pyrage.DecryptError, ValueError) as problem:
        raise SealBroken(digest) from problem
    return content


def digest_of(sealed: bytes) -> str:
    """SHA-256 of the sealed bytes: what the receipt carries and the opening checks."""
    return hashlib.sha256(sealed).hexdigest()


def tagger() -> Callable[[int, int], str]:
    """(procedure, provider) -> the provider's name in this procedure before the opening; reads the key file once for many."""
    key = _key_for("bidder")
    return lambda procedure_id, provider_id: _sign(key, f"{procedure_id}:{provider_id}")


def bidder_tag(procedure_id: int, provider_id: int) -> str:
    """The provider's name in this procedure before the opening; without the key file it says nothing."""
    return tagger()(procedure_id, provider_id)


def once_tag(provider_id: int, key: str) -> str:
    return _mac("once", f"{provider_id}:{key}")


def receipt_code(receipt: str, digest: str, moment: str) -> str:
    """A short code on the receipt by which the installation later recognises a receipt as its own."""
    return _mac("receipt", f"{receipt}:{digest}:{moment}")[:16]
