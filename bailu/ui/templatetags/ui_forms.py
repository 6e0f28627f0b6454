"""How the fields of a form say what they ask: what must be filled in, by which clause, and how far one has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.ui.formviews import Section, Set

register = template.Library()

#: Fewer parts than this are seen at a glance.
FEWEST_PARTS = 3


@register.filter
def mark(field: BoundField) -> str:
    """选填, or what the form field says of itself as ``mark`` (“与其他人群至少填一项”); nothing where it must be filled in."""
    said = getattr(field.field, "mark", None)
    if said is not None:
        return str(said)
    return "" if field.field.required else _("选填")


@register.filter
def clause_of(field: BoundField) -> str:
    """Set on the form field as ``clause``: shown after its help."""
    return str(getattr(field.field, "clause", ""))


@register.filter
def is_money(field: BoundField) -> bool:
    """An amount in yuan: shown grouped and in capital words while it is typed."""
    return isinstance(field.field, forms.DecimalField) and getattr(field.field, "unit", "") == _("元")


@register.filter
def file_limits(field: BoundField) -> str:
    """PDF、DOCX，不超过 20 MB：what a file field takes, from its ``accept`` and ``data-most``."""
    attrs = field.field.widget.attrs
    kinds = _("、").join(kind.lstrip(".").upper() for kind in str(attrs.get("accept", "")).split(",") if kind)
    most = int(attrs.get("data-most", 0)) // 1024 // 1024
    return _("，").join(part for part in (kinds, _("不超过 %(most)s MB") % {"most": most} if most else "") if part)


@register.filter
def short_moment(at: datetime) -> str:
    """10:02 of today, 03-05 10:02 of another day."""
    local, today = at.astimezone(clock.ZONE), clock.today()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a long form in its outline."""

    title: Words
    target: str
    errors: int = 0


@register.simple_tag
def outline(sections: Sequence[Section], sets: Sequence[Set]) -> list[Part]:
    """The parts of a form that has several, each with what is wrong in it; none for a short form."""
    fields = [(s.last, Part(s.title, f"part-{s.place}", sum(len(f.errors) for f in s.fields))) for s in sections]
    parts = [part for last, part in fields if not last]
    parts += [Part(s.title, f"set-{s.key}", _wrong(s.formset)) for s in sets if s.title]
    parts += [part for last, part in fields if last]
    return parts if len(parts) >= FEWEST_PARTS else []


def _wrong(formset: Any) -> int:
    if not formset.is_bound:
        return 0
    return sum(len(errors) for row in formset.errors for errors in row.values()) + len(formset.non_form_errors())
