from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from bailu.kernel.verdict import forbid, refuse, require
from tests.ui import sample


def refusing(request: HttpRequest) -> HttpResponse:
    require(refuse("已过投标截止时间。", "MOF74:31", fix="/dossier/", code="late"))
    return HttpResponse()


def forbidding(request: HttpRequest) -> HttpResponse:
    require(forbid("只有审计人员可以查看。"))
    return HttpResponse()


def failing(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def home(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse()


urlpatterns: list[Any] = [
    path("", include("bailu.ui.urls")),
    path("purchase/<int:pk>/", home),
    path("", home, name="desk"),
    path("language", set_language, name="set_language"),
    path("login/", home, name="account_login"),
    path("enter/", sample.Enter.as_view()),
    path("enter/confirmed/", sample.EnterConfirmed.as_view()),
    path("nowhere/", sample.Nowhere.as_view()),
    path("purchases/", sample.Purchases.as_view(), name="purchases"),
    path("closed/", sample.Closed.as_view()),
    path("refusing/", refusing),
    path("forbidding/", forbidding),
    path("failing/", failing),
]
handler404 = "bailu.ui.errors.not_found"
handler500 = "bailu.ui.errors.server_error"
