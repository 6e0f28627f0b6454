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


ELSEWHERE = "another "
#: Somebody without a part in the purchase who sits in the purchaser's own house: he sees no more than elsewhere.
IN_THE_HOUSE = "in-house "


def other(role: str) -> str:
    """The same role in an organisation that has nothing to do with the purchase."""
    return f"{ELSEWHERE}{role}"


EVERYBODY = "*"


@dataclass(frozen=True)
class Page:
    """What each role is answered; ``who`` are answered ``answer``."""

    who: frozenset[str]
    others: int = 403
    visitor: int = 302
    subject: Mapping[str, str] = field(default_factory=dict)
    #: Where not all others are answered alike.
    also: Mapping[str, int] = field(default_factory=dict)
    #: The same roles elsewhere; None: as one's own, for the page belongs to nobody.
    elsewhere: int | None = None
    #: 422 where the subject is not in the state for the act: whoever has the right hears that, nobody else does.
    answer: int = 200

    def expected(self, role: str) -> int:
        if role in self.also:
            return self.also[role]
        if EVERYBODY in self.who or role in self.who:
            return self.answer
        if role == VISITOR:
            return self.visitor
        if role.startswith(IN_THE_HOUSE):
            there = role.removeprefix(IN_THE_HOUSE)
            return self.expected(there if there == R.ADMIN else other(there))
        if role.startswith(ELSEWHERE):
            return self.expected(role.removeprefix(ELSEWHERE)) if self.elsewhere is None else self.elsewhere
        return self.others

    def asks(self, role: str) -> bool:
        """A page of no organisation's is not walked once more by the same roles of another one."""
        return not role.startswith(ELSEWHERE) or self.elsewhere is not None or role in self.also


def public(answer: int = 200, **subject: str) -> Page:
    return Page(frozenset({EVERYBODY}), subject=subject, answer=answer)


def unpublished(**subject: str) -> Page:
    """A public address of something that is not published."""
    return Page(frozenset(), others=404, visitor=404, elsewhere=404, subject=subject)


def signed_in(**subject: str) -> Page:
    return Page(frozenset(map(str, R)), subject=subject)


def only(*roles: str, others: int = 403, elsewhere: int | None = None, answer: int = 200, **subject: str) -> Page:
    return Page(frozenset(map(str, roles)), others=others, subject=subject, elsewhere=elsewhere, answer=answer)


#: Who has a purchase in view: the purchaser's people, and those who watch.
BUYERS = frozenset({R.PURCHASER_CLERK, R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER})
IN_VIEW = BUYERS | {R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.BUREAU_CLERK, R.OFFICE_CLERK, R.AUDITOR}

#: Who sees how a treasury pays: its own people, and audit.
PAYING = frozenset({R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.AUDITOR})

#: Who sees a request to widen the pilot: who asked, the office, and those who watch it.
ASKED = frozenset({R.PURCHASER_CLERK, R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER, R.BUREAU_CLERK, R.OFFICE_CLERK, R.AUDITOR})

PROVIDERS = frozenset({R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER})
#: Who has a contract in view: both parties, its evaluator, and those who watch.
SERVED = IN_VIEW | PROVIDERS | {R.EVALUATOR}
#: Who knows of a committee while it judges: the purchaser, its members, audit.
JUDGING = BUYERS | {R.EXPERT, R.AUDITOR}
#: Who sits on it: an expert drawn, a clerk of the purchaser.
MEMBERS = (R.EXPERT, R.PURCHASER_CLERK)


def in_view(*more: str, view: frozenset[R] = IN_VIEW, **subject: str) -> Page:
    """A page of a purchase: whoever has it in view, and ``more``; it does not exist for anybody else."""
    return Page(frozenset({*map(str, view), *more}), others=404, elsewhere=404, subject=subject)


def act_of(*roles: str, view: frozenset[R] = IN_VIEW, answer: int = 200, **subject: str) -> Page:
    """The screen of an act: its roles; 403 for others who have it in view, 404 for everybody else."""
    also = {str(role): 403 for role in view if role not in roles}
    return Page(frozenset(map(str, roles)), others=404, elsewhere=404, also=also, subject=subject, answer=answer)


def act_in_public(*roles: str, answer: int = 200, **subject: str) -> Page:
    """An act on what everybody may read: 403 for all others."""
    return Page(frozenset(map(str, roles)), others=403, elsewhere=403, subject=subject, answer=answer)


def of_bids(*roles: str, answer: int = 200, **subject: str) -> Page:
    """A page of the review: whoever knows of the committee is told that it is not his, everybody else that there is none."""
    return act_of(*roles, view=JUDGING, answer=answer, **subject)


def paper(*roles: str, answer: int = 200, **subject: str) -> Page:
    """A paper of a contract."""
    also = {str(role): 403 for role in SERVED if role not in roles} | {f"{IN_THE_HOUSE}{role}": 403 for role in (R.ADMIN, R.EXPERT)}
    return Page(frozenset(map(str, roles)), others=404, elsewhere=404, also=also, subject=subject, answer=answer)


#: Who has the pilot in view: those who buy and those who watch, each in the own subtree. The world's stand in the city and see all.
PILOT = frozenset({*map(str, IN_VIEW), str(R.DISTRICT_CLERK)})


def pilot_act(*roles: str, **subject: str) -> Page:
    """An act on a district's list: 403 for others who have it in view, 404 for everybody else."""
    also = {role: 403 for role in PILOT if role not in roles}
    return Page(frozenset(map(str, roles)), others=404, also=also, subject=subject)


#: Work from the city's office to a district: the city's watchers and the district. A purchaser of the city has no part in it.
WORK = PILOT - {str(role) for role in BUYERS}


def work_act(*roles: str, **subject: str) -> Page:
    also = {role: 403 for role in WORK if role not in roles}
    return Page(frozenset(map(str, roles)), others=404, also=also, subject=subject)


MATRIX: dict[str, Page] = {
    # law
    "law:index": public(),
    "law:parameters": public(),
    "law:clause": public(clause_id="clause_id"),
    # programmes
    "programmes:calendar": Page(PILOT),
    "programmes:sites": Page(PILOT),
    "programmes:applications": Page(PILOT),
    "programmes:name_sites": only(R.DISTRICT_CLERK),
    "programmes:application": Page(PILOT, others=404, subject={"no": "submitted_list"}),
    "programmes:approve_sites": pilot_act(R.OFFICE_CLERK, no="submitted_list"),
    "programmes:return_sites": pilot_act(R.OFFICE_CLERK, no="submitted_list"),
    "programmes:refuse_sites": pilot_act(R.OFFICE_CLERK, no="submitted_list"),
    "programmes:mend_sites": pilot_act(R.DISTRICT_CLERK, no="returned_list"),
    "programmes:tree": Page(PILOT),
    "programmes:assignments": Page(PILOT),
    "programmes:assign": only(R.OFFICE_CLERK, R.DISTRICT_CLERK),
    "programmes:assignment": Page(WORK, others=404, subject={"no": "assigned_work"}),
    "programmes:report_assignment": work_act(R.DISTRICT_CLERK, no="assigned_work"),
    "programmes:withdraw_assignment": work_act(R.OFFICE_CLERK, no="assigned_work"),
    "programmes:confirm_assignment": work_act(R.OFFICE_CLERK, no="reported_work"),
    "programmes:give_back_assignment": work_act(R.OFFICE_CLERK, no="reported_work"),
    # The library: whoever is signed in reads what is issued; drafts exist for those alone who write and issue at the same desk.
    "programmes:papers": signed_in(),
    "programmes:draft_paper": only(R.OFFICE_CLERK, R.DISTRICT_CLERK),
    "programmes:paper": signed_in(no="issued_paper"),
    "programmes:replace_paper": only(R.OFFICE_CLERK, no="issued_paper"),
    "programmes:withdraw_paper": only(R.OFFICE_CLERK, no="issued_paper"),
    "programmes:read_paper": only(R.DISTRICT_CLERK, no="issued_paper"),
    "programmes:paper_readers": only(R.OFFICE_CLERK, R.AUDITOR, no="issued_paper"),
    "programmes:issue_paper": only(R.OFFICE_CLERK, others=404, no="drafted_paper"),
    "programmes:give_back_paper": only(R.OFFICE_CLERK, others=404, no="drafted_paper"),
    "programmes:revise_paper": only(R.OFFICE_CLERK, others=404, no="drafted_paper"),
    # organisations
    "organisations:register": signed_in(),
    "organisations:new": only(R.ADMIN, R.BUREAU_CLERK),
    "organisations:page": signed_in(pk="provider_id"),
    "organisations:edit": only(R.ADMIN, R.BUREAU_CLERK, R.PROVIDER_HEAD, R.PROVIDER_CLERK, elsewhere=403, pk="provider_id"),
    "organisations:submit_conditions": only(R.PROVIDER_HEAD, R.PROVIDER_CLERK, elsewhere=403, pk="provider_id"),
    "organisations:decide_conditions": Page(
        frozenset({R.BUREAU_CLERK}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.OFFICE_CLERK, R.ADMIN, R.AUDITOR, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "applicant_id"},
    ),
    "organisations:suspend": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, elsewhere=403, pk="provider_id"),
    "organisations:bar": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, elsewhere=403, pk="provider_id"),
    "organisations:lift": only(R.BUREAU_CLERK, R.FINANCE_CHIEF, elsewhere=403, pk="suspended_id"),
    "organisations:people_of": only(
        R.ADMIN, R.AUDITOR, R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER, elsewhere=403, pk="provider_id"
    ),
    "organisations:invite": only(R.ADMIN, R.PROVIDER_HEAD, elsewhere=403, pk="provider_id"),
    "organisations:grant": only(R.ADMIN, R.PROVIDER_HEAD, elsewhere=403, pk="provider_id"),
    "organisations:end_membership": Page(
        frozenset({R.ADMIN, R.PROVIDER_HEAD}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "membership_id"},
    ),
    "organisations:resend": Page(
        frozenset({R.ADMIN, R.PROVIDER_HEAD}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "membership_id"},
    ),
    "organisations:people": signed_in(),
    "organisations:me": signed_in(),
    "organisations:switch": Page(frozenset(), others=302),
    "organisations:declare_tie": signed_in(),
    "organisations:end_tie": only(R.EXPERT, others=404, elsewhere=404, pk="tie_id"),
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
    "funds:book": in_view(no="approved_line"),
    "funds:entry": in_view(no="approved_line", pk="book_entry"),
    "funds:transfer": act_of(R.PURCHASER_CLERK, R.FINANCE_OFFICER, no="approved_line"),
    "funds:carry_over": act_of(R.PURCHASER_CLERK, R.FINANCE_OFFICER, no="approved_line"),
    "funds:give_back": act_of(R.PURCHASER_CLERK, R.FINANCE_OFFICER, no="approved_line"),
    "funds:movements": signed_in(),
    "funds:movement": in_view(pk="movement"),
    "funds:approve_movement": act_of(R.FINANCE_CHIEF, pk="movement"),
    "funds:refuse_movement": act_of(R.FINANCE_CHIEF, pk="movement"),
    "funds:imports": only(R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.AUDITOR),
    "funds:hand_in": only(R.FINANCE_OFFICER),
    "funds:import_template": only(R.FINANCE_OFFICER),
    "funds:import": in_view(view=PAYING, pk="read_import"),
    "funds:write_import": act_of(R.FINANCE_OFFICER, view=PAYING, pk="read_import"),
    "funds:drop_import": act_of(R.FINANCE_OFFICER, view=PAYING, pk="read_import"),
    "funds:approve_import": act_of(R.FINANCE_CHIEF, view=PAYING, pk="written_import"),
    "funds:desk": only(R.FINANCE_OFFICER, R.FINANCE_CHIEF),
    "funds:batches": only(R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.AUDITOR),
    "funds:put_together": only(R.FINANCE_OFFICER),
    "funds:batch": in_view(view=PAYING, no="checked_batch"),
    "funds:release_batch": act_of(R.FINANCE_CHIEF, view=PAYING, no="checked_batch"),
    "funds:withdraw_batch": act_of(R.FINANCE_OFFICER, R.FINANCE_CHIEF, view=PAYING, no="checked_batch"),
    "funds:bank_csv": act_of(R.FINANCE_OFFICER, R.FINANCE_CHIEF, view=PAYING, no="released_batch"),
    "funds:bank_xlsx": act_of(R.FINANCE_OFFICER, R.FINANCE_CHIEF, view=PAYING, no="released_batch"),
    "funds:record_return": act_of(R.FINANCE_OFFICER, view=PAYING, no="released_batch"),
    "funds:payments": signed_in(),
    "funds:payment": in_view(R.PROVIDER_HEAD, R.PROVIDER_CLERK, pk="requested_order"),
    "funds:check_payment": act_of(R.FINANCE_OFFICER, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="requested_order"),
    "funds:pay": act_of(R.FINANCE_CHIEF, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="checked_order"),
    "funds:reject_payment": act_of(
        R.FINANCE_OFFICER, R.FINANCE_CHIEF, view=IN_VIEW | {R.PROVIDER_HEAD, R.PROVIDER_CLERK}, pk="checked_order"
    ),
    # planning
    "planning:needs": signed_in(),
    "planning:ranking": signed_in(),
    "planning:start_need": only(R.PURCHASER_CLERK),
    "planning:need": in_view(no="surveyed_need"),
    "planning:edit_need": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:record_survey": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:design_questionnaire": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:open_questionnaire": act_of(R.PURCHASER_CLERK, no="designed_need"),
    "planning:close_questionnaire": act_of(R.PURCHASER_CLERK, no="asked_need"),
    "planning:answer": act_of(R.PURCHASER_CLERK, no="asked_need"),
    "planning:answer_on": only(R.PURCHASER_CLERK, others=404, elsewhere=404, no="asked_need", pk="begun_response", group="second_group"),
    "planning:answer_template": act_of(R.PURCHASER_CLERK, no="asked_need"),
    "planning:read_answers": act_of(R.PURCHASER_CLERK, no="asked_need"),
    "planning:import_answers": only(R.PURCHASER_CLERK, others=404, elsewhere=404, no="asked_need", pk="read_sheet"),
    "planning:results": in_view(no="asked_need"),
    "planning:publish_call": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:sum_up_call": act_of(R.PURCHASER_CLERK, no="called_need"),
    "planning:calls": public(),
    "planning:call": public(pk="open_call"),
    "planning:record_consultation": act_of(R.PURCHASER_CLERK, no="surveyed_need"),
    "planning:assess_need": act_of(R.PURCHASER_HEAD, answer=422, no="surveyed_need"),
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
    "planning:publish_intention": act_of(R.PURCHASER_CLERK, no="budgeted_project"),
    "planning:intentions": public(),
    "planning:proposal": only(*BUYERS),
    "planning:cancel_project": act_of(R.PURCHASER_HEAD, no="draft_project"),
    # publicity: open to everybody; what is not published exists for nobody, not even for those who have it in view elsewhere
    "publicity:home": public(),
    "publicity:notices": public(),
    "publicity:results": public(),
    "publicity:contracts": public(),
    "publicity:lottery": public(),
    "publicity:papers": public(),
    "publicity:paper": public(no="issued_paper"),
    "publicity:paper_file": public(no="issued_paper"),
    "publicity:about": public(),
    "publicity:seals": public(),
    "publicity:ocds": public(),
    "publicity:feed": public(),
    "publicity:purchase": unpublished(no="draft_project"),
    "publicity:releases": unpublished(no="draft_project"),
    "publicity:records": unpublished(no="draft_project"),
}

BIDDERS = (R.PROVIDER_HEAD, R.PROVIDER_CLERK)
#: Who sees how the purchases of a whole house or city stand.
OVERVIEW = (R.PURCHASER_HEAD, R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.BUREAU_CLERK, R.OFFICE_CLERK, R.AUDITOR)
PREPARING = (R.PURCHASER_CLERK, R.PROCUREMENT_OFFICER)

MATRIX |= {
    # procurement: a procedure in preparation is the purchaser's and the watchers'; once published it is everybody's
    "procurement:register": signed_in(),
    "procurement:start": act_of(*PREPARING, answer=422, no="declared_project"),
    "procurement:procedure": in_view(pk="bought.prepared"),
    "procurement:method": act_of(*PREPARING, pk="bought.prepared"),
    "procurement:request_approval": act_of(*PREPARING, answer=422, pk="bought.prepared"),
    "procurement:approve_method": act_of(R.FINANCE_CHIEF, answer=422, pk="bought.prepared"),
    "procurement:refuse_method": act_of(R.FINANCE_CHIEF, answer=422, pk="bought.prepared"),
    "procurement:documents": act_of(*PREPARING, pk="bought.prepared"),
    "procurement:plan": act_of(*PREPARING, pk="bought.prepared"),
    "procurement:publish": act_of(R.PROCUREMENT_OFFICER, pk="bought.prepared"),
    "procurement:cancel": act_of(*PREPARING, pk="bought.prepared"),
    "procurement:fail": act_of(R.PROCUREMENT_OFFICER, answer=422, pk="bought.prepared"),
    "procurement:clarify": act_in_public(R.PROCUREMENT_OFFICER, pk="bought.bidding"),
    "procurement:answer_enquiry": act_in_public(R.PROCUREMENT_OFFICER, pk="bought.enquiry"),
    # not before its hour, whoever asks
    "procurement:begin_opening": act_in_public(*BUYERS, answer=422, pk="bought.bidding"),
    "procurement:confirm_opening": act_in_public(*BUYERS, answer=422, pk="bought.bidding"),
    "procurement:opportunities": signed_in(),
    "procurement:ask": Page(frozenset({*BIDDERS, *map(other, BIDDERS)}), elsewhere=403, subject={"pk": "bought.bidding"}),
    "procurement:bid": Page(frozenset({*BIDDERS, *map(other, BIDDERS)}), elsewhere=403, subject={"pk": "bought.bidding"}),
    "procurement:own_bids": only(*PROVIDERS),
    # the receipt of a sealed bid is its bidder's alone
    "procurement:receipt": only(*PROVIDERS, others=404, elsewhere=404, receipt="bought.receipt"),
    "procurement:withdraw": act_of(*BIDDERS, view=PROVIDERS, receipt="bought.receipt"),
    # what an opened bid says: its bidder, who decides, who handles it, audit; clerk and treasury know who bid and for how much
    "procurement:bid_page": Page(
        frozenset({*map(str, PROVIDERS), R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER, R.AUDITOR}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.PURCHASER_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "bought.own_bid"},
    ),
    "procurement:bid_file": Page(
        frozenset({*map(str, PROVIDERS), R.PURCHASER_HEAD, R.PROCUREMENT_OFFICER, R.AUDITOR}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.PURCHASER_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "bought.own_bid", "file": "bought.own_bid_file"},
    ),
    # award: nobody but the purchaser, the members and audit knows of a committee while it judges
    "award:experts": only(R.BUREAU_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.AUDITOR, R.EXPERT),
    "award:admit": only(R.BUREAU_CLERK, R.FINANCE_OFFICER),
    "award:retire": Page(
        frozenset({R.BUREAU_CLERK, R.FINANCE_OFFICER}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.FINANCE_CHIEF, R.AUDITOR, R.EXPERT), 403),
        subject={"pk": "bought.expert_profile"},
    ),
    "award:draw": act_in_public(R.PROCUREMENT_OFFICER, pk="bought.bidding"),
    "award:committee": in_view(view=JUDGING, pk="bought.reviewing"),
    "award:confirm": of_bids(R.PROCUREMENT_OFFICER, answer=422, pk="bought.reviewing"),
    "award:replace": of_bids(R.PROCUREMENT_OFFICER, pk="bought.reviewing", member="bought.seat"),
    "award:begin": of_bids(R.PROCUREMENT_OFFICER, answer=422, pk="bought.reviewing"),
    "award:finish": of_bids(R.PROCUREMENT_OFFICER, pk="bought.reviewing"),
    "award:fail": of_bids(R.PROCUREMENT_OFFICER, answer=422, pk="bought.reviewing"),
    "award:declare": of_bids(*MEMBERS, answer=422, pk="bought.reviewing"),
    "award:score": of_bids(*MEMBERS, pk="bought.reviewing"),
    "award:check": of_bids(*MEMBERS, pk="bought.reviewing", bid="bought.bid_in_review"),
    "award:bid_file": of_bids(*MEMBERS, pk="bought.reviewing", file="bought.review_file"),
    # there is no ranking for anybody before all have signed
    "award:ranking": only(*JUDGING, others=404, elsewhere=404, answer=422, pk="bought.reviewing"),
    "award:sign_report": of_bids(*MEMBERS, answer=422, pk="bought.reviewing"),
    "award:receive_report": of_bids(R.PURCHASER_CLERK, R.PURCHASER_HEAD, answer=422, pk="bought.reviewing"),
    "award:decide": of_bids(R.PURCHASER_HEAD, answer=422, pk="bought.reviewing"),
    # nothing is decided yet
    "award:decide_next": only(others=404, elsewhere=404, pk="bought.reviewing"),
    "award:publish": only(others=404, elsewhere=404, pk="bought.reviewing"),
    # contracts
    "contracts:register": signed_in(),
    "contracts:draft": act_of(*PREPARING, view=SERVED, answer=422, no="bought.served_no"),
    "contracts:contract": in_view(view=SERVED, pk="bought.contract"),
    "contracts:edit": act_of(*PREPARING, view=SERVED, answer=422, pk="bought.contract"),
    "contracts:offer": act_of(R.PURCHASER_HEAD, view=SERVED, answer=422, pk="bought.contract"),
    "contracts:redraft": act_of(*BUYERS, view=SERVED, answer=422, pk="bought.contract"),
    "contracts:sign": act_of(R.PROVIDER_HEAD, view=SERVED, answer=422, pk="bought.contract"),
    "contracts:publish": act_of(*PREPARING, view=SERVED, pk="bought.contract"),
    "contracts:file": act_of(*PREPARING, view=SERVED, pk="bought.contract"),
    "contracts:start": act_of(*BIDDERS, view=SERVED, answer=422, pk="bought.contract"),
    "contracts:claim": act_of(*BIDDERS, view=SERVED, answer=422, pk="bought.contract", no="bought.claimed_no"),
    "contracts:claims": signed_in(),
    "contracts:approve": act_of(R.PURCHASER_HEAD, view=SERVED, pk="bought.claim"),
    "contracts:return": act_of(R.PURCHASER_HEAD, view=SERVED, pk="bought.claim"),
    # delivery: counts and codes for who has the contract in view, people for the agency alone
    "delivery:mine": Page(frozenset(map(str, R)), also={R.SOCIAL_WORKER: 302, other(R.SOCIAL_WORKER): 200}),
    "delivery:service": in_view(view=SERVED, pk="bought.contract"),
    "delivery:record": Page(
        frozenset({R.SOCIAL_WORKER}),
        others=404,
        elsewhere=404,
        also={**{str(role): 403 for role in SERVED - PROVIDERS}, **dict.fromkeys(map(str, BIDDERS), 422)},
        subject={"pk": "bought.contract"},
    ),
    "delivery:assign": act_of(*BIDDERS, view=SERVED, pk="bought.contract"),
    "delivery:end": act_of(*BIDDERS, view=SERVED, pk="bought.assignment"),
    "delivery:add_client": act_of(*PROVIDERS, view=SERVED, pk="bought.contract"),
    "delivery:look": only(*PROVIDERS, others=404, elsewhere=404, pk="bought.client"),
    # another worker's record
    "delivery:strike": act_of(R.PROVIDER_HEAD, view=PROVIDERS, pk="bought.contract", key="bought.record_key"),
    # evaluation
    "evaluation:register": only(*SERVED - {R.PROCUREMENT_OFFICER}),
    "evaluation:evaluation": in_view(view=SERVED, pk="bought.mid"),
    "evaluation:engage": act_of(R.PURCHASER_CLERK, R.PURCHASER_HEAD, view=SERVED, answer=422, pk="bought.contract"),
    "evaluation:self_report": act_of(*BIDDERS, view=SERVED, answer=422, pk="bought.mid"),
    "evaluation:score_purchaser": act_of(R.PURCHASER_CLERK, R.PURCHASER_HEAD, view=SERVED, pk="bought.mid"),
    "evaluation:cards": act_of(R.EVALUATOR, view=SERVED, pk="bought.mid"),
    "evaluation:print_cards": act_of(R.EVALUATOR, view=SERVED, pk="bought.mid"),
    "evaluation:score": act_of(R.EVALUATOR, view=SERVED, pk="bought.mid"),
    "evaluation:draft": act_of(R.EVALUATOR, view=SERVED, answer=422, pk="bought.mid"),
    "evaluation:reply": act_of(*BIDDERS, view=SERVED, answer=422, pk="bought.mid"),
    "evaluation:publish": act_of(R.EVALUATOR, view=SERVED, answer=422, pk="bought.mid"),
    "evaluation:rectify": act_of(R.EVALUATOR, view=SERVED, answer=422, pk="bought.mid"),
    "evaluation:accept": act_of(R.PURCHASER_CLERK, R.PURCHASER_HEAD, view=SERVED, answer=422, pk="bought.contract"),
    "evaluation:card": public(),
    "evaluation:answer": public(code="bought.card"),
    "evaluation:thanks": public(),
    # documents: the signed contract; whoever manages accounts in the purchaser's house may know that it is there, not what it says
    "documents:document": paper(*SERVED, pk="bought.contract_paper"),
    "documents:file": paper(*SERVED, pk="bought.contract_paper", form="bought.form"),
    "documents:edit": paper(pk="bought.contract_paper"),
    "documents:replace": paper(pk="bought.contract_paper"),
    "documents:print": paper(*BUYERS, *PROVIDERS, answer=422, pk="bought.contract_paper"),
    "documents:attachment": only(
        R.BUREAU_CLERK, R.OFFICE_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.AUDITOR, others=404, elsewhere=404, pk="attachment_id"
    ),
    # dossier
    "dossier:desk": signed_in(),
    "dossier:tasks": signed_in(),
    "dossier:awaited": signed_in(),
    "dossier:late": only(*OVERVIEW),
    "dossier:overview": only(*OVERVIEW),
    "dossier:pilot": Page(PILOT),
    "dossier:pilot_late": Page(PILOT),
    "dossier:search": signed_in(),
    # who may only see what is public is led there
    "dossier:purchase": Page(
        frozenset(map(str, SERVED)),
        others=404,
        elsewhere=404,
        also={R.EXPERT: 302, other(R.EXPERT): 302, f"{IN_THE_HOUSE}{R.EXPERT}": 302, **{other(role): 302 for role in PROVIDERS}},
        subject={"no": "bought.served_no"},
    ),
    "dossier:story": in_view(view=SERVED, no="bought.served_no"),
    "dossier:clauses": in_view(view=SERVED, no="bought.served_no"),
    # for programs: what the public pages say; what waits for me, for nobody else
    "api:api-root": public(answer=404),
    "api:openapi-json": public(),
    "api:health": public(),
    "api:purchases": public(),
    "api:purchase": unpublished(no="draft_project"),
    "api:releases": unpublished(no="draft_project"),
    "api:record": unpublished(no="draft_project"),
    "api:instruments": public(),
    "api:clauses": public(),
    "api:clause": public(clause_id="clause_id"),
    "api:parameters": public(),
    "api:parameter": public(key="parameter_key"),
    "api:my_tasks": Page(frozenset(map(str, R)), visitor=401),
    # samples of the parts of a screen, for a developer's own machine alone
    "ui:gallery": public(answer=404),
    "ui:sample_act": public(answer=404),
    "ui:public_gallery": public(answer=404),
    # the demonstration's clock is moved by a form alone
    "demo:clock": public(answer=405),
}


def own_account(answer: int = 200, visitor: int = 302, **subject: str) -> Page:
    """A page of the sign-in or of one's own account: the same for everybody who is signed in."""
    return Page(frozenset(map(str, R)), visitor=visitor, subject=subject, answer=answer)


# The sign-in and the own account. The people of this world have no password: what asks for one again is refused or sends them to set it.
MATRIX |= {
    "organisations:sessions": signed_in(),
    "organisations:closed_accounts": only(R.ADMIN, R.AUDITOR),
    "organisations:close_account": Page(
        frozenset({R.ADMIN}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "colleague_id"},
    ),
    "organisations:reopen_account": Page(
        frozenset({R.ADMIN}),
        others=404,
        elsewhere=404,
        also=dict.fromkeys((R.AUDITOR, R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER), 403),
        subject={"pk": "colleague_id"},
        answer=422,
    ),
    "usersessions_list": signed_in(),
    # drafts are only ever posted
    "ui:keep_draft": own_account(405),
    "ui:drop_draft": own_account(405),
    "set_language": own_account(302),
    "account_login": own_account(302, visitor=200),
    "account_logout": own_account(),
    "account_signup": own_account(302, visitor=200),
    "account_inactive": public(),
    "account_reauthenticate": own_account(403),
    "account_email": own_account(),
    "account_email_verification_sent": public(),
    "account_change_password": own_account(302),
    "account_set_password": own_account(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(uidb36="nobodys_key", key="nobodys_key"),
    "account_reset_password_from_key_done": public(),
    "account_confirm_login_code": public(302),
    "account_confirm_email": public(key="nobodys_key"),
    "mfa_index": own_account(),
    "mfa_authenticate": public(302),
    "mfa_reauthenticate": own_account(403),
    "mfa_activate_totp": own_account(),
    "mfa_deactivate_totp": own_account(404),
    "mfa_view_recovery_codes": own_account(404),
    "mfa_generate_recovery_codes": own_account(),
    "mfa_download_recovery_codes": own_account(404),
}
