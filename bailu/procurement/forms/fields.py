"""Fields this room uses more than once."""

from __future__ import annotations

from typing import Any

from django import forms

from bailu.kernel.words import Words
from bailu.ui import fields


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


def text(label: Words, help_text: Words = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    """As long as it takes: what is bought, and what is offered."""
    return fields.text(label, help_text, rows=rows, longest=None, required=required)
