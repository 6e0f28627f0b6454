"""What a field says of itself: its mark, its limits, its clause; and what a draft may hold of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from bailu.kernel import clock
from bailu.ui import drafts, fields
from bailu.ui.templatetags import ui_forms

MEGABYTE = 1024 * 1024


class Sample(forms.Form):
    sum = fields.amount("金额", clause="PL2014:6")
    giver = fields.shaped(forms.CharField(label="出资方", required=False), mark="企业出资的必填")
    note = fields.text("说明", required=False)
    opens = fields.moment("开标时间")
    secret = forms.CharField(widget=forms.PasswordInput)
    proof = forms.FileField(widget=fields.file_input(accept=(".pdf", ".docx"), most=20 * MEGABYTE))
    any_file = forms.FileField(widget=fields.file_input())


@pytest.mark.parametrize(("name", "mark"), [("sum", ""), ("giver", "企业出资的必填"), ("note", "选填")])
def test_only_what_may_be_left_out_is_marked(name: str, mark: str) -> None:
    assert ui_forms.mark(Sample()[name]) == mark


def test_an_amount_is_money_and_a_field_names_its_clause() -> None:
    form = Sample()
    assert ui_forms.is_money(form["sum"])
    assert not ui_forms.is_money(form["note"])
    assert ui_forms.clause_of(form["sum"]) == "PL2014:6"


@pytest.mark.parametrize(("name", "said"), [("proof", "PDF、DOCX，不超过 20 MB"), ("any_file", "")])
def test_a_file_field_says_what_it_takes(name: str, said: str) -> None:
    assert ui_forms.file_limits(Sample()[name]) == said


def test_a_draft_holds_what_is_shown_and_neither_passwords_nor_files() -> None:
    data = QueryDict("sum=5&opens_0=2015-03-16&opens_1=09:30&secret=x&proof=y&once=k&items-0-head=a&other=b")
    assert set(drafts.typed_in(data, Sample(), ["items"])) == {"sum", "opens_0", "opens_1", "items-0-head"}


def test_a_moment_of_today_is_told_by_its_hour() -> None:
    assert ui_forms.short_moment(clock.now()) == "10:00"
    assert ui_forms.short_moment(clock.now() - dt.timedelta(days=2)) == "02-28 10:00"


class Chosen(fields.Offered):
    offers = {"body": "bodies", "deputy": "deputies"}

    body = forms.TypedChoiceField(label="机构", coerce=int)
    deputy = forms.ChoiceField(label="代表")
    agrees = fields.either("意见", "同意", "不同意")


@pytest.mark.parametrize(("answer", "read"), [("yes", True), ("no", False)])
def test_choices_are_handed_in_and_one_of_two_is_read_as_yes_or_no(answer: str, read: bool) -> None:
    form = Chosen({"body": "2", "agrees": answer}, bodies=[(1, "甲"), (2, "乙")], deputies=None)
    assert list(form.fields) == ["body", "agrees"]
    assert form.is_valid()
    assert form.cleaned_data == {"body": 2, "agrees": read}
    assert not Chosen({"body": "3", "agrees": answer}, bodies=[(1, "甲")], deputies=None).is_valid()
    assert not Chosen({"body": "1", "agrees": "maybe"}, bodies=[(1, "甲")], deputies=None).is_valid()
