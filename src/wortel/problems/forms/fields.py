"""What the forms of this room are made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NAMED_EMPTY = {"partner", "action"}


class Day(forms.DateInput):
    """The browser's own calendar; it wants the day as the wire writes it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class InDialog(forms.Form):
    """A form in a dialog: whoever opens it can type at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


def long_text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    if not isinstance(field, forms.ModelMultipleChoiceField) and name not in NAMED_EMPTY:
        field.empty_label = _("Choose…")


def as_share(percent: int | None) -> float | None:
    return percent / 100 if percent else None
