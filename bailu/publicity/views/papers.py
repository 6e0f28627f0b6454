"""The papers of the pilot that are in force and for everybody, each with its text and its versions (clause 5.2)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from bailu.documents.queries import content
from bailu.kernel.errors import OutOfScope
from bailu.programmes.library import queries
from bailu.programmes.library.enums import PaperKind, PaperLevel
from bailu.publicity.views.registers import PublicRegister, districts
from bailu.ui.registers import Column, Filter, day, named
from bailu.ui.views_base import ActorView


def page(row: Any) -> str:
    return reverse("publicity:paper", args=[row.no])


class Papers(PublicRegister):
    title = _("政策文件")
    intro = _("现行有效、向社会公开的试点文件：实施意见、服务指南、配套文件和各区办法。")
    search_hint = _("名称、文号、发文机关或内容提要")
    default_sort = "-in_force_from"
    empty = (_("还没有公开的文件"), _("文件印发、生效后，当天在这里公开。"))
    columns = (
        named(_("文件名称"), link=page, sub=Column("doc_no", _("文号"))),
        Column("kind", _("文件类别"), "get_kind_display"),
        Column("issuing_body", _("发文机关")),
        day("in_force_from", _("生效日期")),
        day("in_force_to", _("失效日期"), sort=False),
    )
    filters = (
        Filter("level", _("发文层级"), PaperLevel.choices),
        Filter("kind", _("文件类别"), PaperKind.choices),
        Filter("district", _("区域"), districts, field="division__code__startswith"),
    )
    rows = queries.public_papers

    def found(self, rows: Any) -> Any:
        """Only by its own words."""
        return super(PublicRegister, self).found(rows)


class PaperPage(ActorView):
    """404 while it is not issued for everybody; the older versions stay, and say so."""

    public = True

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        found = queries.public_paper(no)
        return self.render("publicity/paper.html", {"paper": found, "versions": queries.public_versions(found)})


class PaperFile(ActorView):
    """Always to be saved, never shown inside the site."""

    public = True

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        kept = queries.public_paper(no).attachment
        if kept is None:
            raise OutOfScope
        response = HttpResponse(content(kept.file), content_type=kept.file.content_type)
        response["Content-Disposition"] = content_disposition_header(True, kept.file.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "public, max-age=300"
        return response
