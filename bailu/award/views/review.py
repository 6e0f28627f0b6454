"""Each member's own screens: declare, check, score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.award import commands, forms, policies, queries
from bailu.award.models import BidCheck, Member
from bailu.award.rules import pricing
from bailu.award.views.base import OfCommittee
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, require
from bailu.kernel.words import Words
from bailu.procurement.models import Bid, BidAttachment
from bailu.ui.templatetags.ui_extras import money
from bailu.ui.views_base import ActorView


class OfMember(OfCommittee):
    """An act of one seat of the committee."""

    @cached_property
    def seat(self) -> Member | None:
        return queries.seat(self.subject, self.actor)


class Declare(OfMember):
    title = _("声明有无利害关系")
    clause = "IR2015:9"
    submit_label = _("提交声明")
    form_class = forms.Declare

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_declare(subject, self.seat)

    def context(self, subject: Any) -> dict[str, Any]:
        bidders = [bid.provider.name for bid in queries.bids(subject) if bid.provider]
        return {"aside": [(gettext("投标人"), name) for name in bidders]}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        if data["tie"] == "yes":
            return commands.declare_tie(self.actor, committee_id=subject.pk, note=data["note"], once=once)
        return commands.declare_no_tie(self.actor, committee_id=subject.pk, once=once)

    def success_url(self, result: Any) -> str:
        return reverse("award:score", args=[self.kwargs["pk"]]) if result.sits else "/"

    def cancel_url(self, subject: Any) -> str:
        return "/"


class CheckBid(OfMember):
    title = _("审查资格和符合性")
    clause = "PL2014:36"
    after = "award:score"
    submit_label = _("提交审查结论")
    form_class = forms.Check
    template_name = "award/check.html"

    @cached_property
    def bid(self) -> Bid:
        require(policies.may_read_bids(self.subject, self.seat))
        found = next((b for b in queries.bids(self.subject) if b.pk == self.kwargs["bid"]), None)
        if found is None:
            raise OutOfScope
        return found

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_judge(subject, self.seat)

    def heading(self, subject: Any) -> Words:
        return self.bid.provider.name if self.bid.provider else ""

    def initial(self, subject: Any) -> dict[str, Any]:
        check = BidCheck.objects.filter(committee=subject, bid=self.bid).first()
        if check is None:
            return {}
        return {"passed": "yes" if check.passed else "no", "reason": check.reason, "explanation": check.explanation}

    def cancel_url(self, subject: Any) -> str:
        return reverse("award:score", args=[self.kwargs["pk"]])

    def context(self, subject: Any) -> dict[str, Any]:
        low = queries.law_of(subject)["award.low_price"]
        is_low = pricing.low(self.bid.price or Decimal(0), queries.prices(queries.bids(subject)), subject.procedure.limit, low)
        rows = [(gettext("报价"), money(self.bid.price)), (gettext("最高限价"), money(subject.procedure.limit))]
        if is_low:
            rows.append((gettext("提示"), gettext("报价异常低，须有说明")))
        files = list(BidAttachment.objects.filter(bid=self.bid).defer("content"))
        aside = [*rows, (gettext("供应商条件"), "\n".join(subject.procedure.conditions))]
        return {"aside": aside, "bid": self.bid, "files": files, "committee": subject}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return commands.check_bid(self.actor, committee_id=subject.pk, bid_id=self.bid.pk, once=once, **data)


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    standard: str
    most: Decimal
    points: BoundField
    comment: BoundField


@dataclass(frozen=True, slots=True)
class Sheet:
    """One bid on the score sheet. Invalid ones have no rows."""

    bid: Bid
    check: BidCheck | None
    price_score: Decimal | None
    total: Decimal
    rows: list[Row]
    files: list[BidAttachment]


class ScoreSheet(OfMember):
    """The matrix of bids and criteria, alone for one member; what is typed can be kept and is signed once."""

    title = _("审查并评分")
    clause = "IR2015:41"
    after = "award:score"
    form_class = forms.ScoreSheet
    template_name = "award/score.html"

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_read_bids(subject, self.seat)

    @cached_property
    def bids(self) -> list[Bid]:
        """Only for a member who has declared."""
        return queries.bids(self.subject) if policies.may_read_bids(self.subject, self.seat).allowed else []

    @cached_property
    def checks(self) -> dict[int, BidCheck]:
        return queries.checks(self.subject)

    @cached_property
    def scored(self) -> list[dict[str, Any]]:
        return list(self.subject.procedure.scored)

    def valid(self) -> list[Bid]:
        return [bid for bid in self.bids if bid.pk not in self.checks or self.checks[bid.pk].passed]

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        cells = [
            (bid.pk, place, f"{bid.provider or ''} {c['title']}", Decimal(str(c["max"])))
            for bid in self.valid()
            for place, c in enumerate(self.scored)
        ]
        return {"cells": cells}

    def initial(self, subject: Any) -> dict[str, Any]:
        kept = {(s.bid_id, s.criterion): s for s in self.seat.scores.all()} if self.seat else {}
        found: dict[str, Any] = {}
        for bid in self.valid():
            for place, c in enumerate(self.scored):
                score = kept.get((bid.pk, c["code"]))
                if score is not None:
                    found[forms.points_name(bid.pk, place)] = score.points
                    found[forms.comment_name(bid.pk, place)] = score.comment
        return found

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        scores = [
            {
                "bid_id": bid.pk,
                "criterion": c["code"],
                "points": data[forms.points_name(bid.pk, place)],
                "comment": data[forms.comment_name(bid.pk, place)],
            }
            for bid in self.valid()
            for place, c in enumerate(self.scored)
        ]
        if self.request.POST.get("do") == "sign":
            return commands.sign_scores(self.actor, committee_id=subject.pk, scores=scores, once=once)
        return commands.save_scores(self.actor, committee_id=subject.pk, scores=scores, once=once)

    def success_url(self, result: Any) -> str:
        """Checking a bid from the sheet keeps first what was typed on it."""
        kind, _dash, bid = self.request.POST.get("do", "").partition("-")
        return (
            reverse("award:check", args=[self.kwargs["pk"], int(bid)])
            if kind == "check" and bid.isdecimal()
            else super().success_url(result)
        )

    def success_message(self, result: Any) -> Words:
        return _("评分已签名。") if result.scores_signed_at else _("评分已保存，签名之前只有您自己能看到。")

    def page(self, form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.shown = form
        return super().page(form, *args, **kwargs)

    def context(self, subject: Any) -> dict[str, Any]:
        prices = queries.prices(self.valid())
        scores = pricing.scores(prices, subject.procedure.price_weight or Decimal(0)) if prices else {}
        files: dict[int, list[BidAttachment]] = {}
        for file in BidAttachment.objects.filter(bid__in=self.bids).defer("content"):
            files.setdefault(file.bid_id, []).append(file)
        sheets = [self._sheet(bid, scores.get(bid.pk), files.get(bid.pk, [])) for bid in self.bids]
        signed = self.seat is not None and self.seat.scores_signed_at is not None
        return {"sheets": sheets, "committee": subject, "signed": signed, "weight": subject.procedure.price_weight}

    def _sheet(self, bid: Bid, price_score: Decimal | None, files: list[BidAttachment]) -> Sheet:
        rows = []
        if forms.points_name(bid.pk, 0) in self.shown.fields:
            for place, c in enumerate(self.scored):
                points, comment = self.shown[forms.points_name(bid.pk, place)], self.shown[forms.comment_name(bid.pk, place)]
                rows.append(Row(str(c["title"]), str(c.get("standard", "")), Decimal(str(c["max"])), points, comment))
        total = sum((_number(row.points.value()) for row in rows), Decimal(0))
        return Sheet(bid, self.checks.get(bid.pk), price_score, total, rows, files)


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


class BidFile(ActorView):
    """A file of a bid, for the members who may read the bids."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        committee = queries.of_procedure(self.actor, kwargs["pk"])
        require(policies.may_read_bids(committee, queries.seat(committee, self.actor)))
        file = BidAttachment.objects.filter(bid__procedure_id=committee.procedure_id, pk=kwargs["file"]).first()
        if file is None:
            raise OutOfScope
        headers = {
            "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(bytes(file.content), content_type="application/octet-stream", headers=headers)
