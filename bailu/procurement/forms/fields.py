"""Fields this room uses more than once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bailu.kernel.words import Words


class Lines(forms.CharField):
    """A list of sentences, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate("\n".join(value))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


def _said(label: Words, help_text: Words, required: bool) -> dict[str, Any]:
    return {"label": label, "help_text": help_text, "required": required}


def moment(label: Words, help_text: Words = "", *, required: bool = True) -> forms.SplitDateTimeField:
    """A day and a time of day in Xiamen."""
    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
    )
    return forms.SplitDateTimeField(widget=widget, **_said(label, help_text, required))


def day(label: Words, help_text: Words = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **_said(label, help_text, required))


def amount(label: Words, help_text: Words = "", *, required: bool = True) -> forms.DecimalField:
    field = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **_said(label, help_text, required))
    field.unit, field.span = gettext_lazy("元"), "half"  # type: ignore[attr-defined]
    return field


def text(label: Words, help_text: Words = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **_said(label, help_text, required))
