"""Days on which contacts are nobody's charge, and how serious costs are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.problems.models import ProcessOwner, Stage


class AgreeLaunch(forms.Form):
    first_on = forms.DateField()
    last_on = forms.DateField()
    why = forms.CharField(max_length=300)


class ChooseStage(forms.Form):
    """How serious costs are for everybody, or for one owner, who may go along with everybody."""

    kind = forms.ChoiceField(choices=[("", ""), *Stage.Kind.choices], required=False)
    owner = forms.ModelChoiceField(ProcessOwner.objects.all(), required=False)
    is_sent_by_itself = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("kind") and given.get("owner") is None:
            raise forms.ValidationError(_("Choose one of the stages."))
        return given
