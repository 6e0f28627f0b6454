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


def other(role: str) -> str:
    """The same role in an organisation that has nothing to do with the purchase."""
    return f"another {role}"


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


def unpublished(**subject: str) -> Page:
    """A public address of something that is not published."""
    return Page(frozenset(), others=404, visitor=404, subject=subject)


def signed_in(**subject: str) -> Page:
    return Page(frozenset(map(str, R)), subject=subject)


def only(*roles: str, others: int = 403, **subject: str) -> Page:
    return Page(frozenset(roles), others=others, subject=subject)


#: Who has a purchase in view: the purchaser's people, and those who watch.
IN_VIEW = frozenset(
    {
        R.PURCHASER_CLERK, R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER, R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.BUREAU_CLERK,
        R.OFFICE_CLERK, R.AUDITOR,
    }
)  # fmt: skip

#: Who sees a request to widen the pilot: who asked, the office, and those who watch it.
ASKED = frozenset({R.PURCHASER_CLERK, R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER, R.BUREAU_CLERK, R.OFFICE_CLERK, R.AUDITOR})


def in_view(*more: str, **subject: str) -> Page:
    """A page of a purchase: whoever has it in view, and ``more``; it does not exist for anybody else."""
    return Page(frozenset({*map(str, IN_VIEW), *more}), others=404, subject=subject)


def act_of(*roles: str, view: frozenset[R] = IN_VIEW, **subject: str) -> Page:
    """The screen of an act: its roles; 403 for others who have it in view, 404 for everybody else."""
    also = {str(role): 403 for role in view if role not in roles}
    return Page(frozenset(map(str, roles)), others=404, also=also, subject=subject)


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
    # funds
    "funds:lines": signed_in(),
    "funds:propose_line": only(R.PURCHASER_CLERK),
    "funds:line": in_view(no="approved_line"),
    "funds:revise_line": act_of(R.PURCHASER_CLERK, no="draft_line"),
    "funds:submit_line": act_of(R.PURCHASER_CLERK, no="draft_line"),
    "funds:approve_line": act_of(R.FINANCE_CHIEF, no="submitted_line"),
    "funds:return_line": act_of(R.FINANCE_CHIEF, no="submitted_line"),
    "funds:supplement_line": act_of(R.FINANCE_CHIEF, no="approved_line"),
    "funds:close_line": act_of(R.FINANCE_CHIEF, no="approved_line"),
    "funds:payments": signed_in(),
    "funds:payment": in_view(R.PROVIDER_HEAD, R.PROVIDER_CLERK, pk="requested_order"),
    "funds:check_payment": act_of(R.FINANCE_OFFICER, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="requested_order"),
    "funds:pay": act_of(R.FINANCE_CHIEF, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="checked_order"),
    "funds:reject_payment": act_of(
        R.FINANCE_OFFICER, R.FINANCE_CHIEF, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="checked_order"
    ),
    # planning
    "planning:needs": signed_in(),
    "planning:start_need": only(R.PURCHASER_CLERK),
    "planning:need": in_view(no="surveyed_need"),
    "planning:edit_need": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:record_survey": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:record_consultation": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:assess_need": act_of(R.PURCHASER_HEAD, no="surveyed_need"),
    "planning:return_need": act_of(R.PURCHASER_HEAD, no="surveyed_need"),
    "planning:close_need": act_of(R.PURCHASER_HEAD, no="surveyed_need"),
    "planning:admissions": signed_in(),
    "planning:request_population": only(R.PURCHASER_CLERK),
    "planning:admission": Page(ASKED, others=404, subject={"code": "asked_population"}),
    "planning:admit_population": act_of(R.OFFICE_CLERK, view=ASKED, code="asked_population"),
    "planning:refuse_population": act_of(R.OFFICE_CLERK, view=ASKED, code="asked_population"),
    "planning:projects": signed_in(),
    "planning:start_project": only(R.PURCHASER_CLERK),
    "planning:project": in_view(no="draft_project"),
    "planning:edit_project": act_of(R.PURCHASER_CLERK, no="draft_project"),
    "planning:set_costing": act_of(R.PURCHASER_CLERK, no="draft_project"),
    "planning:set_targets": act_of(R.PURCHASER_CLERK, no="draft_project"),
    "planning:submit_project": act_of(R.PURCHASER_CLERK, no="draft_project"),
    "planning:approve_budget": act_of(R.FINANCE_CHIEF, no="submitted_project"),
    "planning:return_project": act_of(R.FINANCE_CHIEF, no="submitted_project"),
    "planning:declare": act_of(R.PURCHASER_CLERK, no="budgeted_project"),
    "planning:accept_declaration": act_of(R.BUREAU_CLERK, no="declared_project"),
    "planning:return_declaration": act_of(R.BUREAU_CLERK, no="declared_project"),
    "planning:cancel_project": act_of(R.PURCHASER_HEAD, no="draft_project"),
    # publicity: open to everybody; what is not published exists for nobody, not even for those who have it in view elsewhere
    "publicity:home": public(),
    "publicity:notices": public(),
    "publicity:results": public(),
    "publicity:contracts": public(),
    "publicity:about": public(),
    "publicity:seals": public(),
    "publicity:ocds": public(),
    "publicity:feed": public(),
    "publicity:purchase": unpublished(no="draft_project"),
    "publicity:releases": unpublished(no="draft_project"),
    "publicity:records": unpublished(no="draft_project"),
}

# Addresses of others' code, tested by them, and those that answer no page.
NOT_OURS = ("account_", "mfa_", "set_language")
