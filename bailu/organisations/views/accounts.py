"""Screens that close an account and open it again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.organisations import commands, forms, policies, queries
from bailu.organisations.models import Person
from bailu.ui.actviews import ActView


class _OfPerson(ActView):
    form_class = forms.AccountReason
    takes = "person_id"

    def get_subject(self) -> Person:
        return queries.person(self.actor, self.kwargs["pk"])

    def heading(self, subject: Person) -> Words:
        return f"{subject.name} · {subject.username}"

    def cancel_url(self, subject: Any) -> str:
        return reverse("organisations:people")

    def success_url(self, result: Person) -> str:
        return reverse("organisations:closed_accounts")


class CloseAccount(_OfPerson):
    title = _("关闭账号")
    intro = _("关闭后，此人的全部任职立即终止，所有设备上的登录立即退出，待办事项退回岗位。以往办理的记录保留不变。")
    clause = "RB:8.2"
    submit_tone = "danger"
    policy = policies.may_close_account
    command = commands.close_account

    def success_message(self, result: Person) -> Words:
        return gettext("“%(name)s”的账号已关闭，所有登录已退出。") % {"name": result.name}


class ReopenAccount(_OfPerson):
    title = _("重新启用账号")
    intro = _("重新启用后可以登录，但没有任何岗位，岗位须重新授予。")
    clause = "RB:8.2"
    policy = policies.may_reopen_account
    command = commands.reopen_account
