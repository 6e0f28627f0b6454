"""Signing in, as this house does it: no open sign-up, every sign-in in the record, words a user understands."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AccountLoginForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from bailu.kernel.actor import ANONYMOUS
from bailu.organisations import actors, commands, proof, sealing
from bailu.organisations.models import Person
from bailu.organisations.network import address_of
from bailu.organisations.roles import SECOND_FACTOR_ROLES


def username_of(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name a lock-out counts by: what was typed, whether as user name or as address (django-axes asks)."""
    given = credentials or {}
    typed = given.get("login") or given.get("username") or given.get("email")
    if not typed and request is not None:
        typed = request.POST.get("login", "")
    return str(typed or "").strip().lower()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不正确。"),
        "email_password_mismatch": _("用户名或密码不正确。"),
        "too_many_login_attempts": _("登录失败次数过多，请半小时后再试，或请管理员重发设置密码的链接。"),
        "account_inactive": _("这个账号已停用，请联系本机构负责人。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by those who answer for the organisation."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked again a moment later; the second factor is set up in one go."""
        records = self.request.session.get("account_authentication_methods", [])
        latest = max((float(r.get("at", 0)) for r in records), default=0.0)
        fresh = time.time() - latest < account_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        request.session[proof.SINCE] = int(time.time())
        if isinstance(user, Person):
            methods = {str(r.get("method")) for r in request.session.get("account_authentication_methods", [])}
            method = "+".join(sorted(methods)) or "password"
            commands.note_sign_in(actors.of_person(user).actor, method=method, address=self.get_client_ip(request))
        return response

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        """Where allauth tells the person, the record is told as well."""
        on = {"mfa/email/totp_activated": True, "mfa/email/totp_deactivated": False}.get(template_prefix)
        if on is not None and isinstance(user, Person):
            commands.note_second_factor(actors.of_person(user).actor, on=on, method="totp")
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        locked = not AxesProxyHandler.is_allowed(request, credentials)
        commands.note_sign_in_failed(ANONYMOUS, login=username_of(request, credentials), locked=locked, address=self.get_client_ip(request))

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No greetings and farewells: a message appears only where something was changed."""
        template = kwargs.get("message_template") or (args[1] if len(args) > 1 else "")
        if template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, *args, **kwargs)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secret of the second factor is kept sealed; who must have one cannot put it off."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        roles = actors.of_person(authenticator.user).hats
        held = frozenset[str]().union(*(hat.roles for hat in roles))
        return not (settings.REQUIRE_SECOND_FACTOR and held & SECOND_FACTOR_ROLES)


class LoginForm(AccountLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名或邮箱")
        self.fields["login"].widget.attrs.update({"placeholder": "", "autocomplete": "username", "autofocus": True})
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""
