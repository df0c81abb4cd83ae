"""The form of the assistant."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.assist.models import Supplier


class Assistant(forms.Form):
    name = forms.CharField(label=_("Who gets the words (processor)"), max_length=120)
    place = forms.CharField(label=_("Where that is"), max_length=120, help_text=_("Country, or: our own machine."))
    purpose = forms.CharField(label=_("What for"), max_length=300)
    agreed_on = forms.DateField(
        label=_("Agreement signed on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    address = forms.CharField(
        label=_("Address"), max_length=300,
        help_text=_("That of Chat Completions, such as https://models.example/v1. A model on your own machine or in "
                    "your own network answers only when whoever runs Wortel opened it (WORTEL_INSIDE_HOSTS)."),
    )  # fmt: skip
    model = forms.CharField(label=_("Model"), max_length=120)
    key = forms.CharField(
        label=_("Key of the supplier"), max_length=300, required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Kept sealed and never shown. Left empty, the key that is kept stays; another address forgets it."),
    )  # fmt: skip
    drafts = forms.BooleanField(label=_("Draft an answer"), required=False)
    summarises = forms.BooleanField(label=_("Summarise a case"), required=False)
    names = forms.BooleanField(label=_("Propose a name for a topic"), required=False)
    a_day = forms.IntegerField(label=_("Questions a day, all colleagues together"), min_value=1, max_value=100_000)
    longest = forms.IntegerField(
        label=_("Longest answer (tokens)"), min_value=50, max_value=4_000, help_text=_("A word is about 1.5 tokens.")
    )

    @classmethod
    def of(cls, supplier: Supplier | None, data: object = None) -> "Assistant":
        known = supplier or Supplier()
        initial = {name: getattr(known, name) for name in cls.base_fields if name != "key"}
        return cls(data, initial=initial)  # type: ignore[arg-type]  # what a request posts

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        try:
            parts = urlsplit(address)
            is_right = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            is_right = False
        if not is_right or "@" in parts.netloc or parts.fragment or not address.isascii() or " " in address:
            raise forms.ValidationError(_("This is no address that begins with https:// or http://."))
        return address

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not key.isascii() or not key.isprintable():
            raise forms.ValidationError(_("A key has plain letters, digits and signs only."))
        return key
