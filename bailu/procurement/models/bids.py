"""Bids: sealed until the opening, readable afterwards."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import Organisation
from bailu.organisations.roles import PROVIDER_ROLES, PURCHASER_ROLES, Role
from bailu.procurement.enums import BidState, InvalidReason
from bailu.procurement.lifecycle import BID
from bailu.procurement.models.procedures import Procedure

READABLE = (BidState.OPENED, BidState.INVALID)
LIVE = (BidState.SUBMITTED, BidState.OPENED, BidState.INVALID)


class Bids(models.QuerySet["Bid"]):
    def visible_to(self, actor: Actor) -> Bids:
        """After the opening: the buyer's side, treasury, oversight, and whoever bid. Before it, nobody (own receipts: ``queries.own_bids``)."""
        shown = self.filter(procedure__opened_at__isnull=False)
        if actor.is_system or actor.has(Role.FINANCE_CHIEF, Role.FINANCE_OFFICER, Role.AUDITOR):
            return shown
        if not actor.signed_in or actor.organisation_id is None:
            return self.none()
        mine = actor.organisation_id
        bidding = Bid.objects.filter(provider_id=mine, procedure=models.OuterRef("procedure"), procedure__opened_at__isnull=False)
        seen = Q(models.Exists(bidding)) if actor.has(*PROVIDER_ROLES) else Q(pk__in=())
        if actor.has(*PURCHASER_ROLES, Role.PROCUREMENT_OFFICER):
            seen |= Q(procedure__purchaser_id=mine) | Q(procedure__agency_id=mine)
        return shown.filter(seen)

    def opened(self) -> Bids:
        return self.filter(state__in=READABLE)


class Bid(StatefulModel):
    """One bid. Until the opening it is a sealed blob with a digest; even whose it is stands there only as a keyed tag.

    ``content`` (after the opening) is ``{"price", "plan", "staff": [{"name", "title", "share"}], "hours", "commitments",
    "small_enterprise"}``.
    A late bid is a row without content. ``provider`` is known from the opening on.
    """

    LIFECYCLE = BID

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="bids", verbose_name=_("采购程序"))
    bidder_tag = models.CharField(max_length=64)
    receipt = models.CharField(_("回执号"), max_length=40, unique=True)
    once_tag = models.CharField(max_length=64, default="", db_index=True)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    sealed = models.BinaryField(null=True)
    digest = models.CharField(_("摘要"), max_length=64, default="")
    submitted_at = models.DateTimeField(_("递交时间"), default=clock.now)
    state = models.CharField(_("状态"), max_length=12, choices=BidState.choices, default=BidState.SUBMITTED)
    withdrawn_at = models.DateTimeField(null=True)

    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="bids", verbose_name=_("投标人"))
    price = MoneyField(_("报价"), null=True)
    content = models.JSONField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    submitted_by_name = models.CharField(max_length=120, default="")
    opened_at = models.DateTimeField(null=True)
    invalid_kind = models.CharField(max_length=16, choices=InvalidReason.choices, default="")
    invalid_reason = models.TextField(_("无效原因"), default="")

    objects = Bids.as_manager()

    class Meta:
        ordering = ("submitted_at", "pk")
        verbose_name = _("投标")
        triggers = [BID.trigger()]
        constraints = [
            models.UniqueConstraint(
                fields=("procedure", "bidder_tag"),
                condition=Q(state__in=[s.value for s in LIVE]),
                name="bid_live_once",
                violation_error_message=_("本机构已递交投标。"),
            ),
            models.CheckConstraint(
                name="bid_sealed_until_opened",
                condition=Q(state__in=[s.value for s in READABLE]) | Q(price__isnull=True, content__isnull=True),
                violation_error_message=_("开标前不得有可读的投标内容。"),
            ),
            models.CheckConstraint(
                name="bid_nameless_until_opened",
                condition=~Q(state__in=(BidState.SUBMITTED, BidState.WITHDRAWN))
                | Q(provider__isnull=True, submitted_by_id__isnull=True, submitted_by_name=""),
                violation_error_message=_("开标前不得显示投标人。"),
            ),
            models.CheckConstraint(
                name="bid_opened_has_price",
                condition=~Q(state=BidState.OPENED) | Q(price__isnull=False, content__isnull=False, provider__isnull=False),
                violation_error_message=_("已开启的投标须有报价。"),
            ),
            models.CheckConstraint(
                name="bid_late_has_no_content",
                condition=~Q(state__in=(BidState.LATE, BidState.RETURNED)) | Q(sealed__isnull=True),
                violation_error_message=_("退回的投标不留内容。"),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        """The receipt, which its own provider alone can see."""
        return reverse("procurement:receipt", args=[self.receipt])

    @property
    def readable(self) -> bool:
        return self.state in READABLE

    @property
    def hours(self) -> Decimal:
        return Decimal(str((self.content or {}).get("hours") or 0))


class BidAttachments(models.QuerySet["BidAttachment"]):
    def visible_to(self, actor: Actor) -> BidAttachments:
        return self.filter(bid__in=Bid.objects.visible_to(actor))


class BidAttachment(models.Model):
    """A file of a bid; it exists only after the opening (before, it lies inside the sealed blob)."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="attachments")
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = BidAttachments.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("投标附件")
