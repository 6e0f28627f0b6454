"""Filters and tags the components are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel import clock
from bailu.ui import addresses, clause_labels, timeleft

register = template.Library()

WEEKDAYS = (
    gettext_lazy("周一"), gettext_lazy("周二"), gettext_lazy("周三"), gettext_lazy("周四"), gettext_lazy("周五"),
    gettext_lazy("周六"), gettext_lazy("周日"),
)  # fmt: skip
DASH = "—"
#: Letters after which a value is a sentence; a Chinese character counts as two.
LONG = 44
#: The framework's own first line of a list to choose from.
NOTHING_CHOSEN = "---------"
#: A year has four digits: with the fourth the next part of a field of a day is reached by itself.
LAST_DAY = "9999-12-31"


@register.filter
def money(value: Any) -> str:
    """Yuan with two places and thousands apart: ¥508,000.00; nothing known is a dash."""
    if value is None or value == "":
        return DASH
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return f"{'−' if amount < 0 else ''}¥{abs(amount):,.2f}"


@register.filter
def day(value: date | datetime | None) -> str:
    """2015-04-02（周四）."""
    if not value:
        return DASH
    local = timeleft.local_day(value)
    return _("%(date)s（%(weekday)s）") % {"date": local.isoformat(), "weekday": WEEKDAYS[local.weekday()]}


@register.filter
def is_long(value: object) -> bool:
    """A sentence rather than a word: in half the width of a side column it would take more than three lines."""
    return isinstance(value, str) and not isinstance(value, SafeString) and sum(2 if ord(each) > 0x2E80 else 1 for each in value) > LONG


@register.filter
def moment(value: date | datetime | None) -> str:
    """2015-03-26 10:12, in Xiamen; a bare date stays one."""
    if not value:
        return DASH
    return f"{value.astimezone(clock.ZONE):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()


@register.filter
def machine_time(value: date | datetime | None) -> str:
    """For the attribute ``datetime`` of ``<time>``."""
    return value.isoformat() if value else ""


@register.filter
def is_moment(value: object) -> bool:
    return isinstance(value, datetime)


@register.filter
def time_left(value: date | datetime) -> timeleft.Left:
    return timeleft.left(value)


@register.filter
def clause_label(value: str) -> str:
    return clause_labels.label(str(value))


@register.filter
def clause_url(value: str) -> str:
    return clause_labels.address(str(value))


@register.filter
def purchase_url(value: str) -> str:
    return addresses.purchase(str(value))


@register.filter
def item(value: Any, key: Any) -> Any:
    """``value[key]`` for mappings and sequences; nothing when it is not there."""
    try:
        return value[key]
    except (KeyError, IndexError, TypeError):
        return None


@register.filter
def file_kind(name: str) -> str:
    """pdf, docx: what stands after the last dot."""
    _stem, dot, ending = str(name).rpartition(".")
    return ending.lower() if dot and len(ending) <= 5 else ""


@register.filter
def page_of(value: Any) -> str:
    """Where an object is shown, when it has such a place."""
    address = getattr(value, "get_absolute_url", None)
    return str(address()) if callable(address) else ""


@register.simple_tag
def extra_attrs(attrs: Any) -> SafeString:
    """What was written on a component and is not one of its own words (data-…, hx-…), each value escaped."""
    given: Mapping[str, Any] = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else {}
    return flatatt({key: value for key, value in given.items() if value is not False and value is not None})


@dataclass(frozen=True, slots=True)
class Piece:
    x: str
    width: str
    tone: str
    label: str
    shown: str


@register.simple_tag
def bar_pieces(parts: Iterable[Any], total: Any = None, as_money: bool = True) -> list[Piece]:
    """Parts (label, value[, tone]) as percentages of the total (or of their sum), one behind the other."""
    rows = [(part[0], Decimal(str(part[1] or 0)), part[2] if len(part) > 2 else f"p{min(n, 3)}") for n, part in enumerate(parts, 1)]
    whole = Decimal(str(total)) if total else sum((value for _label, value, _tone in rows), Decimal(0))
    pieces, x = [], Decimal(0)
    for label, value, tone in rows:
        width = min(value / whole * 100, 100 - x) if whole else Decimal(0)
        pieces.append(Piece(f"{x:.2f}%", f"{width:.2f}%", str(tone), str(label), money(value) if as_money else f"{value.normalize():,f}"))
        x += width
    return pieces


@register.simple_tag
def position(items: Iterable[Any]) -> dict[str, Any]:
    """Which station of how many: for the folded way on a phone."""
    stops = list(items)
    at = next((n for n, stop in enumerate(stops, 1) if stop.pace in ("now", "stopped")), 0)
    done = sum(stop.pace == "done" for stop in stops)
    number = at or done or 1
    return {"number": number, "count": len(stops), "stop": stops[number - 1] if stops else None, "done": done}


@register.filter
def shape(field: BoundField) -> str:
    """tick, options, split, file or plain: how a field is laid out."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "options"
    if isinstance(widget, forms.MultiWidget):
        return "split"
    return "file" if isinstance(widget, forms.FileInput) else "plain"


@register.filter
def unit(field: BoundField) -> str:
    """Set on the form field as ``unit``: 元, 人, 月."""
    return str(getattr(field.field, "unit", ""))


@register.filter
def span(field: BoundField) -> str:
    """Set on the form field as ``span``: "half", "third" or nothing."""
    return str(getattr(field.field, "span", ""))


@register.simple_tag
def control(field: BoundField, cell: bool = False) -> SafeString:
    """The control itself, tied to its help and its errors for those who listen to the page."""
    attrs: dict[str, Any] = {}
    described = [
        name for name, there in ((f"{field.auto_id}_help", field.help_text and not cell), (f"{field.auto_id}_error", field.errors)) if there
    ]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    if cell:
        attrs["aria-label"] = str(field.label)
    if isinstance(field.field, forms.DecimalField) and not field.field.localize:
        attrs.setdefault("inputmode", "decimal")
    if isinstance(field.field, forms.ModelChoiceField) and field.field.empty_label == NOTHING_CHOSEN:
        field.field.empty_label = _("请选择") if field.field.required else DASH
    if isinstance(field.field.widget, forms.SplitDateTimeWidget):
        for part, word in zip(field.field.widget.widgets, (_("日期"), _("时间")), strict=True):
            part.attrs["aria-label"] = f"{field.label} {word}"
        field.field.widget.widgets[0].attrs.setdefault("max", LAST_DAY)
    elif isinstance(field.field, forms.DateField) and "max" not in field.field.widget.attrs:
        attrs["max"] = LAST_DAY
    elif isinstance(field.field, forms.DateTimeField) and "max" not in field.field.widget.attrs:
        attrs["max"] = f"{LAST_DAY}T23:59"
    return field.as_widget(attrs=attrs)


@register.filter
def product_of(formset: Any) -> str:
    """The fields of a row that are multiplied on the screen, declared on the formset as ``product``."""
    return ",".join(getattr(formset, "product", ()))


@register.filter
def sum_of(formset: Any) -> str:
    """The field of the rows that is added up on the screen: ``total`` of the formset, or "product" of each row."""
    return str(getattr(formset, "total", "") or ("product" if getattr(formset, "product", ()) else ""))
