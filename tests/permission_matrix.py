"""Who gets what at every address: one row for each, one column for each role. The test walks the whole table.

``who`` names the roles that see the page (200). Everybody else is refused: 403 by right, 404 outside their scope, 302 to the sign-in
for visitors. ``others`` says which, where it is not 403. A page of its own subject names it by ``subject``: the attribute of the
``world`` that ``tests/worlds.py`` builds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VISITOR = "visitor"
EVERYBODY = "*"


@dataclass(frozen=True)
class Page:
    """What each role is answered; ``who`` are answered 200."""

    who: frozenset[str]
    others: int = 403
    visitor: int = 302
    subject: Mapping[str, str] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        if EVERYBODY in self.who or role in self.who:
            return 200
        return self.visitor if role == VISITOR else self.others


def public(**subject: str) -> Page:
    return Page(frozenset({EVERYBODY}), subject=subject)


def only(*roles: str, others: int = 403, **subject: str) -> Page:
    return Page(frozenset(roles), others=others, subject=subject)


MATRIX: dict[str, Page] = {
    # law
    "law:index": public(),
    "law:parameters": public(),
    "law:clause": public(clause_id="clause_id"),
}

# Addresses of others' code, tested by them, and those that answer no page.
NOT_OURS = ("account_", "mfa_", "set_language")
