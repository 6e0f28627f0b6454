"""What a purchase's dossier and the contract's page show: terms that run, instalments, the next steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.award.models import Award
from bailu.award.queries import award_of
from bailu.contracts import policies, rules
from bailu.contracts.enums import ClaimState, ContractState
from bailu.contracts.models import Claim, Contract, ContractTarget
from bailu.contracts.queries import reading
from bailu.contracts.queries.reading import InstalmentFacts
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict, all_of
from bailu.kernel.words import Words
from bailu.law import params
from bailu.law.rules import term
from bailu.organisations.roles import Role
from bailu.planning import queries as plans
from bailu.ui.steps import Step

S = ContractState


@dataclass(frozen=True, slots=True)
class Clock:
    """A term of the contract: its last day, how it was counted, and when it was met."""

    label: Words
    clause: str
    due: dt.date | None
    counted: str = ""
    done_at: dt.datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract as its pages show it. Five queries."""

    contract: Contract
    targets: tuple[ContractTarget, ...]
    instalments: tuple[InstalmentFacts, ...]
    clocks: tuple[Clock, ...]


def facts(project_no: str) -> ContractFacts | None:
    """No scope, for the rooms above, which have checked theirs."""
    contract = reading.contract_of(project_no)
    return None if contract is None else facts_of(contract)


def facts_of(contract: Contract) -> ContractFacts:
    parts = reading.instalments(contract.pk)
    noticed = Contract.objects.filter(pk=contract.pk).values_list(NOTICED_AT, flat=True).get()
    return ContractFacts(contract, tuple(reading.targets(contract.pk)), tuple(parts), tuple(clocks(contract, parts, noticed)))


#: When the award under a contract was noticed.
NOTICED_AT = Subquery(Award.objects.filter(pk=OuterRef("award_id")).values("noticed_at"))


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(clock.ZONE).date() if moment else None


def clocks(contract: Contract, parts: list[InstalmentFacts], noticed_at: dt.datetime | None) -> list[Clock]:
    """Signing, publication, filing, and the payment of approved claims, each as its regime counts it; the award was noticed then."""
    regime = params.regime(contract.regime_on)
    noticed = _day(noticed_at)
    signed = _day(contract.signed_at)
    found = []
    for label, key, start, due, done in (
        (_("签订合同"), "contract.sign_days", noticed, contract.sign_due, contract.signed_at),
        (_("公告合同"), "contract.publish_days", signed, contract.publish_due, contract.published_at),
        (_("合同备案"), "contract.file_days", signed, contract.file_due, contract.filed_at),
    ):
        if due is None or start is None:
            continue
        counted = term(start, regime[key])
        ended = _day(done) or clock.today()
        found.append(Clock(label, regime[key].clause, due, counted.counted if counted else "", done, ended > due))
    for part in parts:
        claim = part.claim
        if claim is not None and claim.pay_due is not None:
            ended = _day(claim.paid_at) or clock.today()
            label = _("支付第%(no)s期款") % {"no": part.milestone.no}
            found.append(Clock(label, regime["contract.pay_days"].clause, claim.pay_due, "", claim.paid_at, ended > claim.pay_due))
    return found


def steps(actor: Actor, project_no: str) -> list[Step]:
    """What can be done next with the purchase's contract; what the person has no right to is left out."""
    contract = reading.contracts(actor).filter(project_no=project_no).first()
    if contract is None:
        return _draft(actor, project_no)
    return steps_of(actor, contract, reading.instalments(contract.pk))


def steps_of(actor: Actor, contract: Contract, parts: list[InstalmentFacts]) -> list[Step]:
    offered = [*_signing(actor, contract), *_after_signing(actor, contract)]
    if contract.signed_at:
        offered += _claims(actor, contract, parts)
    return [step for step in offered if not step.verdict.forbidden]


def _draft(actor: Actor, project_no: str) -> list[Step]:
    award = award_of(project_no)
    if award is None or award.noticed_at is None:
        return []
    verdict = policies.may_draft(actor, plans.project(project_no).purchaser_id)
    if verdict.forbidden or Contract.objects.filter(project_no=project_no).exists():
        return []
    return [Step(_("起草合同"), reverse("contracts:draft", args=[project_no]), verdict, award.contract_due, "PL2014:46", primary=True)]


def _step(
    label: Words,
    page: str,
    contract: Contract,
    verdict: Verdict,
    basis: str,
    *,
    due: dt.date | None = None,
    whose: Words = "",
    primary: bool = False,
) -> Step:
    url = reverse(f"contracts:{page}", args=[contract.pk])
    return Step(label, url, verdict, due_at=due, basis=basis, whose="" if verdict.allowed else whose, primary=primary)


def _signing(actor: Actor, contract: Contract) -> list[Step]:
    due = contract.sign_due
    if contract.state == S.DRAFT:
        offer = policies.may_offer(actor, contract)
        return [
            _step(_("签署合同（购买主体）"), "offer", contract, offer, "PL2014:46", due=due, whose=Role.PURCHASER_HEAD.label, primary=True),
            _step(_("修改合同文本"), "edit", contract, policies.may_edit(actor, contract), "PL2014:46"),
        ]
    if contract.state == S.OFFERED:
        sign = policies.may_sign(actor, contract)
        return [
            _step(_("签署合同（承接主体）"), "sign", contract, sign, "PL2014:46", due=due, whose=Role.PROVIDER_HEAD.label, primary=True),
            _step(_("撤回修改"), "redraft", contract, policies.may_redraft(actor, contract), "PL2014:46"),
        ]
    return []


def _after_signing(actor: Actor, contract: Contract) -> list[Step]:
    found = []
    if contract.signed_at and contract.published_at is None:
        may = policies.may_publish(actor, contract)
        found.append(_step(_("公告合同"), "publish", contract, may, "IR2015:50", due=contract.publish_due, primary=True))
    if contract.signed_at and contract.filed_at is None:
        may = policies.may_file(actor, contract)
        found.append(_step(_("合同备案"), "file", contract, may, "PL2014:47", due=contract.file_due))
    if contract.state == S.SIGNED:
        may = policies.may_start(actor, contract)
        found.append(_step(_("开始服务"), "start", contract, may, "XM2015:3.4", due=contract.term_from, primary=True))
    return found


def _claims(actor: Actor, contract: Contract, parts: list[InstalmentFacts]) -> list[Step]:
    final = any(part.milestone.kind == "FINAL" and part.milestone.opened_at for part in parts)
    may = policies.may_claim(actor, contract)
    found: list[Step] = []
    for part in parts:
        if part.claim is None and part.milestone.paid_at is None:
            opened = rules.may_claim(part.milestone.kind, opened=part.milestone.opened_at is not None, final_evaluated=final)
            url = reverse("contracts:claim", args=[contract.pk, part.milestone.no])
            label = _("申请第%(no)s期款") % {"no": part.milestone.no}
            found.append(Step(label, url, all_of(may, opened), basis="XM2015:3.4", primary=opened.allowed))
        elif part.claim is not None and part.claim.state == ClaimState.SUBMITTED:
            found += _deciding(actor, contract, part.claim, part.milestone.no)
    return found


def _deciding(actor: Actor, contract: Contract, claim: Claim, no: int) -> list[Step]:
    claim.contract = contract
    label, back = _("审核第%(no)s期请款") % {"no": no}, _("退回第%(no)s期请款") % {"no": no}
    return [
        Step(
            label, reverse("contracts:approve", args=[claim.pk]), policies.may_approve_claim(actor, claim), basis="XM2015:3.6", primary=True
        ),
        Step(back, reverse("contracts:return", args=[claim.pk]), policies.may_return_claim(actor, claim), basis="XM2015:3.6"),
    ]
