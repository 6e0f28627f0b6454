"""Fields this room uses more than once."""

from __future__ import annotations

from typing import Any

from django import forms

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


def moment(label: Words, help_text: Words = "", *, required: bool = True) -> forms.SplitDateTimeField:
    """A day and a time of day in Xiamen."""
    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
    )
    return forms.SplitDateTimeField(label=label, help_text=help_text, required=required, widget=widget)


def day(label: Words, help_text: Words = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def amount(label: Words, help_text: Words = "", *, required: bool = True) -> forms.DecimalField:
    field = forms.DecimalField(label=label, help_text=help_text, required=required, min_value=0, max_digits=14, decimal_places=2)
    field.unit, field.span = "元", "half"  # type: ignore[attr-defined]
    return field


def text(label: Words, help_text: Words = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows}))
