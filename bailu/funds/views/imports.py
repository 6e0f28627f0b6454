"""Screens of a table of appropriations: handed in, looked at row by row, written, approved."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.documents.rules import safe_name
from bailu.funds import appropriations, commands, forms, policies, queries, sheets
from bailu.funds.enums import BudgetLevel, FundingSource, ImportState, LinePurpose
from bailu.funds.models import LineImport
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict, require
from bailu.kernel.words import Words
from bailu.ui.actviews import ActView
from bailu.ui.registers import STATE, Column, Register, by_state, moment, money, named, number
from bailu.ui.registers.export import MEDIA_TYPE
from bailu.ui.remedies import Remedy
from bailu.ui.steps import Step
from bailu.ui.templatetags.ui_extras import money as yuan
from bailu.ui.views_base import ActorView

#: Rows on a page of the preview.
A_PAGE = 100


class HandIn(ActView):
    """Read the table; with a fault in one cell nothing is kept, and every row is shown with what is wrong with it."""

    title = gettext_lazy("导入拨款表")
    intro = gettext_lazy("先读入并逐行核对，核对无误再写入。有一处错误就整张表都不保存。")
    clause = "XM2015:3.6"
    submit_label = gettext_lazy("读入并预览")
    form_class = forms.Appropriations
    keeps_draft = False
    template_name = "funds/hand_in.html"

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_import(self.actor)

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> LineImport:
        require(policies.may_import(self.actor))
        upload = data["upload"]
        try:
            found = appropriations.read(self.actor, upload)
        except sheets.Unreadable as fault:
            raise ValidationError({"upload": str(fault)}) from fault
        if found.faults:
            self.preview = found
            raise ValidationError({"upload": sheets.told(found.faults)})
        upload.seek(0)
        digest = hashlib.sha256(upload.read()).hexdigest()
        facts = {"title": safe_name(str(upload.name)), "digest": digest, "rows": found.rows(), "total": found.total}
        return commands.keep_import(self.actor, once=once, **facts)

    def context(self, subject: Any) -> dict[str, Any]:
        found: appropriations.Preview | None = getattr(self, "preview", None)
        if found is None:
            return {}
        wrong = [row for row in found.shown if any(reason for _name, _text, reason in row[1])]
        return {"columns": appropriations.COLUMNS, "preview": (wrong + [row for row in found.shown if row not in wrong])[:A_PAGE]}

    def cancel_url(self, subject: Any) -> str:
        return reverse("funds:imports")

    def success_message(self, result: Any) -> Words:
        return _("读入%(count)s行，共%(total)s，没有错误。请核对后写入。") % {"count": result.count, "total": yuan(result.total)}


class ImportAct(ActView):
    clause = "XM2015:3.6"
    takes = "import_id"
    mends = {"there": Remedy(gettext_lazy("查看预算"), lambda _kept: reverse("funds:lines"))}

    def get_subject(self) -> LineImport:
        return queries.import_of(self.actor, self.kwargs["pk"])

    def heading(self, subject: LineImport) -> str:
        return subject.title

    def context(self, subject: LineImport) -> dict[str, Any]:
        return {"aside": [(_("行数"), subject.count), (_("合计"), yuan(subject.total)), (_("导入人"), subject.read_by.name)]}


class WriteImport(ImportAct):
    step_up = True
    title = gettext_lazy("写入预算")
    intro = gettext_lazy("把拨款表的每一行写成一个预算项目，报财政负责人审批。全部写入，或者都不写入。")
    confirm = gettext_lazy("我已逐行核对。")
    policy = policies.may_write_import
    command = commands.write_import


class DropImport(ImportAct):
    title = gettext_lazy("放弃导入")
    submit_tone = "stop"
    policy = policies.may_drop_import
    command = commands.drop_import


class ApproveImport(ImportAct):
    step_up = True
    title = gettext_lazy("批准全部")
    intro = gettext_lazy("批准拨款表的全部预算项目，资金随即可用。导入的人不能批准；不同意的可先逐个退回。")
    form_class = forms.Note
    confirm = gettext_lazy("我已核对行数和合计。")
    policy = policies.may_approve_import
    command = commands.approve_import


def import_steps(actor: Actor, kept: LineImport) -> list[Step]:
    offers = {
        ImportState.READ: (
            ("write_import", _("写入预算"), policies.may_write_import),
            ("drop_import", _("放弃导入"), policies.may_drop_import),
        ),
        ImportState.WRITTEN: (("approve_import", _("批准全部"), policies.may_approve_import),),
    }
    found = offers.get(ImportState(kept.state), ())
    return [
        Step(label, reverse(f"funds:{name}", args=[kept.pk]), may(actor, kept), basis="XM2015:3.6", primary=place == 0)
        for place, (name, label, may) in enumerate(found)
    ]


class ImportPage(ActorView):
    """All rows of the table as they are understood, page by page; once written, each with the number of its line."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = queries.import_of(self.actor, pk)
        page = Paginator(kept.rows, A_PAGE).get_page(request.GET.get("page"))
        made = kept.lines.filter(title__in={row["title"] for row in page.object_list})
        numbers = {(year, body, title): no for year, body, title, no in made.values_list("year", "purchaser_id", "title", "no")}
        rows = [
            row | {
                "level": BudgetLevel(row["level"]).label, "source": FundingSource(row["source"]).label,
                "purpose": LinePurpose(row["purpose"]).label, "no": numbers.get((row["year"], row["purchaser_id"], row["title"]), ""),
            }
            for row in page.object_list
        ]  # fmt: skip
        return self.render("funds/import.html", {"kept": kept, "rows": rows, "page": page, "steps": import_steps(self.actor, kept)})


class Template(ActorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        require(policies.may_import(self.actor))
        answer = HttpResponse(appropriations.template(), content_type=MEDIA_TYPE)
        answer["Content-Disposition"] = 'attachment; filename="appropriations.xlsx"'
        return answer


class ImportRegister(Register):
    title = gettext_lazy("拨款表")
    intro = gettext_lazy("财政经办人一次导入全年拨款，财政负责人批准后资金可用。")
    empty = (gettext_lazy("还没有导入过拨款表"), gettext_lazy("下载模板，填好后导入。"))
    columns = (
        named(gettext_lazy("文件名")),
        number("count", gettext_lazy("行数"), sort=False),
        money("total", gettext_lazy("合计"), sort=False),
        STATE,
        Column("read_by", gettext_lazy("导入人"), "read_by.name"),
        moment("created_at", gettext_lazy("导入时间"), sort=False),
        moment("approved_at", gettext_lazy("批准时间"), sort=False),
    )
    filters = (by_state(ImportState),)
    rows = queries.imports
    policy = policies.may_see_imports
    begins = (gettext_lazy("导入拨款表"), "funds:hand_in", policies.may_import)
