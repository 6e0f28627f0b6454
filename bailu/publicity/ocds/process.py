"""One contracting process while its releases are written: its number, and which party has had which roles so far."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from bailu.organisations.models import Organisation
from bailu.publicity.ocds import parts
from bailu.publicity.ocds.parts import Json
from bailu.publicity.queries.purchases import Purchase, Round


def ocid(no: str, ordinal: int) -> str:
    """The first procedure carries the number of the purchase, a repeated one ``-2`` behind it."""
    return f"{settings.OCDS_PREFIX}-{no}" + (f"-{ordinal}" if ordinal > 1 else "")


class Process:
    """Roles add up: a list in a later release takes the place of the earlier one when they are merged."""

    def __init__(self, purchase: Purchase, own: Round) -> None:
        self.purchase, self.round = purchase, own
        self.ocid = ocid(purchase.no, own.ordinal)
        self._roles: dict[int, list[str]] = {}
        self._named: dict[int, Organisation] = {}

    @property
    def entity(self) -> Organisation:
        """Who runs the procedure: the agency, else the purchaser itself."""
        return self.round.procedure.agency or self.round.procedure.purchaser

    def name(self, body: Organisation, *roles: str) -> Json:
        """The reference to a party, which the next release lists with all its roles until then."""
        held = self._roles.setdefault(body.pk, [])
        held += [role for role in roles if role not in held]
        self._named[body.pk] = body
        return parts.reference(body)

    def release(self, name: str, at: dt.datetime, tags: list[str], **said: Any) -> Json:
        """Close what was said since the last release. Its id is that of its act, so that it never changes."""
        parties = [parts.party(body, self._roles[pk]) for pk, body in self._named.items()]
        self._named = {}
        made: Json = {
            "ocid": self.ocid,
            "id": f"{self.ocid}-{name}",
            "date": parts.moment(at),
            "tag": tags,
            "initiationType": "tender",
            "language": "zh",
        }
        if parties:
            made["parties"] = parties
        return made | said
