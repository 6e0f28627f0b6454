"""Open data: the page that explains it, the JSON of each purchase, the feed of changes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bailu.publicity.export import plain
from bailu.publicity.ocds import packages, parts
from bailu.publicity.queries import feed
from bailu.publicity.queries.purchases import purchase
from bailu.publicity.views.registers import Notices, page
from bailu.ui.registers import PROJECT_NO, Column, moment, named
from bailu.ui.views_base import ActorView


def data(request: HttpRequest, content: Any) -> HttpResponse:
    """The same for everybody, so caches may keep it; a mark tells whether a copy is still good."""
    body = plain(content)
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    same = mark in request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if same else HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = mark
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    return response


class Releases(ActorView):
    public = True

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        return data(request, packages.release_package(purchase(no)))


class Records(ActorView):
    public = True

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        return data(request, packages.record_package(purchase(no)))


class Feed(ActorView):
    """``?after=<mark>``: the purchases that changed since, a hundred lines at a time; ``next`` is where to go on."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        after = request.GET.get("after", "")
        found = feed.changes(after)
        mark = found[-1].mark if found else after
        changed = [
            {
                "purchase": each.project_no,
                "date": parts.moment(each.at),
                "releases": parts.address(reverse("publicity:releases", args=[each.project_no])),
                "records": parts.address(reverse("publicity:records", args=[each.project_no])),
                "mark": each.mark,
            }
            for each in found
        ]
        address = parts.address(reverse("publicity:feed"))
        following = f"{address}?{urlencode({'after': mark})}" if mark else address
        return data(request, {"changes": changed, "mark": mark, "next": following, "more": len(found) == feed.PAGE})


class OpenData(Notices):
    """What the data is, and the list of purchases with their files."""

    title = _("开放数据")
    intro = _("每个采购项目的全过程数据，采用开放合同数据标准（OCDS）1.1，任何人可以自由使用。")
    template_name = "publicity/ocds.html"
    filters = ()
    exportable = False
    columns = (
        named(_("项目"), link=page, sub=PROJECT_NO),
        moment("published_at", _("公告时间")),
        Column("releases", _("发布记录"), value=lambda _row: "releases.json", link=lambda row: _address("releases", row)),
        Column("records", _("汇总记录"), value=lambda _row: "record.json", link=lambda row: _address("records", row)),
    )


def _address(name: str, row: Any) -> str:
    return reverse(f"publicity:{name}", args=[row.project_no])
