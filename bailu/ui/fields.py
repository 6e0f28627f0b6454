"""The fields that forms are made of: each says its label, its help in plain words, its unit, its width and its clause where it stands.

``span`` is "half" or "third" of the width; ``mark`` stands beside the label instead of 选填; ``clause`` after the help.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

F = TypeVar("F", bound=forms.Field)
YUAN = _("元")


def shaped(field: F, *, unit: Words = "", span: str = "", mark: Words | None = None, clause: str = "") -> F:
    """The field with how it is shown."""
    shown: dict[str, Any] = {"unit": unit, "span": span, "clause": clause}
    if mark is not None:
        shown["mark"] = mark
    vars(field).update(shown)
    return field


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def day(label: Any, help_text: Any = "", *, required: bool = True, span: str = "half") -> forms.DateField:
    return shaped(forms.DateField(label=label, help_text=help_text, required=required, widget=DateInput()), span=span)


def moment(label: Any, help_text: Any = "", *, required: bool = True, span: str = "half") -> forms.SplitDateTimeField:
    """A day and a time of day in Xiamen."""
    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
    )
    return shaped(forms.SplitDateTimeField(label=label, help_text=help_text, required=required, widget=widget), span=span)


def text(
    label: Any, help_text: Any = "", *, rows: int = 4, longest: int | None = 4000, required: bool = True, clause: str = ""
) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return shaped(forms.CharField(label=label, help_text=help_text, max_length=longest, required=required, widget=widget), clause=clause)


def number(
    label: Any, help_text: Any = "", *, unit: Words = "", least: int = 0, most: int = 9_999_999, required: bool = True,
    initial: int | None = None,
) -> forms.IntegerField:  # fmt: skip
    field = forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most, required=required, initial=initial)
    return shaped(field, unit=unit, span="half")


def points(label: Any, help_text: Any = "", *, most: int = 100, span: str = "", required: bool = True) -> forms.DecimalField:
    """Of so many at the most, with two decimals."""
    field = forms.DecimalField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=most, max_digits=5, decimal_places=2
    )
    return shaped(field, unit=_("分"), span=span)


def either(label: Any, yes: Words, no: Words) -> forms.TypedChoiceField:
    """One of two, both said in words; the answer is whether it is the first."""
    choices = (("yes", yes), ("no", no))
    return forms.TypedChoiceField(label=label, widget=forms.RadioSelect, choices=choices, coerce=lambda value: value == "yes")


class Offered(forms.Form):
    """A form whose choices depend on the matter. ``offers`` says by which keyword the view hands in those of a field; ``None`` takes
    the field away.
    """

    offers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = {name: kwargs.pop(keyword, ()) for name, keyword in self.offers.items()}
        super().__init__(*args, **kwargs)
        for name, choices in given.items():
            field = self.fields[name]
            if choices is None:
                del self.fields[name]
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = choices
            elif isinstance(field, forms.ChoiceField):
                field.choices = list(choices)


def file_input(*, accept: Iterable[str] = (), most: int = 0) -> forms.FileInput:
    """A file to choose or to drop: the screen says which kinds (".pdf") and how many bytes are taken, before anything is sent."""
    kinds = ",".join(accept)
    return forms.FileInput(attrs=({"accept": kinds} if kinds else {}) | ({"data-most": str(most)} if most else {}))


def amount(label: Any, help_text: Any = "", *, required: bool = True, clause: str = "") -> forms.DecimalField:
    """Yuan: said again, grouped and in capital words, while it is typed."""
    field = forms.DecimalField(label=label, help_text=help_text, required=required, min_value=0, max_digits=14, decimal_places=2)
    return shaped(field, unit=YUAN, span="half", clause=clause)
