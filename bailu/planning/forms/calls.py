"""Asking the public, answering, summing up."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.planning import surveys
from bailu.planning.enums import Stance
from bailu.ui.fields import day, text


class PublishCall(forms.Form):
    question = text(_("征求什么意见"), help_text=_("写清看到了什么问题、打算做什么、想问居民什么。公开网站上所有人都能看到。"))
    until = day(_("截止日期"), help_text=_("当天仍可提意见；期限不得短于可设参数。"))


class SayOpinion(forms.Form):
    """By somebody who has not signed in: as short as can be, and no name."""

    stance = forms.ChoiceField(label=_("您的态度"), widget=forms.RadioSelect, choices=Stance.choices)
    text = text(_("您的意见"), rows=4, longest=surveys.LONGEST, required=False, help_text=_("请不要写姓名、身份证号、电话。"))

    def clean_text(self) -> str:
        said: str = self.cleaned_data["text"]
        if surveys.personal(said):
            raise ValidationError(gettext("请不要填写身份证号、电话号码等个人信息。"))
        return said


class SumUp(forms.Form):
    opinions = text(_("主要意见"), rows=6, help_text=_("居民怎么说，赞成和不赞成的都写。汇总后在公开网站公布。"))
    response = text(_("采纳情况"), help_text=_("采纳了哪些；没有采纳的，说明为什么。"))
