"""Screens of the library: the register, one paper in its versions, who has read it, and the acts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.audit import texts
from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.kernel.verdict import Verdict
from bailu.programmes.library import commands, forms, policies, queries
from bailu.programmes.library.enums import PaperKind, PaperLevel, PaperState
from bailu.programmes.library.lifecycle import BASIS
from bailu.programmes.models import Paper, PaperReader
from bailu.programmes.queries import districts
from bailu.programmes.views.pages import SHOWN
from bailu.ui.actviews import ActView
from bailu.ui.registers import NO, STATE, Column, Filter, Register, by_state, day, moment, named
from bailu.ui.steps import Happening
from bailu.ui.views_base import ActorView


def _in_force(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = clock.today()
    return rows.in_force(today) if value == "1" else rows.exclude(pk__in=Paper.objects.in_force(today).values("pk"))  # type: ignore[attr-defined]


def _version(row: Paper) -> str:
    return _("第%(n)d版") % {"n": row.version}


class PaperRegister(Register):
    title = gettext_lazy("文件库")
    intro = gettext_lazy("试点的实施意见、服务指南、配套文件和各区办法；有新版的，原版仍可查阅。")
    columns = (
        NO,
        named(gettext_lazy("文件名称"), sub=Column("doc_no", gettext_lazy("文号"))),
        Column("kind", gettext_lazy("文件类别"), "get_kind_display"),
        Column("level", gettext_lazy("发文层级"), "get_level_display"),
        Column("issuer", gettext_lazy("印发单位"), look="org"),
        Column("version", gettext_lazy("版次"), _version),
        day("in_force_from", gettext_lazy("生效日期")),
        day("in_force_to", gettext_lazy("失效日期"), sort=False),
        STATE,
    )
    filters = (
        by_state(PaperState),
        Filter("force", gettext_lazy("效力"), (("1", gettext_lazy("现行有效")), ("0", gettext_lazy("不在有效期"))), apply=_in_force),
        Filter("level", gettext_lazy("发文层级"), PaperLevel.choices),
        Filter("kind", gettext_lazy("文件类别"), PaperKind.choices),
        Filter("district", gettext_lazy("区"), districts, field="division__code__startswith"),
    )
    search_hint = gettext_lazy("名称、文号、发文机关或内容提要")
    default_sort = "-in_force_from"
    empty = (gettext_lazy("还没有文件"), gettext_lazy("市、区、街道（镇）印发的文件在这里查阅。"))
    rows = queries.papers
    policy = policies.may_open_library
    begins = (gettext_lazy("起草政策文件"), "programmes:draft_paper", policies.may_draft)


class PaperPage(ActorView):
    """What it says, whether it is in force, its versions, whom it asks to read it and how many have."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        found = queries.paper(self.actor, no)
        lines = Entry.objects.filter(stream=found.no).exclude(verb="programmes.paper_read").order_by("-seq")[:SHOWN]
        own = queries.reader(self.actor, found)
        sees = policies.may_see_readers(self.actor, found).allowed
        context = {
            "paper": found,
            "versions": queries.versions(self.actor, found),
            "own": own,
            "readers": queries.said_readers(found),
            "how_read": queries.how_read(found) if sees and found.issued_at else None,
            "steps": queries.steps(self.actor, found, own),
            "story": [
                Happening(texts.text(line.verb), line.at, f"{line.organisation_name} {line.actor_name}".strip(), line.reason)
                for line in lines
            ],
        }
        return self.render("programmes/paper.html", context)


def _read(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(read_at__isnull=value != "1")


def _has_read(row: PaperReader) -> Any:
    return gettext_lazy("已阅") if row.read_at else gettext_lazy("未阅")


class ReaderRegister(Register):
    """Who must read it, who has and who has not yet."""

    title = gettext_lazy("阅读情况")
    columns = (
        Column("person", gettext_lazy("阅读人"), "person.name", lead=True),
        Column("role", gettext_lazy("岗位"), "get_role_display"),
        Column("organisation", gettext_lazy("所在单位"), look="org"),
        moment("asked_at", gettext_lazy("要求阅读时间"), sort=False),
        moment("read_at", gettext_lazy("已阅时间"), sort=False),
        Column("state", gettext_lazy("状态"), _has_read, look="tag", tone=lambda row: "ok" if row.read_at else "warn"),
    )
    filters = (
        Filter("read", gettext_lazy("状态"), (("1", gettext_lazy("已阅")), ("0", gettext_lazy("未阅"))), apply=_read),
        Filter("district", gettext_lazy("区"), districts, field="organisation__division__code__startswith"),
    )
    default_sort = "pk"
    empty = (gettext_lazy("没有人需要阅读"), gettext_lazy("印发时按岗位和机构类别确定阅读对象。"))

    @property
    def paper(self) -> Paper:
        return queries.paper(self.actor, self.kwargs["no"])

    def may_see(self) -> Verdict:
        self.found_paper = self.paper
        return policies.may_see_readers(self.actor, self.found_paper)

    def get_queryset(self) -> QuerySet[Any]:
        return queries.readers(self.actor, self.found_paper)

    def actions(self) -> Any:
        return ((self.found_paper.title, self.found_paper.get_absolute_url()),)


class DraftPaper(ActView):
    title = gettext_lazy("起草政策文件")
    intro = gettext_lazy("文件在本级适用区域内有效。由另一人审核印发；印发以后文字不能再改，只能出新版或者撤回。")
    clause = BASIS
    submit_label = gettext_lazy("提交印发")
    form_class = forms.Draft
    command = commands.draft_paper

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_draft(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"clauses": queries.clause_choices()}

    def initial(self, subject: Any) -> dict[str, Any]:
        return {"issuing_body": self.actor.organisation_name, "in_force_from": clock.today(), "public": "yes"}


class PaperAct(ActView):
    clause = BASIS
    takes = "paper_id"

    def get_subject(self) -> Paper:
        return queries.paper(self.actor, self.kwargs["no"])

    def heading(self, subject: Paper) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: Paper) -> dict[str, Any]:
        pairs = (
            (_("发文机关"), subject.issuing_body),
            (_("文号"), subject.doc_no),
            (_("生效日期"), subject.in_force_from.isoformat()),
            (_("内容提要"), subject.summary),
            (_("阅读对象"), queries.said_readers(subject)),
            (_("退回或撤回理由"), subject.reason),
        )
        return {"aside": [pair for pair in pairs if pair[1]]}


def _said(subject: Paper) -> dict[str, Any]:
    names = ("title", "kind", "doc_no", "issuing_body", "summary", "clauses", "in_force_from", "in_force_to", "roles", "kinds", "read_by")
    return {name: getattr(subject, name) for name in names} | {"public": "yes" if subject.public else "no"}


class RevisePaper(PaperAct):
    title = gettext_lazy("修改文件草稿")
    submit_label = gettext_lazy("提交印发")
    form_class = forms.Revise
    policy = policies.may_revise
    command = commands.revise_paper

    def form_kwargs(self, subject: Paper) -> dict[str, Any]:
        return {"clauses": queries.clause_choices()}

    def initial(self, subject: Paper) -> dict[str, Any]:
        return _said(subject)


class ReplacePaper(PaperAct):
    title = gettext_lazy("起草新版")
    intro = gettext_lazy("新版印发后，原版到新版生效的前一天为止有效，仍可查阅，并注明已有新版。")
    clause = "XM2015:4.4"
    submit_label = gettext_lazy("提交印发")
    form_class = forms.Draft
    policy = policies.may_replace
    command = commands.draft_paper
    takes = "replaces_id"

    def form_kwargs(self, subject: Paper) -> dict[str, Any]:
        return {"clauses": queries.clause_choices()}

    def initial(self, subject: Paper) -> dict[str, Any]:
        return _said(subject) | {"in_force_from": None, "in_force_to": None, "read_by": None, "doc_no": ""}

    def success_url(self, result: Paper) -> str:
        return result.get_absolute_url()


class IssuePaper(PaperAct):
    title = gettext_lazy("印发文件")
    intro = gettext_lazy("印发后，阅读对象的工作台上会出现这份文件。")
    confirm = gettext_lazy("我已核对正文、文号和生效日期。")
    instead = (gettext_lazy("退回文件草稿"), "programmes:give_back_paper")
    policy = policies.may_issue
    command = commands.issue_paper


class GiveBackPaper(PaperAct):
    title = gettext_lazy("退回文件草稿")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_give_back
    command = commands.give_back_paper


class WithdrawPaper(PaperAct):
    title = gettext_lazy("撤回文件")
    intro = gettext_lazy("撤回后文件不再有效，仍可查阅，并注明理由；以前的版本不恢复效力。")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_withdraw
    command = commands.withdraw_paper


class ReadPaper(PaperAct):
    title = gettext_lazy("已阅")
    intro = gettext_lazy("读完正文后在这里登记，印发单位能看到谁已阅、谁未阅。")
    confirm = gettext_lazy("我已阅读这份文件的正文。")
    template_name = "programmes/read_paper.html"
    command = commands.note_read

    def verdict(self, subject: Paper) -> Verdict:
        own = queries.reader(self.actor, subject)
        may = policies.may_note_read(own)
        return may if own is None else queries.still_to_be_read(subject, own)
