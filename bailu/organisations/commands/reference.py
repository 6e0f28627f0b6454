"""Reference data: the divisions of the city."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import ALLOWED, forbid, require
from bailu.organisations.models import Division


@act
def enter_divisions(actor: Actor, *, rows: Iterable[Mapping[str, str]]) -> None:
    """Enter divisions that are not there yet (``code``, ``name``, ``level``, ``parent``), parents before children."""
    require(ALLOWED if actor.is_system else forbid(_("区划由系统安装时载入。"), code="role"))
    found = set(Division.objects.values_list("code", flat=True))
    Division.objects.bulk_create(
        Division(code=row["code"], name=row["name"], level=row["level"], parent_id=row["parent"] or None)
        for row in rows
        if row["code"] not in found
    )
