"""Drawing, confirming, beginning."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.award import commands, forms, policies, queries
from bailu.award.enums import MemberKind
from bailu.award.models import Member
from bailu.award.rules import composition
from bailu.award.rules.composition import Seats
from bailu.award.views.base import OfCommittee
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.words import Words
from bailu.procurement.models import Procedure
from bailu.ui import addresses
from bailu.ui.views_base import ActorView


class Draw(OfCommittee):
    title = _("抽取评审专家")
    clause = "IR2015:39"
    submit_label = _("抽取")
    intro = _("每次采购只抽取一次。开标前没有人知道投标人，所以与投标人的利害关系在确定成员时核查。")
    form_class = forms.Draw
    policy = policies.may_draw
    command = commands.draw_committee
    takes = "procedure_id"

    def get_subject(self) -> Any:
        return queries.procedure(self.actor, self.kwargs["pk"])

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"people": [(m.person_id, m.person.name) for m in queries.representatives(subject)]}

    def cancel_url(self, subject: Any) -> str:
        return addresses.purchase(subject.project_no)

    def context(self, subject: Procedure) -> dict[str, Any]:
        kind = queries.kind_of(subject)
        least = composition.least(Seats(kind, 0, 0, subject.budget_amount), subject.regime)
        rows = [
            (gettext("组织形式"), kind.label),
            (gettext("预算金额"), f"¥{subject.budget_amount:,.2f}"),
            (gettext("成员人数"), least.wording()),
            (gettext("专家比例"), subject.regime["award.expert_share"].wording()),
            (gettext("库内专家"), len(queries.candidates())),
        ]
        return {"aside": rows}


class Confirm(OfCommittee):
    title = _("确定评审成员")
    clause = "IR2015:9"
    intro = _("系统核查每名成员与各投标人三年内的关系；有利害关系的专家回避，按原次序补抽。")
    policy = policies.may_confirm
    command = commands.confirm_committee


class BeginReview(OfCommittee):
    title = _("开始评审")
    clause = "IR2015:39"
    intro = _("开始后，每名成员先声明与投标人没有利害关系，再看投标文件。")
    policy = policies.may_begin
    command = commands.begin_review


class ReplaceMember(OfCommittee):
    title = _("更换评审成员")
    clause = "IR2015:39"
    form_class = forms.Replace
    policy = policies.may_replace

    @property
    def member(self) -> Member:
        found = Member.objects.filter(committee=self.subject, pk=self.kwargs["member"]).select_related("person").first()
        if found is None:
            raise OutOfScope
        return found

    def heading(self, subject: Any) -> Words:
        return str(self.member.person.name)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        if self.member.kind == MemberKind.EXPERT:
            return {"people": None}  # another is drawn
        seated = set(subject.members.values_list("person_id", flat=True))
        free = [m for m in queries.representatives(subject.procedure) if m.person_id not in seated]
        return {"people": [(m.person_id, m.person.name) for m in free]}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return commands.replace_member(self.actor, committee_id=subject.pk, member_id=self.member.pk, once=once, **data)


class CommitteePage(ActorView):
    """Who sits, who stood aside and why, the record of the drawing, and the one next step."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        committee = queries.of_procedure(self.actor, kwargs["pk"])
        award = queries.award_in_scope(self.actor, committee.procedure_id)
        names = policies.may_see_members(self.actor, committee, policies.published(award))
        members = list(committee.members.select_related("person", "avoid_with")) if names.allowed else []
        context = {
            "committee": committee,
            "purchase": addresses.purchase(committee.project_no),
            "names": names,
            "sitting": [m for m in members if m.sits],
            "avoided": [m for m in members if not m.sits],
            "may_replace": policies.may_replace(self.actor, committee).allowed,
            "steps": queries.steps(self.actor, committee.project_no),
            "counts": _counts(committee),
            "facts": _facts(committee, names.allowed),
            "may_rank": _ranking_open(self.actor, committee),
        }
        return self.render("award/committee.html", context)


def _ranking_open(actor: Actor, committee: Any) -> bool:
    return policies.may_see_ranking(actor, committee).allowed


def _counts(committee: Any) -> dict[str, int]:
    seats = queries.seats(committee)
    return {"size": seats.size, "experts": seats.experts, "representatives": seats.representatives}


def _facts(committee: Any, named: bool) -> list[tuple[Words, Any]]:
    """Enough to draw again; the numbers of the people only for those who may see the names."""
    pool = committee.draw["pool"]
    return [
        (_("种子文字"), committee.draw["text"]),
        (_("种子（SHA-256）"), committee.draw["seed"]),
        (_("参加抽取的专家"), len(pool)),
        *([(_("人员编号"), ", ".join(map(str, pool)))] if named else []),
        (_("次序"), _("按 SHA-256（种子＋人员编号）由小到大")),
    ]
