"""Screens of the preparation: start, method, approval, documents, notice."""

from __future__ import annotations

from typing import Any, ClassVar

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bailu.documents.chinese import in_chinese
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict, all_of
from bailu.kernel.words import Words
from bailu.law import params
from bailu.planning import queries as planning
from bailu.planning.models import Project
from bailu.procurement import commands, forms, policies, queries, rules, suggesting
from bailu.procurement.criteria import doubtful
from bailu.procurement.enums import Method
from bailu.procurement.models import Procedure
from bailu.procurement.views.base import OfProcedure
from bailu.ui.actviews import ActView
from bailu.ui.steps import onward


def next_of(actor: Actor, procedure: Procedure) -> str:
    """The next step of the preparation when it is this person's, else the page of the procedure."""
    return onward(queries.steps(actor, procedure.project_no), reverse("procurement:procedure", args=[procedure.pk]))


class Preparing(OfProcedure):
    """A step of the preparation leads to the one after it."""

    def success_url(self, result: Any) -> str:
        return super().success_url(result) if result is self.subject else next_of(self.actor, result)


class Start(ActView):
    title = _("启动采购程序")
    clause = "PL2014:6"
    form_class = forms.Start

    def get_subject(self) -> Project:
        return planning.by_no(self.actor, self.kwargs["no"])

    def heading(self, subject: Project) -> Words:
        return f"{subject.no} {subject.title}"

    def verdict(self, subject: Project) -> Verdict:
        return all_of(policies.may_start(self.actor, subject.purchaser_id), queries.ready_to_procure(subject))

    def _advice(self, subject: Project) -> rules.Recommendation:
        return rules.recommend(subject.amount, params.regime(clock.today()))

    def initial(self, subject: Project) -> dict[str, Any]:
        return {"method": self._advice(subject).method}

    def context(self, subject: Project) -> dict[str, Any]:
        advice = self._advice(subject)
        aside = [(_t("建议方式"), Method(advice.method).label), *((_t("理由"), reason) for reason in advice.reasons)]
        return {"aside": aside}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Procedure:
        return commands.start_procedure(self.actor, project_no=subject.no, once=once, **data)

    def success_url(self, result: Any) -> str:
        return next_of(self.actor, result) if isinstance(result, Procedure) else super().success_url(result)


class ChooseMethod(Preparing):
    title = _("选择采购方式")
    clause = "PL2014:26"
    form_class = forms.Method
    policy = policies.may_prepare
    command = commands.choose_method

    def initial(self, subject: Procedure) -> dict[str, Any]:
        return {"method": subject.method}

    def context(self, subject: Procedure) -> dict[str, Any]:
        found = super().context(subject)
        return found | {"aside": [*found["aside"], (_t("建议理由"), "\n".join(queries.advice(subject).reasons))]}


class RequestApproval(OfProcedure):
    title = _("申请批准采购方式")
    clause = "PL2014:27"
    form_class = forms.RequestApproval
    command = commands.request_method_approval

    def verdict(self, subject: Procedure) -> Verdict:
        needed = rules.approval_needed(subject.method, subject.budget_amount, queries.like_purchases(subject), subject.regime)
        return all_of(policies.may_request_approval(self.actor, subject), needed)


class ApproveMethod(OfProcedure):
    step_up = True
    title = _("批准采购方式")
    clause = "IR2015:23"
    form_class: ClassVar[type[Form] | None] = forms.Approve
    move = "approve_method"
    command = commands.approve_method

    def verdict(self, subject: Procedure) -> Verdict:
        return all_of(policies.may_approve_method(self.actor, subject, self.move), rules.approver(self.actor.county))

    def context(self, subject: Procedure) -> dict[str, Any]:
        found = super().context(subject)
        more = [(_t("申请理由"), subject.approval_reason), *((_t("数额标准"), reason) for reason in queries.advice(subject).reasons[:1])]
        return found | {"aside": [*found["aside"], *more]}


class RefuseMethod(ApproveMethod):
    title = _("不予批准采购方式")
    form_class = forms.RefuseMethod
    submit_tone = "danger"
    move = "refuse_method"
    command = commands.refuse_method


class SetDocuments(Preparing):
    title = _("编制采购文件")
    intro = _("评分标准和权重随公告固定，公告后不能再改；改变内容只能发布澄清。")
    clause = "IR2015:32"
    submit_label = _("保存采购文件")
    form_class = forms.Documents
    template_name = "procurement/documents.html"
    policy = policies.may_prepare
    command = commands.set_documents

    def initial(self, subject: Procedure) -> dict[str, Any]:
        kept = {name: getattr(subject, name) for name in ("demand", "conditions", "ceiling", "price_weight")}
        if not subject.criteria:
            kept["price_weight"] = kept["price_weight"] or suggesting.price_weight(subject.regime)
        return kept | {"conditions": kept["conditions"] or in_chinese(suggesting.conditions)()}

    def formset_initial(self, subject: Procedure) -> dict[str, list[dict[str, Any]]]:
        if subject.criteria:
            return {"criteria": [{key: c.get(key, "") for key in ("kind", "title", "max", "standard")} for c in subject.criteria]}
        return {"criteria": in_chinese(suggesting.criteria)(suggesting.price_weight(subject.regime))}

    def context(self, subject: Procedure) -> dict[str, Any]:
        found = super().context(subject)
        texts = [*(c["title"] for c in subject.criteria), *(c.get("standard", "") for c in subject.criteria), *subject.conditions]
        least, most = (
            subject.regime["award.price_weight_min"],
            subject.regime[
                "award.price_weight_max_tender" if subject.method == Method.OPEN_TENDER else "award.price_weight_max_consultation"
            ],
        )
        bounds = " ".join(str(bound.wording()) for bound in (least, most) if not bound.off)
        return found | {"aside": [*found["aside"], (_t("价格权重"), bounds)], "warnings": doubtful(texts)}


class PlanNotice(OfProcedure):
    title = _("拟定采购公告")
    intro = _("先拟定日期，生成公告草稿，可以在文件页修改正文，再发布。")
    clause = "PL2014:35"
    form_class = forms.Dates
    command = commands.plan_notice

    def verdict(self, subject: Procedure) -> Verdict:
        return all_of(policies.may_prepare(self.actor, subject), queries.publishable(subject, queries.method_verdict(subject)))

    def initial(self, subject: Procedure) -> dict[str, Any]:
        """The earliest lawful dates, unless others were planned."""
        today, regime = clock.today(), params.regime(clock.today())
        opening = clock.at_day(suggesting.deadline_day(today, subject.method, regime), 9, 30)
        return {
            "documents_from": subject.documents_from or today,
            "documents_until": subject.documents_until or rules.earliest_documents_end(today, subject.method, regime),
            "deadline": subject.deadline or opening,
            "opens_at": subject.opens_at or subject.deadline or opening,
            "place": subject.place or queries.last_place(subject),
            "bid_bond": subject.bid_bond,
        }

    def form_kwargs(self, subject: Procedure) -> dict[str, Any]:
        today, regime = clock.today(), params.regime(clock.today())
        period, offer = rules.bid_period_floor(subject.method, regime), rules.documents_floor(subject.method, regime)
        first = rules.earliest_deadline(today, subject.method, regime)
        until = rules.earliest_documents_end(today, subject.method, regime)
        hints = {
            "deadline": _t("今天发出文件，%(floor)s，最早%(first)s。") % {"floor": period.wording(), "first": first.isoformat()},
            "documents_until": _t("%(floor)s，最早%(first)s。") % {"floor": offer.wording(), "first": until.isoformat()},
            "bid_bond": _t("不收的留空；以预算为基数，%(cap)s。") % {"cap": regime["procurement.bid_bond_cap"].wording()},
        }
        return {"hints": hints}


class PublishNotice(PlanNotice):
    title = _("发布采购公告")
    intro = _("公告一经发布，评分标准、权重、条件和适用的规定即固定，投标开始。")
    confirm = _("我已核对公告内容和日期，同意公开发布。")
    command = commands.publish_notice

    def verdict(self, subject: Procedure) -> Verdict:
        return all_of(policies.may_publish(self.actor, subject), queries.publishable(subject, queries.method_verdict(subject)))


class Clarify(OfProcedure):
    title = _("澄清或修改采购文件")
    clause = "IR2015:31"
    form_class = forms.Clarify
    command = commands.issue_clarification

    def verdict(self, subject: Procedure) -> Verdict:
        return all_of(policies.may_clarify(self.actor, subject), queries.lateness(subject))


class Cancel(OfProcedure):
    title = _("撤销采购程序")
    clause = "PL2014:42"
    form_class = forms.Cancel
    submit_tone = "danger"
    policy = policies.may_cancel
    command = commands.cancel_procedure
