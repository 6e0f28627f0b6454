"""Forms of the opening and of the end."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.procurement.enums import FailureKind
from bailu.procurement.forms.fields import text


class BeginOpening(forms.Form):
    """Nothing to fill in."""


class ConfirmOpening(forms.Form):
    notes = text(_("开标记事"), _("到场供应商的异议与答复、其他需要记录的情况。"), required=False, rows=4)


class Fail(forms.Form):
    kind = forms.ChoiceField(label=_("法定情形"), choices=FailureKind.choices, widget=forms.RadioSelect)
    reason = text(_("理由"), _("向社会公告，并通知所有投标人。"), rows=4)


class Cancel(forms.Form):
    reason = text(_("撤销的理由"), rows=3)
