"""The link by which a person sets the first password, or a new one: sent to the person's own address, good for one use."""

from __future__ import annotations

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.organisations.models import Person

logger = logging.getLogger(__name__)


def link(request: HttpRequest, person: Person) -> str:
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return request.build_absolute_uri(path)


def send(request: HttpRequest, person: Person) -> None:
    """After the act, so that nobody is written to about an account that was not opened; once, when a form is sent twice.

    A mail server that does not answer does not undo the account: the page says so, and the link is sent again later.
    """
    if getattr(person, "replayed", False):
        return
    body = render_to_string("organisations/invitation.txt", {"person": person, "link": link(request, person)})
    try:
        send_mail(_("白鹭：请设置密码"), body, None, [person.email])
    except OSError:
        logger.exception("the invitation of person %s was not sent", person.pk)
        messages.warning(request, _("邮件没有发出，请稍后在人员页上重发链接。"))
