"""A purchase in plain words: what a citizen wants to know first, in at most four sentences."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from bailu.planning.enums import PeopleUnit
from bailu.publicity.queries.story import Story
from bailu.ui.templatetags.ui_extras import day, moment, money

register = template.Library()


@register.filter
def plain_words(story: Story) -> list[str]:
    """What is bought for whom, who does it for how much, what came of it, what was paid."""
    found = [_bought(story)]
    if story.agreement is None:
        found.append(_result(story))
    else:
        contract = story.agreement.contract
        found.append(
            _("由%(provider)s承接，合同金额 %(amount)s，平均每%(unit)s %(each)s，服务到 %(until)s。")
            % {
                "provider": contract.provider.name,
                "amount": money(contract.amount),
                "unit": story.project.get_people_unit_display(),
                "each": money((contract.amount / story.project.people_planned).quantize(Decimal("0.01"))),
                "until": contract.term_to.isoformat(),
            }
        )
        found += [_outcome(story), _("已支付 %(paid)s。") % {"paid": money(story.paid)}]
    return [sentence for sentence in found if sentence]


def _bought(story: Story) -> str:
    project = story.project
    unit = _("%(n)s 户") if project.people_unit == PeopleUnit.HOUSEHOLD else _("%(n)s 人")
    return _("%(purchaser)s为%(people)s（%(number)s）购买 %(months)s 个月的社会工作服务。") % {
        "purchaser": project.purchaser.name,
        "people": _("、").join(story.populations),
        "number": unit % {"n": project.people_planned},
        "months": project.months,
    }


def _result(story: Story) -> str:
    standing = next((result.award for result in story.results if result.stands), None)
    if standing is not None:
        return _("已确定由%(provider)s承接，金额 %(amount)s；合同签订后在此公告。") % {
            "provider": standing.provider.name,
            "amount": money(standing.amount),
        }
    procedure = story.last.procedure
    if procedure.ended_at is not None:
        return _("预算 %(amount)s；采购已终止：%(why)s") % {"amount": money(procedure.budget_amount), "why": procedure.end_reason}
    # The day itself, not whether it has passed: the page is kept until an act changes it.
    return _("预算 %(amount)s，投标截止时间 %(at)s；结果确定后在此公告。") % {
        "amount": money(procedure.budget_amount),
        "at": moment(procedure.deadline),
    }


def _outcome(story: Story) -> str:
    assert story.agreement is not None
    graded, accepted = story.agreement.evaluations, story.agreement.acceptance
    said = [_("%(kind)s%(grade)s") % {"kind": e.get_kind_display(), "grade": e.get_grade_display()} for e in graded]
    if accepted is not None:
        said.append(_("%(on)s 验收") % {"on": day(accepted.on)})
    return _("%(all)s。") % {"all": _("，").join(said)} if said else ""
