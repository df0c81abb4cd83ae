"""The forms of the settings."""

from decimal import Decimal
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent, Role, Team
from wortel.channels.models import Kind
from wortel.reasons.models import Demand, Reason

TIME_ZONES = [(zone, zone) for zone in sorted(available_timezones())]
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]


class Organisation(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())]
    )
    repeat_window_hours = forms.IntegerField(
        label=_("A contact is a repeat within (hours)"), min_value=1, max_value=24 * 366
    )
    has_wink = forms.BooleanField(label=_("Owners inside the organisation get the wink"), required=False)
    works_council_agreed_on = forms.DateField(
        label=_("Works council agreed on"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until a day stands here, no answer of ours is read for tone, not even for its writer alone."),
    )  # fmt: skip
    customer_value = forms.DecimalField(
        label=_("What keeping one customer is worth (euros)"), required=False, min_value=0, max_digits=10,
        decimal_places=2,
        help_text=_("Left empty, no page speaks of it. It stands beside the cost of a cause and is never charged."),
    )  # fmt: skip

    undo_seconds = forms.IntegerField(
        label=_("An answer can be called back for (seconds)"), min_value=0, max_value=120,
        help_text=_("So long it waits before it leaves."),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or self.cleaned_data
        value = given.pop("customer_value", None)
        given["customer_value_cents"] = round(value * 100) if isinstance(value, Decimal) else None
        return given


class Person(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AGENT)
    team = forms.ModelChoiceField(Team.objects.order_by("name"), label=_("Team"), required=False, empty_label="–")


class NewPerson(Person):
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    password = forms.CharField(
        label=_("First password, at least 12 characters"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[validate_password],
    )
    field_order = ("name", "email", "role", "team", "password")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Agent.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody here has this mail address already."))
        return email


class KnownPerson(Person):
    is_active = forms.BooleanField(label=_("May sign in"), required=False)
    password = forms.CharField(
        label=_("New password"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("Left empty, nothing changes. A new one ends every open session of this person."),
    )


class TeamName(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if Team.objects.filter(name__iexact=name).exclude(name=self.initial.get("name", "")).exists():
            raise forms.ValidationError(_("There is a team with this name already."))
        return name


class Mandate(forms.Form):
    text_nl = forms.CharField(label=_("In Dutch"), max_length=200)
    text_en = forms.CharField(label=_("In English"), max_length=200)
    limit = forms.DecimalField(label=_("Up to (euro)"), min_value=0, decimal_places=2, required=False)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Only for team"), required=False, empty_label="–"
    )


class ReasonWords(forms.Form):
    label_nl = forms.CharField(label=_("In Dutch, in the customer's words"), max_length=200)
    label_en = forms.CharField(label=_("In English"), max_length=200, required=False)
    demand = forms.ChoiceField(label=_("Kind of demand"), choices=Demand.choices)
    keywords = forms.CharField(
        label=_("Words that point to it"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Parted by commas."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_keywords(self) -> list[str]:
        return [word.strip() for word in str(self.cleaned_data["keywords"]).split(",") if word.strip()]


class NewReason(forms.Form):
    code = forms.SlugField(label=_("Code"), max_length=100, help_text=_("For files and reports; it never changes."))
    label_nl = forms.CharField(label=_("In Dutch, in the customer's words"), max_length=200)
    label_en = forms.CharField(label=_("In English"), max_length=200, required=False)
    demand = forms.ChoiceField(label=_("Kind of demand"), choices=Demand.choices)
    parent = forms.ModelChoiceField(
        Reason.objects.order_by("code"), label=_("Part of"), required=False, empty_label="–"
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if Reason.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a reason with this code already."))
        return code


class Rate(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label=_("Team"),
        required=False,
        empty_label="–",
        help_text=_("Empty: everybody else."),
    )
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    eur_per_minute = forms.DecimalField(label=_("Euro per minute"), min_value=0, max_digits=12, decimal_places=6)


class Fee(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Kind.choices)
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    fee_eur = forms.DecimalField(label=_("Euro per contact"), min_value=0, max_digits=12, decimal_places=6)


class Chats(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label=_("Team"),
        required=False,
        empty_label="–",
        help_text=_("Empty: everybody else."),
    )
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    chats = forms.DecimalField(label=_("Chats at a time"), min_value=1, max_digits=6, decimal_places=3)
