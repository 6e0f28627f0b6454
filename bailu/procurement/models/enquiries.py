"""Questions about the documents, and what the buyer adds to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.procurement.enums import EnquiryState
from bailu.procurement.lifecycle import ENQUIRY
from bailu.procurement.models.procedures import Procedure


class Enquiries(models.QuerySet["Enquiry"]):
    def visible_to(self, actor: Actor) -> Enquiries:
        """Questions and answers go to all alike; who asked is told to nobody."""
        return self.filter(procedure__in=Procedure.objects.visible_to(actor))

    def answered(self) -> Enquiries:
        return self.filter(state=EnquiryState.ANSWERED)


class Enquiry(StatefulModel):
    """A question of a provider (IR2015:52). ``asker_id`` is never shown to another organisation."""

    LIFECYCLE = ENQUIRY

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="enquiries")
    asker_id = models.BigIntegerField()
    question = models.TextField(_("问题"))
    asked_at = models.DateTimeField(_("提出时间"), default=clock.now)
    due_at = models.DateTimeField(_("答复期限"), null=True)
    answer = models.TextField(_("答复"), default="")
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by_name = models.CharField(max_length=120, default="")
    state = models.CharField(_("状态"), max_length=12, choices=EnquiryState.choices, default=EnquiryState.ASKED)

    objects = Enquiries.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name = _("询问")
        triggers = [ENQUIRY.trigger()]
        constraints = [
            models.CheckConstraint(
                name="enquiry_answer_is_dated",
                condition=Q(state=EnquiryState.ASKED, answered_at__isnull=True, answer="")
                | Q(state=EnquiryState.ANSWERED, answered_at__isnull=False) & ~Q(answer=""),
                violation_error_message=_("答复须有内容和时间。"),
            )
        ]


class Clarifications(models.QuerySet["Clarification"]):
    def visible_to(self, actor: Actor) -> Clarifications:
        return self.filter(procedure__in=Procedure.objects.visible_to(actor))


class Clarification(TimeStamped):
    """A clarification or change of the documents, sent to all alike (IR2015:31). Published ones are never changed."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="clarifications")
    text = models.TextField(_("澄清或修改内容"))
    affects_bids = models.BooleanField(_("可能影响投标文件编制"))
    issued_at = models.DateTimeField(_("发布时间"), default=clock.now)
    issued_by_name = models.CharField(max_length=120, default="")
    old_deadline = models.DateTimeField(_("原截止时间"))
    new_deadline = models.DateTimeField(_("新截止时间"), null=True)

    objects = Clarifications.as_manager()

    class Meta:
        ordering = ("issued_at", "pk")
        verbose_name = _("澄清")
