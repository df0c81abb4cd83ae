from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class FirstAdministrator(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("A password of at least 12 characters"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class Appearance(forms.Form):
    language = forms.ChoiceField(choices=[("nl", "Nederlands"), ("en", "English")], required=False)
    theme = forms.ChoiceField(choices=[("", ""), ("light", ""), ("dark", "")], required=False)
    single_keys = forms.BooleanField(required=False)
