"""Asking the public: the clerk's two screens, and the two pages of the public site."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel.actor import ANONYMOUS
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, all_of
from bailu.planning import commands, forms, policies, queries, rules
from bailu.planning.enums import CallState
from bailu.planning.models import Call, Comment, Need
from bailu.planning.views.needs import NeedAct
from bailu.ui.actviews import ActView
from bailu.ui.registers import PAGE, STATE, Column, Register, by_state, day


class PublishCall(NeedAct):
    title = gettext_lazy("公开征求意见")
    intro = gettext_lazy("在公开网站征求居民意见，任何人不用登录就能提。截止后由经办人汇总，汇总前不能评估。")
    clause = rules.CONSULT
    submit_label = gettext_lazy("公开发布")
    confirm = gettext_lazy("我已核对，内容中没有国家秘密、商业秘密和个人隐私。")
    form_class = forms.PublishCall
    command = commands.publish_call

    def verdict(self, subject: Need) -> Verdict:
        return all_of(policies.may_consult(self.actor, subject), rules.no_call_open(queries.open_call(subject) is not None))

    def success_url(self, result: Any) -> str:
        return str(self.subject.get_absolute_url())


class SumUpCall(NeedAct):
    title = gettext_lazy("汇总公众意见")
    clause = rules.CONSULT
    submit_label = gettext_lazy("登记并公布汇总")
    form_class = forms.SumUp
    command = commands.sum_up_call
    template_name = "planning/summing.html"

    def call(self, subject: Need) -> Call:
        found = queries.open_call(subject)
        if found is None:
            raise OutOfScope
        return found

    def verdict(self, subject: Need) -> Verdict:
        right = policies.may_consult(self.actor, subject)
        return policies.summable(right, self.call(subject)) if right.allowed else right

    def context(self, subject: Need) -> dict[str, Any]:
        call = queries.open_call(subject)
        said = queries.comments(call) if call else []
        return {"aside": queries.stances(said), "comments": said}


class Calls(Register):
    """Public: what is asked now, and what was made of what was said."""

    public = True
    base_template = "ui/public_base.html"
    title = gettext_lazy("需求征求意见")
    intro = gettext_lazy("各单位打算购买哪些社会工作服务，先听居民的意见。不用登录，不记姓名。")
    empty = (gettext_lazy("现在没有征求意见的需求"), gettext_lazy("新的征求意见发布后列在这里。"))
    columns = (
        Column("title", gettext_lazy("需求"), "need.title", link=PAGE, lead=True),
        Column("purchaser", gettext_lazy("购买主体"), "need.purchaser.name"),
        Column("area", gettext_lazy("服务区域"), "need.area"),
        day("until", gettext_lazy("截止日期")),
        STATE,
    )
    filters = (by_state(CallState),)
    default_sort = "-until"
    rows = queries.calls


class CallPage(ActView):
    """What is asked, and while it runs the way to answer; afterwards what came of it. Whoever is signed in answers as nobody, too."""

    public = True
    title = gettext_lazy("我要提意见")
    clause = rules.CONSULT
    submit_label = gettext_lazy("提交意见")
    form_class = forms.SayOpinion
    template_name = "planning/call.html"
    keeps_draft = False

    def get_subject(self) -> Call:
        return queries.call(self.kwargs["pk"])

    def verdict(self, subject: Call) -> Verdict:
        return ALLOWED

    def new_form(self, data: Any, *, typed: bool = False) -> Any:
        return super().new_form(data, typed=typed) if data is not None or queries.runs(self.subject) else None

    def context(self, subject: Call) -> dict[str, Any]:
        need = subject.need
        return {"call": subject, "runs": queries.runs(subject), "groups": queries.names_of(need.populations).values()}

    def perform(self, subject: Call, data: dict[str, Any], once: str) -> Comment:
        return commands.comment(ANONYMOUS, call_id=subject.pk, once=once, **data)

    def success_url(self, result: Any) -> str:
        return str(self.subject.get_absolute_url())

    def success_message(self, result: Any) -> str:
        return _("您的意见已经收到，谢谢。")

    def cancel_url(self, subject: Call) -> str:
        return ""
