"""Service records: the one big table of the house, and what counts beside it.

Clients of social work are minors, offenders, the sick. Their names stay with the agency that serves them;
everybody else sees a code.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from bailu.contracts.models import Contract, ContractTarget
from bailu.delivery.enums import RecordKind, RecordState
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.models import TimeStamped
from bailu.organisations.models import Person
from bailu.organisations.roles import Role

PROVIDER_ROLES = (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER)


class Clients(models.QuerySet["Client"]):
    def visible_to(self, actor: Actor) -> Clients:
        """Only the agency that serves them."""
        if not actor.has(*PROVIDER_ROLES) or actor.organisation_id is None:
            return self.none()
        return self.filter(contract__provider_id=actor.organisation_id)


class Client(TimeStamped):
    """A person served under a contract. ``code`` is what the purchaser sees."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="clients")
    code = models.CharField(max_length=8)
    reached_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    objects = Clients.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contract", "code"), name="client_code_once"),)
        indexes = (models.Index(fields=("contract", "code"), name="client_of_contract"),)


class ClientIdentityQuerySet(models.QuerySet["ClientIdentity"]):
    def visible_to(self, actor: Actor) -> ClientIdentityQuerySet:
        if not actor.has(*PROVIDER_ROLES) or actor.organisation_id is None:
            return self.none()
        return self.filter(client__contract__provider_id=actor.organisation_id)


class ClientIdentity(models.Model):
    """Name and contact, held apart; every look is recorded."""

    client = models.OneToOneField(Client, models.PROTECT, related_name="identity", primary_key=True)
    name = models.CharField(max_length=60)
    contact = models.CharField(max_length=60, default="", blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    consent_on = models.DateField()

    objects = ClientIdentityQuerySet.as_manager()


class Assignments(models.QuerySet["StaffAssignment"]):
    def visible_to(self, actor: Actor) -> Assignments:
        return self.filter(contract__in=Contract.objects.visible_to(actor))

    def running(self, on: dt.date) -> Assignments:
        """Those not ended before the day."""
        return self.filter(Q(until=None) | Q(until__gt=on))


class StaffAssignment(TimeStamped):
    """A social worker on a contract, with the share of one full post (percent)."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="staff")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    post = models.CharField(max_length=60)
    certificate = models.CharField(max_length=60, default="", blank=True)
    share = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    objects = Assignments.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contract", "person"), condition=Q(until=None), name="staff_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="staff_share_of_a_post"),
        )


class TargetProgress(models.Model):
    """How far a target of the contract is, counted by the act that records the service."""

    target = models.OneToOneField(ContractTarget, models.PROTECT, related_name="progress", primary_key=True)
    done = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet[TargetProgress]:
        return cls.objects.filter(target__contract__in=Contract.objects.visible_to(actor))


class Records(models.QuerySet["Record"]):
    def visible_to(self, actor: Actor) -> Records:
        """The agency its own; what others see are counts and codes, through ``queries``."""
        if not actor.has(*PROVIDER_ROLES) or actor.organisation_id is None:
            return self.none()
        return self.filter(county=actor.county, provider_id=actor.organisation_id)

    def of_contract(self, county: str, contract_id: int) -> Records:
        return self.filter(county=county, contract_id=contract_id).order_by("-on", "-client_key")


class Record(models.Model):
    """One service, recorded in half a minute. Partitioned by month; what is made off-line carries its own key."""

    pk = models.CompositePrimaryKey("county", "month", "client_key")
    county = models.CharField(max_length=6)
    month = models.DateField()
    client_key = models.UUIDField(default=uuid.uuid4)
    contract_id = models.BigIntegerField()
    provider_id = models.BigIntegerField()
    project_no = models.CharField(max_length=20)
    worker_id = models.BigIntegerField()
    worker_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=RecordKind)
    on = models.DateField()
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    clients = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=120, default="")
    note = models.TextField(default="")
    measure = models.CharField(max_length=30, default="")
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = models.CharField(max_length=8, choices=RecordState, default=RecordState.VALID)
    recorded_at = models.DateTimeField(default=clock.now)

    objects = Records.as_manager()

    class Meta:
        db_table = "delivery_record"
        managed = False
