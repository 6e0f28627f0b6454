"""The contract with its six named terms, its targets, its instalments and their claims."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bailu.contracts.enums import ClaimState, ContractState, MilestoneKind
from bailu.contracts.lifecycle import CLAIM, CONTRACT
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import Organisation
from bailu.organisations.roles import PROVIDER_ROLES, PURCHASER_ROLES, Role
from bailu.planning.enums import TargetCode, TargetKind
from bailu.planning.models import Project

# Who answers for the whole city, or controls it, reads every contract.
READERS = (Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR)
_PARTIES = (*PURCHASER_ROLES, Role.PROCUREMENT_OFFICER, *PROVIDER_ROLES)


def in_scope(actor: Actor, prefix: str = "") -> Q | None:
    """The rows a person may see: those who buy or serve for a party theirs, the evaluator those it evaluates, the city's readers all;
    None stands for all. Who manages accounts or judges bids in a party's house sees nothing of its contracts."""
    if actor.is_system or actor.has(*READERS):
        return None
    if actor.organisation_id is None:
        return Q(pk__in=())
    party = Q(pk__in=())
    if actor.has(*_PARTIES):
        party |= Q(**{f"{prefix}purchaser_id": actor.organisation_id}) | Q(**{f"{prefix}provider_id": actor.organisation_id})
    if actor.has(Role.EVALUATOR):
        party |= Q(**{f"{prefix}project_no__in": Project.objects.filter(evaluator_id=actor.organisation_id).values("no")})
    return party


class Contracts(models.QuerySet["Contract"]):
    def visible_to(self, actor: Actor) -> Contracts:
        scope = in_scope(actor)
        return self if scope is None else self.filter(scope)


class Contract(StatefulModel):
    """One purchase, one contract. Amount in yuan; terms as agreed in the notice and the bid (PL2014:46)."""

    LIFECYCLE = CONTRACT

    no = models.CharField(max_length=20, unique=True)
    project_no = models.CharField(max_length=20, unique=True)
    award_id = models.BigIntegerField(unique=True)
    title = models.CharField(max_length=200)
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    amount = MoneyField()
    scope = models.TextField()
    quantity = models.TextField()
    quality = models.TextField()
    payment = models.TextField()
    breach = models.TextField()
    term_from = models.DateField()
    term_to = models.DateField()
    regime_on = models.DateField()
    state = models.CharField(max_length=20, choices=ContractState, default=ContractState.DRAFT)
    drafted_by_id = models.BigIntegerField(null=True)
    sign_due = models.DateField(null=True)
    offered_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_late = models.BooleanField(default=False)
    publish_due = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    file_due = models.DateField(null=True)
    filed_at = models.DateTimeField(null=True)
    filing_no = models.CharField(max_length=60, default="", blank=True)
    started_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    document_id = models.BigIntegerField(null=True)
    search = SearchVectorField(null=True, editable=False)

    objects = Contracts.as_manager()

    class Meta:
        triggers = (CONTRACT.trigger(),)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="contract_amount_positive"),
            models.CheckConstraint(condition=Q(term_to__gte=F("term_from")), name="contract_term_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=("DRAFT", "OFFERED"), signed_at=None)
                | (~Q(state__in=("DRAFT", "OFFERED")) & Q(signed_at__isnull=False)),
                name="contract_signed_when_signed",
            ),
        )
        indexes = (
            models.Index(fields=("-id",), name="contract_newest"),
            models.Index(fields=("purchaser", "-id"), name="contract_of_purchaser"),
            models.Index(fields=("provider", "-id"), name="contract_of_provider"),
            models.Index(fields=("state", "-id"), name="contract_in_state"),
            GinIndex(fields=("search",), name="contract_search"),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.pk])

    @property
    def stream(self) -> str:
        return self.project_no


class ContractTarget(models.Model):
    """A target carried over from the project without being typed again; delivery counts against it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=10, choices=TargetKind)
    measure = models.CharField(max_length=200)
    code = models.CharField(max_length=14, choices=TargetCode, default=TargetCode.OTHER)
    unit = models.CharField(max_length=20)
    base = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    goal = models.DecimalField(max_digits=12, decimal_places=2)
    lower_is_better = models.BooleanField(default=False)
    evidence = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        ordering = ("pk",)

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet[ContractTarget]:
        return cls.objects.filter(contract__in=Contract.objects.visible_to(actor))


class Milestone(models.Model):
    """An instalment: its share in percent, its amount in yuan, the event that opens it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=10, choices=MilestoneKind)
    no = models.PositiveSmallIntegerField()
    share = models.DecimalField(max_digits=5, decimal_places=2)
    amount = MoneyField()
    opened_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("no",)
        constraints = (models.UniqueConstraint(fields=("contract", "no"), name="milestone_once"),)

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet[Milestone]:
        return cls.objects.filter(contract__in=Contract.objects.visible_to(actor))


class Claims(models.QuerySet["Claim"]):
    def visible_to(self, actor: Actor) -> Claims:
        scope = in_scope(actor, "contract__")
        return self if scope is None else self.filter(scope)


class Claim(StatefulModel):
    """A request for one instalment. At most one runs per milestone, so a double click asks once."""

    LIFECYCLE = CLAIM

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="claims")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    amount = MoneyField()
    deduction = MoneyField(default=0)
    deduction_reason = models.TextField(default="", blank=True)
    invoice_no = models.CharField(max_length=60, default="", blank=True)
    evidence = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, choices=ClaimState, default=ClaimState.SUBMITTED)
    submitted_by_id = models.BigIntegerField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_by_name = models.CharField(max_length=120, default="", blank=True)
    approved_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(default="", blank=True)
    pay_due = models.DateField(null=True)
    order_id = models.BigIntegerField(null=True)
    paid_at = models.DateTimeField(null=True)
    document_id = models.BigIntegerField(null=True)

    objects = Claims.as_manager()

    class Meta:
        triggers = (CLAIM.trigger(),)
        constraints = (
            models.UniqueConstraint(fields=("milestone",), condition=~Q(state=ClaimState.RETURNED), name="claim_once_per_milestone"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_amount_positive"),
        )
        indexes = (
            models.Index(fields=("contract", "-id"), name="claim_of_contract"),
            models.Index(fields=("state", "-id"), name="claim_in_state"),
        )

    @property
    def stream(self) -> str:
        return self.contract.project_no

    def get_absolute_url(self) -> str:
        return self.contract.get_absolute_url()

    def facts(self) -> dict[str, Any]:
        return {"milestone": self.milestone.kind, "amount": self.amount, "deduction": self.deduction}
