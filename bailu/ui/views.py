"""The gallery: every component in every state, on one page; shown to builders only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, forbid, refuse, require
from bailu.ui import forms
from bailu.ui.actviews import ActView
from bailu.ui.charts import Chart, Look, Mark, Unit
from bailu.ui.steps import Happening, Pace, Step, Stop
from bailu.ui.views_base import ActorView


class ForBuilders(ActorView):
    """404 unless this is a development installation or the gallery has been switched on."""

    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or getattr(settings, "UI_GALLERY", False)):
            raise OutOfScope
        return super().dispatch(request, *args, **kwargs)


class Gallery(ForBuilders):
    template = "ui/gallery.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        today = clock.today()
        by_rank = refuse(
            _("须按评审报告推荐的名次确定，排名第一的供应商没有放弃。"), "IR2015:43", fix="/ui/form/", fix_label=_("填写放弃说明")
        )
        context = {
            "way": sample_way(),
            "next": Step(
                _("确定中标并说明理由"),
                "/ui/form/",
                due_at=today + timedelta(days=3),
                basis="IR2015:43",
                counted=_("自收到报告起 5 个工作日"),
                primary=True,
            ),
            "offers": [
                Step(_("选择第二名"), "", verdict=by_rank),
                Step(_("废标"), "", verdict=forbid(_("由购买主体负责人决定。"))),
                Step(_("查看评审报告"), "/ui/", whose=_("采购代理机构 03-26 送达")),
            ],
            "refusal": by_rank,
            "dates": [today + timedelta(days=n) for n in (-30, -3, 0, 1, 4, 20, 200)],
            "now": clock.now(),
            "money_parts": [
                (_("已支付"), Decimal(254000), "p1"),
                (_("已预留未支付"), Decimal(269240), "p3"),
                (_("可用"), Decimal(76760), "p2"),
            ],
            "count_parts": [(_("已完成"), 31, "p1"), (_("尚差"), 9, "p2")],
            "facts": [(_("项目预算"), "¥508,000.00"), (_("服务期"), _("12 个月")), (_("渠道"), None)],
            "story": [
                Happening(_("评审报告送达采购人"), clock.now(), _("采购代理机构")),
                Happening(_("一份投标逾期，已退回"), clock.now() - timedelta(days=2), _("两名开标人"), tone="stop"),
                Happening(_("抽取专家"), clock.now() - timedelta(days=3), note=_("可复算"), url="/ui/"),
            ],
        }
        return self.render(self.template, context | sample_charts() | {"field": forms.SampleForm()["title"]})


class PublicGallery(Gallery):
    template = "ui/public_gallery.html"


def sample_charts() -> dict[str, Any]:
    """The three looks of a chart; a row that has a register behind it opens it."""
    stations = [(_("公告"), 4), (_("开标"), 2), (_("合同"), 7), (_("结清"), 12)]
    sources = [(_("财政预算"), (1684565, 407560, 152440)), (_("基金会资助"), (0, 154500, 5500))]
    paid = (817750, 0, 0, 0, 0, 0, 565725, 75000, 0, 0, 0, 0, 301090)
    return {
        "bars": Chart(_("各环节的购买"), (_("项目数"),), [Mark(label, (n,), "/ui/") for label, n in stations], by=_("环节")),
        "stack": Chart(
            _("按资金来源"),
            (_("已支付"), _("已占用未支付"), _("可用")),
            [Mark(label, values, "/ui/") for label, values in sources],
            Look.STACK,
            Unit.MONEY,
            by=_("来源"),
        ),
        "line": Chart(
            _("按月支付"),
            (_("已支付"),),
            [Mark(f"{2015 + (n + 3) // 12}-{(n + 3) % 12 + 1:02}", (yuan,)) for n, yuan in enumerate(paid)],
            Look.LINE,
            Unit.MONEY,
            by=_("月份"),
        ),
    }


def sample_way() -> list[Stop]:
    done = [(_("需求"), "02-02"), (_("立项"), "02-04"), (_("预算"), "02-06"), (_("公告"), "03-03"), (_("开标"), "03-24")]
    left = [_("合同"), _("服务与评估"), _("结清")]
    return [
        *(Stop(label, Pace.DONE, note) for label, note in done),
        Stop(_("定标"), Pace.NOW, _("截止 %(day)s") % {"day": "04-02"}),
        *(Stop(label) for label in left),
    ]


class SampleAct(ForBuilders, ActView):
    """A form that refuses a tender deadline of less than twenty days, as the real one does, and changes nothing."""

    title = gettext_lazy("发布采购公告")
    intro = gettext_lazy("样张：提交不会改动任何数据。")
    clause = "PL2014:35"
    submit_label = gettext_lazy("发布公告")
    confirm = gettext_lazy("采购文件已核对，公告后权重不再变动。")
    form_class = forms.SampleForm

    def heading(self, subject: Any) -> str:
        return _("P-2015-0001 “温馨夕阳暖空巢”老年人服务项目")

    def verdict(self, subject: Any) -> Verdict:
        if "refused" in self.request.GET:
            return refuse(_("没有需求调查，不能测算成本。"), "XM2015:3.4", fix="/ui/", fix_label=_("登记需求调查"))
        return super().verdict(subject)

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        require(refuse(_("样张总是被拒绝：自公告至开标少于法定日数。"), "PL2014:35"))

    def success_url(self, result: Any) -> str:
        return "/ui/"

    def cancel_url(self, subject: Any) -> str:
        return "/ui/"

    def context(self, subject: Any) -> dict[str, Any]:
        return {"aside": [(_("渠道"), _("市直")), (_("项目预算"), "¥508,000.00"), (_("评估费"), "¥15,240.00")]}
