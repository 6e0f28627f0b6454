"""Asking the public on the public site (IR2015:15): what is asked until when, what was said, and by nobody's name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import Person
from bailu.planning.enums import CallState, Stance
from bailu.planning.lifecycle import CALL
from bailu.planning.models.needs import Consultation, Need


class Call(StatefulModel):
    """A call for comments on a need; everybody may read it. ``until`` is the last day on which comments are taken."""

    LIFECYCLE = CALL

    need = models.ForeignKey(Need, models.PROTECT, related_name="calls")
    question = models.TextField(_("征求什么意见"))
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("截止日期"))
    state = models.CharField(_("状态"), max_length=8, choices=CallState.choices, default=CallState.OPEN)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("发布人"))
    consultation = models.OneToOneField(Consultation, models.PROTECT, null=True, related_name="call", verbose_name=_("汇总"))

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("公开征求意见")
        triggers = [CALL.trigger()]
        indexes = [models.Index(fields=["-until", "-id"], name="call_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=("need",),
                condition=Q(state=CallState.OPEN),
                name="call_one_open",
                violation_error_message=_("这个需求正在公开征求意见。"),
            ),
            models.CheckConstraint(
                name="call_dates_in_order", condition=Q(until__gt=F("since")), violation_error_message=_("截止日期须晚于开始日期。")
            ),
            models.CheckConstraint(
                name="call_summed_up_whole",
                condition=Q(state=CallState.OPEN, consultation=None) | Q(state=CallState.SUMMED, consultation__isnull=False),
                violation_error_message=_("结束征求意见须有汇总。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}:{self.until}"

    def get_absolute_url(self) -> str:
        return reverse("planning:call", args=[self.pk])


class Comment(TimeStamped):
    """What somebody said; no name, no address is kept."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="comments")
    stance = models.CharField(_("态度"), max_length=8, choices=Stance.choices)
    text = models.TextField(_("意见"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("公众意见")

    def __str__(self) -> str:
        return self.stance
