"""What people choose about figures and papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.problems.actions import Wanted


class Evidence(forms.Form):
    """What may stand in a pack. Names and whole mails only with a reason, which is remembered."""

    with_names = forms.BooleanField(
        label=_("With names and addresses"),
        help_text=_("Only when the claim cannot do without. The other side then sees who it was."),
        required=False,
    )
    with_originals = forms.BooleanField(
        label=_("With the mails as they came, files included"),
        help_text=_("Everything in them is shown, masked or not."),
        required=False,
    )
    why = forms.CharField(label=_("Why is that needed?"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (given.get("with_names") or given.get("with_originals")) and not (given.get("why") or "").strip():
            self.add_error("why", _("Say why. It is kept with the pack."))
        return given

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(not given["with_names"], given["with_originals"], given["why"])
