"""Experts, committees, scores, the ranking and the decision."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bailu.award.enums import (
    SITTING,
    AvoidKind,
    AwardState,
    CommitteeKind,
    CommitteeState,
    ExpertField,
    MemberKind,
    MemberState,
)
from bailu.award.lifecycle import AWARD, COMMITTEE, MEMBER
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.procurement.models import Bid, Procedure


class ExpertProfileQuerySet(models.QuerySet["ExpertProfile"]):
    def visible_to(self, actor: Actor) -> ExpertProfileQuerySet:
        """Those who keep the pool and those who watch; an expert sees the own entry. Whoever buys does not leaf through it."""
        if actor.is_system or actor.has(Role.BUREAU_CLERK, Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.AUDITOR):
            return self
        return self.filter(person_id=actor.user_id or 0) if actor.signed_in else self.none()

    def open_on(self, day: dt.date) -> ExpertProfileQuerySet:
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class ExpertProfile(TimeStamped):
    """A person in the pool from which committees are drawn (IR2015:39)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="expert_profiles", verbose_name=_("人员"))
    field = models.CharField(_("专业"), max_length=20, choices=ExpertField.choices)
    title = models.CharField(_("职称或资格"), max_length=60, blank=True)
    employer = models.CharField(_("工作单位"), max_length=120, blank=True)
    since = models.DateField(_("入库日期"))
    until = models.DateField(_("出库日期"), null=True, blank=True)
    reason = models.CharField(_("出库原因"), max_length=200, blank=True)
    admitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("办理人"))

    objects = ExpertProfileQuerySet.as_manager()

    class Meta:
        ordering = ("person__name", "pk")
        verbose_name = _("评审专家")
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(until__isnull=True), name="expert_open_once", violation_error_message=_("此人已在专家库。")
            ),
            models.CheckConstraint(
                name="expert_dates_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("出库日期不得早于入库日期。"),
            ),
        )


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, actor: Actor) -> CommitteeQuerySet:
        """The purchaser, the office that runs the procedure, the members sitting, and those who watch. Never a bidder."""
        if actor.is_system or actor.has(Role.AUDITOR):
            return self
        if not actor.signed_in:
            return self.none()
        run = Q()
        if actor.has(Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER):
            run = Q(purchaser_id=actor.organisation_id) | Q(office_id=actor.organisation_id)
        sits = models.Exists(Member.objects.filter(committee=models.OuterRef("pk"), person_id=actor.user_id or 0, state__in=SITTING))
        return self.filter(run | sits) if run else self.filter(sits)


class Committee(StatefulModel):
    """Those who judge the bids of one procedure: drawn, checked for ties, and alone with their scores until all have signed.

    ``draw`` keeps everything needed to repeat the drawing: the text of the seed, its digest, the pool, those avoided.
    """

    LIFECYCLE = COMMITTEE

    procedure = models.OneToOneField(Procedure, models.PROTECT, related_name="committee", verbose_name=_("采购程序"))
    project_no = models.CharField(_("项目编号"), max_length=20, db_index=True)
    title = models.CharField(_("项目名称"), max_length=200)
    kind = models.CharField(_("组织形式"), max_length=12, choices=CommitteeKind.choices)
    regime_on = models.DateField(_("适用规则日期"))
    budget = MoneyField(_("预算金额"))
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("采购人"))
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("承办机构"))
    experts = models.PositiveSmallIntegerField(_("专家人数"))
    field = models.CharField(_("抽取专业"), max_length=20, choices=ExpertField.choices, blank=True)
    draw = models.JSONField(_("抽取记录"), default=dict)
    drawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("抽取人"))
    drawn_at = models.DateTimeField(_("抽取时间"))
    confirmed_at = models.DateTimeField(_("确定时间"), null=True)
    begun_at = models.DateTimeField(_("评审开始"), null=True)
    finished_at = models.DateTimeField(_("评审结束"), null=True)
    report_due = models.DateField(_("报告送达期限"), null=True)
    received_at = models.DateTimeField(_("收到报告"), null=True)
    decide_due = models.DateField(_("确定期限"), null=True)
    report_document_id = models.BigIntegerField(null=True)
    failure = models.TextField(_("终止原因"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=CommitteeState.choices, default=CommitteeState.DRAWN)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ("-drawn_at", "-pk")
        verbose_name = _("评审组织")
        triggers = [COMMITTEE.trigger()]
        constraints = (
            models.CheckConstraint(
                name="committee_ranked_is_dated",
                condition=~Q(state__in=(CommitteeState.RANKED, CommitteeState.REPORTED)) | Q(finished_at__isnull=False),
                violation_error_message=_("评审结束须有时间。"),
            ),
            models.CheckConstraint(
                name="committee_reported_is_dated",
                condition=~Q(state=CommitteeState.REPORTED) | Q(received_at__isnull=False),
                violation_error_message=_("收到报告须有时间。"),
            ),
            models.CheckConstraint(
                name="committee_failed_has_reason",
                condition=~Q(state=CommitteeState.FAILED) | ~Q(failure=""),
                violation_error_message=_("终止评审须写明原因。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_no} {self.kind}"


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, actor: Actor) -> MemberQuerySet:
        return self.filter(committee__in=Committee.objects.visible_to(actor))

    def sitting(self) -> MemberQuerySet:
        return self.filter(state__in=SITTING)


class Member(StatefulModel):
    """A seat, or somebody drawn who may not sit (``AVOIDED``, with the reason and the organisation tied to)."""

    LIFECYCLE = MEMBER

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members", verbose_name=_("评审组织"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("人员"))
    kind = models.CharField(_("身份"), max_length=10, choices=MemberKind.choices)
    position = models.PositiveSmallIntegerField(_("次序"))
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("任职机构"))
    employer = models.CharField(_("工作单位"), max_length=120, blank=True)
    avoid_kind = models.CharField(_("回避事由"), max_length=12, choices=AvoidKind.choices, blank=True)
    avoid_with = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("关系单位"))
    avoid_note = models.CharField(_("说明"), max_length=200, blank=True)
    declared_at = models.DateTimeField(_("声明时间"), null=True)
    scores_signed_at = models.DateTimeField(_("评分签名时间"), null=True)
    report_signed_at = models.DateTimeField(_("报告签名时间"), null=True)
    dissent = models.TextField(_("不同意见及理由"), blank=True)
    deemed_agreed = models.BooleanField(_("视为同意"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=MemberState.choices, default=MemberState.DRAWN)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("committee_id", "kind", "position", "pk")
        verbose_name = _("评审成员")
        triggers = [MEMBER.trigger()]
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "person"), name="member_once", violation_error_message=_("此人已在评审成员名单中。")
            ),
            models.CheckConstraint(
                name="member_avoided_has_reason",
                condition=~Q(state=MemberState.AVOIDED) | ~Q(avoid_kind=""),
                violation_error_message=_("回避须写明事由。"),
            ),
            models.CheckConstraint(
                name="member_signed_after_declaring",
                condition=Q(scores_signed_at__isnull=True) | Q(declared_at__isnull=False),
                violation_error_message=_("先声明无利害关系，才能签署评分。"),
            ),
        )

    @property
    def sits(self) -> bool:
        return self.state in SITTING


class BidCheck(models.Model):
    """What the committee found of one bid's qualification and compliance; an invalid bid is not scored."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="checks")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    passed = models.BooleanField(_("通过"))
    reason = models.TextField(_("无效原因"), blank=True)
    explanation = models.TextField(_("报价说明"), blank=True)
    checked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("资格和符合性审查")
        constraints = (
            models.UniqueConstraint(fields=("committee", "bid"), name="bid_check_once"),
            models.CheckConstraint(
                name="bid_invalid_has_reason",
                condition=Q(passed=True) | ~Q(reason=""),
                violation_error_message=_("判为无效须写明原因。"),
            ),
        )


class Score(models.Model):
    """One member's points for one criterion of one bid; the member's alone until signed."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="scores")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    criterion = models.CharField(_("评审因素"), max_length=40)
    points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2)
    comment = models.CharField(_("评语"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("评分")
        constraints = (
            models.UniqueConstraint(fields=("member", "bid", "criterion"), name="score_once"),
            models.CheckConstraint(
                name="score_in_range", condition=Q(points__gte=0, points__lte=100), violation_error_message=_("得分在0到100之间。")
            ),
        )


class Result(models.Model):
    """One bid in the ranking: the mean of the members, the price score, the sum."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="results")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    price = MoneyField(_("报价"))
    evaluated_price = MoneyField(_("评审价"))
    technical = models.DecimalField(_("技术商务分"), max_digits=6, decimal_places=2)
    price_score = models.DecimalField(_("价格分"), max_digits=6, decimal_places=2)
    total = models.DecimalField(_("总分"), max_digits=6, decimal_places=2)
    rank = models.PositiveSmallIntegerField(_("名次"))

    class Meta:
        ordering = ("committee_id", "rank")
        verbose_name = _("排序")
        constraints = (
            models.UniqueConstraint(fields=("committee", "bid"), name="result_once"),
            models.UniqueConstraint(fields=("committee", "rank"), name="rank_once"),
        )


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, actor: Actor) -> AwardQuerySet:
        """Everybody once it is published; before that the purchaser's side and those who watch."""
        if actor.is_system or actor.has(Role.AUDITOR):
            return self
        public = Q(noticed_at__isnull=False)
        if actor.has(Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER):
            own = Q(committee__purchaser_id=actor.organisation_id) | Q(committee__office_id=actor.organisation_id)
            return self.filter(public | own)
        return self.filter(public)

    def standing(self) -> AwardQuerySet:
        """Decisions that hold: not those whose winner withdrew."""
        return self.exclude(state=AwardState.DECLINED)


class Award(StatefulModel):
    """The purchaser's decision for one bid of the ranking, and its notice. Amount in yuan, as bid."""

    LIFECYCLE = AWARD

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="awards", verbose_name=_("采购程序"))
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="awards")
    project_no = models.CharField(_("项目编号"), max_length=20, db_index=True)
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="awards", verbose_name=_("中标（成交）供应商"))
    amount = MoneyField(_("中标（成交）金额"))
    rank = models.PositiveSmallIntegerField(_("名次"))
    reason = models.TextField(_("理由"), blank=True)
    decided_at = models.DateTimeField(_("确定时间"))
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("确定人"))
    publish_due = models.DateField(_("公告期限"), null=True)
    noticed_at = models.DateTimeField(_("公告时间"), null=True)
    noticed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("公告人"))
    contract_due = models.DateField(_("签约期限"), null=True)
    notice_document_id = models.BigIntegerField(null=True)
    declined_at = models.DateTimeField(_("放弃时间"), null=True)
    declined_reason = models.TextField(_("放弃原因"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=AwardState.choices, default=AwardState.DECIDED)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-pk")
        verbose_name = _("中标（成交）结果")
        triggers = [AWARD.trigger()]
        constraints = (
            models.UniqueConstraint(
                fields=("procedure",),
                condition=~Q(state=AwardState.DECLINED),
                name="award_standing_once",
                violation_error_message=_("这次采购已确定供应商。"),
            ),
            models.UniqueConstraint(fields=("procedure", "bid"), name="award_bid_once"),
            models.CheckConstraint(
                name="award_published_is_dated",
                condition=~Q(state=AwardState.PUBLISHED) | Q(noticed_at__isnull=False, contract_due__isnull=False),
                violation_error_message=_("公告须有时间和签约期限。"),
            ),
            models.CheckConstraint(
                name="award_declined_has_reason",
                condition=~Q(state=AwardState.DECLINED) | ~Q(declined_reason=""),
                violation_error_message=_("供应商放弃须写明原因。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_no} → {self.provider_id}"
