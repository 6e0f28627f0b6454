"""The screen that publishes an intention, and the public list of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from bailu.planning import commands, forms, policies, queries, rules
from bailu.planning.models import Project
from bailu.planning.views.projects import ProjectAct
from bailu.ui.registers import Column, Register, day, money


class PublishIntention(ProjectAct):
    title = gettext_lazy("公开采购意向")
    intro = gettext_lazy("公开项目名称、需求概况、预算金额和预计采购时间。再次提交即更正内容，公开日期不变。")
    clause = rules.INTENTION
    confirm = gettext_lazy("我已核对，内容中没有国家秘密、商业秘密和个人隐私。")
    form_class = forms.PublishIntention
    policy = policies.may_publish_intention
    command = commands.publish_intention

    def initial(self, subject: Project) -> dict[str, Any]:
        found = queries.intention_of(subject)
        return {"outline": found.outline, "expected_on": found.expected_on} if found else {"outline": subject.content}


class Intentions(Register):
    public = True
    base_template = "ui/public_base.html"
    title = gettext_lazy("采购意向")
    intro = gettext_lazy("各单位打算购买的社会工作服务，采购开始前公开，供社会组织准备。以后来的采购公告为准。")
    empty = (gettext_lazy("还没有公开的采购意向"), gettext_lazy("项目预算批准后公开意向，列在这里。"))
    columns = (
        Column("title", gettext_lazy("项目"), "project.title", lead=True, sub=Column("outline", gettext_lazy("需求概况"))),
        Column("purchaser", gettext_lazy("购买主体"), "project.purchaser.name"),
        money("amount", gettext_lazy("预算金额"), sort=False),
        day("expected_on", gettext_lazy("预计采购时间"), sort=False),
        day("published_on", gettext_lazy("公开日期")),
    )
    default_sort = "-published_on"
    rows = queries.intentions
