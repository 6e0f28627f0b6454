"""Who evaluates, the two evaluations of a service period, what the three parties say, acceptance."""

from __future__ import annotations

import secrets
import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bailu.contracts.models import Contract, in_scope
from bailu.evaluation.enums import EvaluationKind, EvaluationState, Grade
from bailu.evaluation.lifecycle import EVALUATION
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role

# No letters or digits that an old hand confuses on a printed card.
CARD_SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"


def card_code() -> str:
    return "".join(secrets.choice(CARD_SIGNS) for _ in range(8))


class Engagements(models.QuerySet["Engagement"]):
    def visible_to(self, actor: Actor) -> Engagements:
        scope = in_scope(actor, "contract__")
        return self if scope is None else self.filter(scope)


class Engagement(TimeStamped):
    """The third party engaged for a contract; its fee is 3 % of the purchase, paid by the purchaser (XM2015:3.7)."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="engagement")
    evaluator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fee = MoneyField()
    engaged_by_id = models.BigIntegerField(null=True)
    reason = models.TextField(default="", blank=True)

    objects = Engagements.as_manager()


class Evaluations(models.QuerySet["Evaluation"]):
    def visible_to(self, actor: Actor) -> Evaluations:
        scope = in_scope(actor, "contract__")
        return self if scope is None else self.filter(scope)


class Evaluation(StatefulModel):
    """One of the two evaluations. Scores of 100, two places."""

    LIFECYCLE = EVALUATION

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="evaluations")
    kind = models.CharField(max_length=6, choices=EvaluationKind)
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=EvaluationState, default=EvaluationState.PLANNED)
    figures = models.JSONField(default=dict)
    self_report = models.TextField(default="", blank=True)
    self_reported_at = models.DateTimeField(null=True)
    aspects = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    conclusion = models.TextField(default="", blank=True)
    third_party_score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    purchaser_score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    purchaser_opinion = models.TextField(default="", blank=True)
    users_score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    users_answered = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    grade = models.CharField(max_length=12, choices=Grade, default="", blank=True)
    drafted_at = models.DateTimeField(null=True)
    reply = models.TextField(default="", blank=True)
    reply_due = models.DateField(null=True)
    replied_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    fee_order_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField(null=True)
    rectify_due = models.DateField(null=True)
    rectification = models.TextField(default="", blank=True)
    rectified_at = models.DateTimeField(null=True)
    search = SearchVectorField(null=True, editable=False)

    objects = Evaluations.as_manager()

    class Meta:
        triggers = (EVALUATION.trigger(),)
        constraints = (
            models.UniqueConstraint(fields=("contract", "kind"), name="evaluation_once"),
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED") | Q(total__isnull=False, published_at__isnull=False), name="evaluation_published_with_total"
            ),
        )
        indexes = (
            models.Index(fields=("-due_on", "-id"), name="evaluation_due"),
            models.Index(fields=("state", "-id"), name="evaluation_in_state"),
            GinIndex(fields=("search",), name="evaluation_search"),
        )

    def __str__(self) -> str:
        return f"{self.contract.title} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:evaluation", args=[self.pk])

    @property
    def stream(self) -> str:
        return self.contract.project_no

    @property
    def project_no(self) -> str:
        return self.contract.project_no


class Cards(models.QuerySet["Card"]):
    def visible_to(self, actor: Actor) -> Cards:
        """The evaluator hands out cards; what they were answered with is kept apart."""
        scope = Q(evaluation__contract__engagement__evaluator_id=actor.organisation_id or 0)
        return self.filter(scope) if actor.has(Role.EVALUATOR) else self.none()


class Card(models.Model):
    """A card with a code for one recipient: the answer needs no account and carries no name."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="cards")
    code = models.CharField(max_length=12, unique=True, default=card_code)
    answered = models.BooleanField(default=False)

    objects = Cards.as_manager()

    class Meta:
        indexes = (models.Index(fields=("evaluation", "id"), name="card_of_evaluation"),)


class Answers(models.QuerySet["Answer"]):
    def visible_to(self, actor: Actor) -> Answers:
        """Sums and distributions only, through ``queries``; the words of one recipient are the evaluator's to read."""
        scope = Q(evaluation__contract__engagement__evaluator_id=actor.organisation_id or 0)
        return self.filter(scope) if actor.has(Role.EVALUATOR) else self.none()


class Answer(models.Model):
    """What a recipient said. It does not know its card, carries no time, and its key says nothing of its order:
    who handed a card to whom cannot find out how it was answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="answers")
    satisfaction = models.PositiveSmallIntegerField()
    helped = models.BooleanField(default=False)
    comment = models.TextField(default="", blank=True)

    objects = Answers.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(satisfaction__range=(1, 5)), name="answer_one_to_five"),)


class Acceptances(models.QuerySet["Acceptance"]):
    def visible_to(self, actor: Actor) -> Acceptances:
        scope = in_scope(actor, "contract__")
        return self if scope is None else self.filter(scope)


class Acceptance(TimeStamped):
    """Every standard judged, the users' opinion taken, the result published (IR2015:45)."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="acceptance")
    on = models.DateField()
    standards = models.JSONField(default=list)
    opinions = models.JSONField(default=list)
    conclusion = models.TextField()
    accepted_by_id = models.BigIntegerField(null=True)
    accepted_by_name = models.CharField(max_length=120)
    publish_due = models.DateField(null=True)
    document_id = models.BigIntegerField(null=True)

    objects = Acceptances.as_manager()

    @property
    def project_no(self) -> str:
        return self.contract.project_no
