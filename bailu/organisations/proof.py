"""Showing once more who one is, before money and award: the second factor where there is one, else the password."""

from __future__ import annotations

import time

from allauth.account.forms import ReauthenticateForm as ByPassword
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.forms import ReauthenticateForm as ByCode
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

#: When the session began, in seconds of the machine's clock.
SINCE = "since"
PREFIX = "proof"


def fresh(request: HttpRequest) -> bool:
    """Whether the person has shown a moment ago who it is: at the sign-in or since."""
    age = time.time() - _latest(request)
    return age < int(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def _latest(request: HttpRequest) -> float:
    """The newest proof in this session; a session without any counts from its beginning, which is a sign-in."""
    shown = [float(each.get("at", 0)) for each in request.session.get("account_authentication_methods", [])]
    return max(shown, default=began(request))


def began(request: HttpRequest) -> float:
    """When the session began; where it does not say, when its person last signed in."""
    last = getattr(request.user, "last_login", None)
    return float(request.session.get(SINCE) or (last.timestamp() if last else 0))


class Password(ByPassword):  # type: ignore[misc]
    """Wrong ones are counted with those of the sign-in, and lock the same way."""

    def __init__(self, request: HttpRequest, data: QueryDict | None) -> None:
        super().__init__(data, prefix=PREFIX, user=request.user)
        self.request = request
        field = self.fields["password"]
        field.label, field.help_text = _("登录密码"), _("您上次确认身份已过了一段时间。填好的内容都保留着，输入密码即可提交。")
        field.widget.attrs["placeholder"] = ""

    def keep(self) -> None:
        reauthenticate_by_password(self.request)


class Code(ByCode):  # type: ignore[misc]
    def __init__(self, request: HttpRequest, data: QueryDict | None) -> None:
        super().__init__(data, prefix=PREFIX, user=request.user)
        self.request = request
        field = self.fields["code"]
        field.label, field.help_text = _("动态验证码"), _("打开验证器应用，输入当前的六位数字。填好的内容都保留着。")
        field.widget.attrs.update({"placeholder": "", "inputmode": "numeric"})

    def keep(self) -> None:
        post_authentication(self.request, self.authenticator, reauthenticated=True)


def ask(request: HttpRequest, data: QueryDict | None) -> forms.Form | None:
    """The fields to show on the screen of an act, or nothing while the last proof is fresh."""
    if fresh(request):
        return None
    form: forms.Form = Code(request, data) if is_mfa_enabled(request.user) else Password(request, data)
    return form


def settle(form: forms.Form) -> bool:
    """Whether what was typed proves it; it then counts for the session from now on."""
    if not form.is_valid():
        return False
    form.keep()  # type: ignore[attr-defined]
    return True
