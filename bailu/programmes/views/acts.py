"""Screens of naming sites and of deciding on them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel import clock
from bailu.kernel.verdict import Verdict
from bailu.programmes import calendar, commands, forms, policies, queries, rules
from bailu.programmes.enums import Batch
from bailu.programmes.models import SiteApplication
from bailu.ui.actviews import ActView
from bailu.ui.remedies import at

#: A street that stands on another list is found among the sites.
NAMED = {"taken": at(gettext_lazy("查看试点街道（镇）"), "programmes:sites")}


class NameSites(ActView):
    title = gettext_lazy("申报试点街道（镇）")
    intro = gettext_lazy("区确定本批试点街道（镇），附试点工作配套方案，报领导小组办公室审批。批准后，名单上的街道（镇）才能申报项目。")
    clause = rules.NAMING
    submit_label = gettext_lazy("提交审批")
    form_class = forms.NameSites
    command = commands.name_sites
    mends = NAMED

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_apply(self.actor)

    def formset_kwargs(self, subject: Any) -> dict[str, dict[str, Any]]:
        return {"sites": {"form_kwargs": {"streets": queries.streets_of(self.actor.county).items()}}}

    def context(self, subject: Any) -> dict[str, Any]:
        today = clock.today()
        terms = [(batch.label, calendar.named_by(batch, today)) for batch in Batch]
        return {"aside": [(_("%(batch)s申报截止") % {"batch": label}, last.isoformat()) for label, last in terms if last]}


class ApplicationAct(ActView):
    clause = rules.NAMING
    takes = "application_id"

    def get_subject(self) -> SiteApplication:
        return queries.application(self.actor, self.kwargs["no"])

    def heading(self, subject: SiteApplication) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: SiteApplication) -> dict[str, Any]:
        names = _("、").join(site.division.name for site in queries.sites_of(subject))
        aside = [
            (_("申报单位"), subject.applicant.name),
            (_("试点街道（镇）"), names),
            (_("配套方案"), subject.plan_title),
            (_("方案主要内容"), subject.plan_summary),
        ]
        return {"aside": [*aside, (_("退回意见"), subject.decision)] if subject.decision else aside}


class MendSites(ApplicationAct):
    title = gettext_lazy("修改并重新提交")
    intro = gettext_lazy("按退回意见修改名单或配套方案，再报领导小组办公室审批。")
    submit_label = gettext_lazy("重新提交")
    form_class = forms.MendSites
    policy = policies.may_mend
    command = commands.mend_sites
    mends = NAMED

    def initial(self, subject: SiteApplication) -> dict[str, Any]:
        return {"plan_title": subject.plan_title, "plan_summary": subject.plan_summary}

    def formset_initial(self, subject: SiteApplication) -> dict[str, list[dict[str, Any]]]:
        return {"sites": [{"division_code": site.division_id, "reason": site.reason} for site in queries.sites_of(subject)]}

    def formset_kwargs(self, subject: SiteApplication) -> dict[str, dict[str, Any]]:
        return {"sites": {"form_kwargs": {"streets": queries.streets_of(subject.district_id).items()}}}


class ApproveSites(ApplicationAct):
    title = gettext_lazy("批准试点名单")
    intro = gettext_lazy("批准后，名单上的街道（镇）即可在本批次提出需求、申报项目；每个街道（镇）的工作台上会出现这项任务。")
    instead = (gettext_lazy("退回试点申请"), "programmes:return_sites")
    form_class = forms.Decision
    policy = policies.may_approve
    command = commands.approve_sites


class ReturnSites(ApplicationAct):
    title = gettext_lazy("退回试点申请")
    intro = gettext_lazy("区修改后重新提交，编号不变。")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_return
    command = commands.return_sites


class RefuseSites(ApplicationAct):
    title = gettext_lazy("不予批准")
    intro = gettext_lazy("不予批准后这份申请不能再改；名单上的街道（镇）可以列入新的申请。只需修改的，请用“退回”。")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_refuse
    command = commands.refuse_sites
