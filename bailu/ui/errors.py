"""Pages for what went wrong. They say what happened, whether anything was changed, and where to go on."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bailu.kernel.verdict import Verdict
from bailu.ui import clause_labels, outage


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": title, "detail": text}, status=status)
    return render(request, "ui/error.html", {"title": title, "text": text}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """A program asks, not a browser; under ``/api/`` whatever it says of itself."""
    if request.path.startswith("/api/"):
        return True
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("请求无法识别"), _("地址或内容有误，没有改动任何数据。请返回上一页重试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("没有权限"), _("您现在的身份不能打开这一页。如果您在几个单位任职，请在右上角换一个身份。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("没有找到"), _("这个地址没有内容，或者不在您可以查看的范围内。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("这一页打开得太久，或者浏览器禁用了 Cookie，提交没有被接受，也没有改动任何数据。请返回上一页，刷新后再提交一次。")
    return _page(request, 403, _("页面已过期"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the layout: what failed may be what the layout needs. What is only away for a while is said so (503)."""
    kind = outage.kind_of(sys.exception())
    if kind:
        return outage.page(request, kind)
    context = {"title": _("系统出错"), "text": _("这一次没有办成，也没有留下改动。请稍后再试；如果一直如此，请告知系统管理员。")}
    return render(request, "ui/bare_error.html", context, status=500)


def refused(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The law's no (422) or the missing right (403), raised outside the screen of an act."""
    status = 403 if verdict.forbidden else 422
    if wants_json(request):
        clause = {"id": verdict.clause, "label": clause_labels.label(verdict.clause)} if verdict.clause else None
        return JsonResponse({"error": str(verdict.reason), "clause": clause, "code": verdict.code}, status=status)
    title = _("没有权限") if verdict.forbidden else _("现在不能办理")
    return render(request, "ui/refused.html", {"title": title, "verdict": verdict}, status=status)
