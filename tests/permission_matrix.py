"""Who gets what at every address: one row for each, one column for each role. The test walks the whole table.

``who`` names the roles that see the page (200). Everybody else is refused: 403 by right, 404 outside their scope, 302 to the sign-in
for visitors. ``others`` says which, where it is not 403. A page of its own subject names it by ``subject``: the attribute of the
``world`` that ``tests/worlds.py`` builds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bailu.organisations.roles import Role as R

VISITOR = "visitor"
EVERYBODY = "*"


@dataclass(frozen=True)
class Page:
    """What each role is answered; ``who`` are answered 200."""

    who: frozenset[str]
    others: int = 403
    visitor: int = 302
    subject: Mapping[str, str] = field(default_factory=dict)
    #: Where not all others are answered alike.
    also: Mapping[str, int] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        if EVERYBODY in self.who or role in self.who:
            return 200
        if role in self.also:
            return self.also[role]
        return self.visitor if role == VISITOR else self.others


def public(**subject: str) -> Page:
    return Page(frozenset({EVERYBODY}), subject=subject)


def signed_in(**subject: str) -> Page:
    return Page(frozenset(map(str, R)), subject=subject)


def only(*roles: str, others: int = 403, **subject: str) -> Page:
    return Page(frozenset(roles), others=others, subject=subject)


MATRIX: dict[str, Page] = {
    # law
    "law:index": public(),
    "law:parameters": public(),
    "law:clause": public(clause_id="clause_id"),
    # organisations
    "organisations:register": signed_in(),
    "organisations:new": only(R.ADMIN, R.BUREAU_CLERK),
    "organisations:page": signed_in(pk="provider_id"),
    "organisations:edit": only(R.ADMIN, R.BUREAU_CLERK, R.PROVIDER_HEAD, R.PROVIDER_CLERK, pk="provider_id"),
    "organisations:submit_conditions": only(R.PROVIDER_HEAD, R.PROVIDER_CLERK, pk="provider_id"),
    "organisations:decide_conditions": Page(
        frozenset({R.BUREAU_CLERK}),
        others=404,
        also=dict.fromkeys((R.OFFICE_CLERK, R.ADMIN, R.AUDITOR, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "applicant_id"},
    ),
    "organisations:suspend": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, pk="provider_id"),
    "organisations:bar": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, pk="provider_id"),
    "organisations:lift": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, pk="suspended_id"),
    "organisations:people_of": only(R.ADMIN, R.AUDITOR, R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER, pk="provider_id"),
    "organisations:invite": only(R.ADMIN, R.PROVIDER_HEAD, pk="provider_id"),
    "organisations:grant": only(R.ADMIN, R.PROVIDER_HEAD, pk="provider_id"),
    "organisations:end_membership": Page(
        frozenset({R.ADMIN, R.PROVIDER_HEAD}),
        others=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "membership_id"},
    ),
    "organisations:resend": Page(
        frozenset({R.ADMIN, R.PROVIDER_HEAD}),
        others=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "membership_id"},
    ),
    "organisations:people": signed_in(),
    "organisations:me": signed_in(),
    "organisations:switch": Page(frozenset(), others=302),
    "organisations:declare_tie": signed_in(),
    "organisations:end_tie": only(R.EXPERT, others=404, pk="tie_id"),
}

# Addresses of others' code, tested by them, and those that answer no page.
NOT_OURS = ("account_", "mfa_", "set_language")
