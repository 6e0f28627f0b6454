"""A small record of the tests' own, with acts, a form, a screen and a register over it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import OperationalError, models
from django.forms import formset_factory

from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, refuse, require
from bailu.ui import search
from bailu.ui.actviews import ActView
from bailu.ui.registers import Column, Filter, Register


class Purchase(models.Model):
    no = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default="open")
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    due = models.DateField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        app_label = "ui_tests"
        indexes = (GinIndex(fields=["search"], name="ui_tests_search"),)

    def get_absolute_url(self) -> str:
        return f"/purchase/{self.pk}/"


@act
def enter(actor: Actor, *, title: str, items: list[dict[str, Any]], amount: Any = 0) -> Purchase:
    require(refuse("预算不足。", "PL2014:6", fix="/budget/", fix_label="追加预算") if amount > 1000 else ALLOWED)
    require(forbid("不是经办人。") if title == "禁止" else ALLOWED)
    if title == "重名":
        raise ValidationError({"title": "已有同名项目。"})
    if title == "繁忙":
        raise OperationalError("could not serialize")
    return Purchase.objects.create(no=f"P-{len(items)}", title=title, amount=amount, search=search.vector(title))


class RowForm(forms.Form):
    head = forms.CharField(label="科目")
    price = forms.DecimalField(label="单价")


class Rows(formset_factory(RowForm, extra=1, can_delete=True)):
    title = "明细"
    total = "price"


class EnterForm(forms.Form):
    title = forms.CharField(label="名称", help_text="写清楚。")
    amount = forms.DecimalField(label="金额")
    proof = forms.FileField(label="附件", required=False)
    formsets = {"items": Rows}
    sections = (("基本情况", ("title", "amount")),)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop("proof", None)
        return self.cleaned_data


class Enter(ActView):
    title = "登记项目"
    clause = "XM2015:3.4"
    form_class = EnterForm

    def verdict(self, subject: Any) -> Verdict:
        asked = self.request.GET.get("as", "")
        return {"refused": refuse("没有需求调查。", "XM2015:3.4", fix="/survey/"), "forbidden": forbid("不是经办人。")}.get(asked, ALLOWED)

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return enter(self.actor, once=once, **data)

    def context(self, subject: Any) -> dict[str, Any]:
        return {"aside": [("渠道", "市直")]}


class EnterConfirmed(Enter):
    confirm = "已核对。"


class Nowhere(ActView):
    title = "不在范围"

    def get_subject(self) -> Any:
        raise OutOfScope


STATES = (("open", "在办"), ("done", "办结"))


class Purchases(Register):
    title = "项目登记册"
    search_hint = "编号、名称"
    default_sort = "no"
    page_size = 10
    columns = (
        Column("no", "编号", sort="no", link=Purchase.get_absolute_url),
        Column("title", "名称", lead=True, sort="title"),
        Column("state", "状态", look="tag", value=lambda row: dict(STATES)[row.state], tone=lambda row: "ok"),
        Column("amount", "金额", look="money", sort="amount"),
        Column("due", "期限", look="date", sort="due"),
    )
    filters = (
        Filter("state", "状态", STATES),
        Filter("size", "规模", (("big", "大"),), apply=lambda rows, value: rows.filter(amount__gte=50)),
    )
    empty = ("还没有项目", "")

    def get_queryset(self) -> models.QuerySet[Purchase]:
        return Purchase.objects.all()

    def actions(self) -> list[tuple[str, str]]:
        return [("登记项目", "/enter/")]


class Closed(Purchases):
    def may_see(self) -> Verdict:
        return forbid("只有审计人员可以查看。")
