"""A parameter's value in words, for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

UNITS = {
    "working_days": ngettext_lazy("%(value)s 个工作日", "%(value)s 个工作日", "value"),
    "days": ngettext_lazy("%(value)s 日", "%(value)s 日", "value"),
    "months": ngettext_lazy("%(value)s 个月", "%(value)s 个月", "value"),
    "years": ngettext_lazy("%(value)s 年", "%(value)s 年", "value"),
    "people": ngettext_lazy("%(value)s 人", "%(value)s 人", "value"),
    "suppliers": ngettext_lazy("%(value)s 家", "%(value)s 家", "value"),
    "hours": ngettext_lazy("%(value)s 小时", "%(value)s 小时", "value"),
    "count": ngettext_lazy("%(value)s 个", "%(value)s 个", "value"),
    "times": ngettext_lazy("%(value)s 次", "%(value)s 次", "value"),
    "points": gettext_lazy("%(value)s 分"),
    "yuan": gettext_lazy("%(value)s 元"),
}
NAMES = {
    "mid": gettext_lazy("中期"),
    "final": gettext_lazy("末期"),
    "excellent": gettext_lazy("优秀"),
    "good": gettext_lazy("良好"),
    "qualified": gettext_lazy("合格"),
    "unqualified": gettext_lazy("不合格"),
    "third_party": gettext_lazy("第三方"),
    "purchaser": gettext_lazy("购买主体"),
    "users": gettext_lazy("服务对象"),
    "service": gettext_lazy("专业服务"),
    "effect": gettext_lazy("服务成效"),
    "management": gettext_lazy("服务管理"),
    "count": gettext_lazy("件数"),
    "percent": gettext_lazy("百分比"),
    "mean": gettext_lazy("均价"),
    "second": gettext_lazy("次低价"),
    "ceiling": gettext_lazy("最高限价"),
    "min": gettext_lazy("最少"),
    "max": gettext_lazy("最多"),
    "assistant": gettext_lazy("助理社会工作师"),
    "social_worker": gettext_lazy("社会工作师"),
    "senior": gettext_lazy("高级社会工作师"),
    "ON_TOP": gettext_lazy("另列"),
    "INSIDE": gettext_lazy("内含"),
}


def worded(value: Any, unit: str, op: str) -> str:
    """What the value asks for: 不少于 20 日, 2 个工作日内, 不超过 10%."""
    if value is None:
        return _("当时无此规定")
    words = {"value": valued(value, unit)}
    if op == ">=" and unit == "yuan":
        return _("%(value)s以上") % words
    if op == ">=" and unit not in ("list", "table"):
        return _("不少于 %(value)s") % words
    if op == "<=" and unit in ("working_days", "days"):
        return _("%(value)s内") % words
    if op == "<=" and unit != "table":
        return _("不超过 %(value)s") % words
    return words["value"]


def valued(value: Any, unit: str) -> str:
    """The value with its unit: 20 日, 3%, 500,000 元."""
    if unit == "ratio":
        return _share(value)
    if unit == "yuan":
        value = f"{value:,.0f}" if value == value.to_integral() else f"{value:,.2f}"
    if unit in UNITS:
        return UNITS[unit] % {"value": value}
    if isinstance(value, Mapping):
        return _("；").join(_entry(name, item) for name, item in value.items())
    return _item(value, nested=False)


def _entry(name: str, item: Any) -> str:
    return f"{NAMES.get(name, name)} {_item(item, nested=True)}"


def _item(item: Any, *, nested: bool) -> str:
    if isinstance(item, tuple):
        return (_(" 至 ") if nested else _("、")).join(_item(part, nested=True) for part in item)
    if isinstance(item, date):
        return item.isoformat()
    return str(NAMES.get(item, item)) if isinstance(item, str) else str(item)


def _share(value: Decimal | Fraction) -> str:
    return str(value) if isinstance(value, Fraction) else f"{(value * 100).normalize():f}%"
