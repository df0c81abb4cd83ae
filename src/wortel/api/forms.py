from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.api.models import Scope

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("A year")))


class NewToken(forms.Form):
    name = forms.CharField(label=_("Which system is it for?"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("How long may it be used?"), choices=DAYS, coerce=int, initial=365)
