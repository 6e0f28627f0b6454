"""The pool of experts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.award import commands, forms, policies, queries
from bailu.award.enums import ExpertField
from bailu.award.models import ExpertProfile
from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.organisations import queries as people
from bailu.organisations.roles import Role
from bailu.ui.actviews import ActView
from bailu.ui.registers import Column, Filter, Register, day


def _standing(row: Any) -> Words:
    return _("已出库") if row.until else _("在库")


def _tone(row: Any) -> str:
    return "idle" if row.until else "ok"


def _retire(row: Any) -> Words:
    return "" if row.until else _("出库")


def _retire_url(row: Any) -> str:
    return "" if row.until else reverse("award:retire", args=[row.pk])


class ExpertRegister(Register):
    title = _("评审专家库")
    intro = _("评审成员从这里随机抽取；采购人和采购经办人不能查看。")
    default_sort = "person__name"
    empty = (_("库里还没有专家"), _("先由管理员授予评审专家岗位，再在这里办理入库。"))
    columns = (
        Column("name", _("姓名"), "person.name", sort="person__name", lead=True),
        Column("field", _("专业"), "get_field_display", sort="field"),
        Column("title", _("职称或资格")),
        Column("employer", _("工作单位")),
        day("since", _("入库日期")),
        day("until", _("出库日期"), sub=Column("reason", _("出库原因"))),
        Column("standing", _("状态"), _standing, look="tag", tone=_tone),
        Column("end", _("办理"), _retire, link=_retire_url, exported=False, only=policies.may_keep_pool),
    )
    filters = (Filter("field", _("专业"), ExpertField.choices),)
    policy = policies.may_read_pool
    rows = queries.experts
    begins = (_("专家入库"), "award:admit", policies.may_keep_pool)


class _OfPool(ActView):
    clause = "IR2015:62"

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_keep_pool(self.actor)

    def success_url(self, result: Any) -> str:
        return reverse("award:experts")

    def cancel_url(self, subject: Any) -> str:
        return reverse("award:experts")


class AdmitExpert(_OfPool):
    title = _("专家入库")
    form_class = forms.Admit
    command = commands.admit_expert

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        known = set(ExpertProfile.objects.open_on(clock.today()).values_list("person_id", flat=True))
        return {"people": [(p.pk, p.name) for p in people.holders(Role.EXPERT) if p.pk not in known and p.pk != self.actor.user_id]}


class RetireExpert(_OfPool):
    title = _("专家出库")
    form_class = forms.Retire
    command = commands.retire_expert
    takes = "profile_id"

    def get_subject(self) -> ExpertProfile:
        found = ExpertProfile.objects.visible_to(self.actor).select_related("person").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise OutOfScope
        return found

    def heading(self, subject: Any) -> Words:
        return str(subject.person.name)
