"""What is filled in about processes, their steps and their owners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wortel.accounts.models import Agent
from wortel.partners.models import Partner
from wortel.problems.forms.fields import Day, InDialog, choose_from
from wortel.problems.models import Accountable, Agreement, Process, ProcessOwner, Step

PARTS = (Accountable.Part.FIRST, Accountable.Part.DEPUTY, Accountable.Part.HEAD)
WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip
LANGUAGES = [("", _("as the organisation")), ("nl", "Nederlands"), ("en", "English")]
WINKS = [
    ("", _("as usual: on for us, off for partners")),
    ("on", pgettext_lazy("wink", "on")),
    ("off", pgettext_lazy("wink", "off")),
]


class Department(InDialog):
    """An owner of processes, with the people who answer for it."""

    name = forms.CharField(label=_("Department or partner"), max_length=200)
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=60, required=False)
    ledger_code = forms.CharField(label=_("Ledger code"), max_length=60, required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), required=False, empty_label=_("our own organisation")
    )
    wink = forms.ChoiceField(
        label=_("The wink"), required=False,
        choices=WINKS,
    )  # fmt: skip
    first_name = forms.CharField(label=_("Who answers for it?"), max_length=200, required=False)
    first_email = forms.EmailField(label=_("E-mail address"), required=False)
    deputy_name = forms.CharField(label=_("Who stands in?"), max_length=200, required=False)
    deputy_email = forms.EmailField(label=_("E-mail address of the deputy"), required=False)
    head_name = forms.CharField(label=_("Who hears when both are silent?"), max_length=200, required=False)
    head_email = forms.EmailField(label=_("E-mail address of the head"), required=False)
    language = forms.ChoiceField(label=_("Language of our mail"), choices=LANGUAGES, required=False)
    away_from = forms.DateField(label=_("Who answers for it is away from"), required=False, widget=Day)
    away_until = forms.DateField(
        label=_("up to and including"), required=False, widget=Day,
        help_text=_("In those days the deputy gets our mail."),
    )  # fmt: skip
    account = forms.ModelChoiceField(Agent.objects.none(), label=_("Account of the owner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "partner", Partner.objects.order_by("name"))
        choose_from(self, "account", Agent.objects.filter(is_active=True).order_by("name"))

    @classmethod
    def of(cls, owner: ProcessOwner) -> "Department":
        people = {person.part: person for person in owner.people.all()}
        first = people.get(Accountable.Part.FIRST)
        absence = first.absences.order_by("-until_on").first() if first else None
        known = {f"{part}_{name}": getattr(people.get(part), name, "") for part in PARTS for name in ("name", "email")}
        return cls(
            initial={
                **known,
                "name": owner.name,
                "cost_centre": owner.cost_centre,
                "ledger_code": owner.ledger_code,
                "partner": owner.partner_id,
                "wink": {True: "on", False: "off", None: ""}[owner.has_wink],
                "language": first.language if first else "",
                "away_from": absence.from_on if absence else None,
                "away_until": absence.until_on if absence else None,
                "account": first.agent_id if first else None,
            },
            auto_id=f"owner-{owner.pk}-%s",
        )

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        away_from, away_until = given.get("away_from"), given.get("away_until")
        if bool(away_from) != bool(away_until) or (away_from and away_until and away_until < away_from):
            self.add_error("away_until", _("An absence needs two days, the last one not before the first."))
        return given

    @property
    def has_wink(self) -> bool | None:
        return {"on": True, "off": False}.get(self.cleaned_data["wink"])


class ProcessName(forms.Form):
    """What a process is called, and who answers for it."""

    name_nl = forms.CharField(label=_("Process, in Dutch"), max_length=200)
    name_en = forms.CharField(label=_("Process, in English"), max_length=200, required=False)
    owner = forms.ModelChoiceField(ProcessOwner.objects.none(), label=_("Who answers for it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", ProcessOwner.objects.order_by("name"))

    @classmethod
    def of(cls, process: Process) -> "ProcessName":
        known = {"name_nl": process.name_nl, "name_en": process.name_en, "owner": process.owner_id}
        return cls(initial=known, auto_id="process-%s")


class NewProcess(ProcessName, InDialog):
    """The same in a dialog."""


class StepRow(forms.Form):
    """One step; without a name it is left out. The number says where it stands."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(label=_("Place"), min_value=0, max_value=99)
    name_nl = forms.CharField(label=_("Step, in Dutch"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Step, in English"), max_length=200, required=False)
    owner = forms.ModelChoiceField(
        ProcessOwner.objects.none(), label=_("Somebody else answers for this step"), required=False,
        empty_label=_("as the process"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ProcessOwner.objects.order_by("name")
        for one in self.fields.values():  # the labels stand above the columns
            one.widget.attrs |= {"class": "input", "aria-label": one.label, "placeholder": one.label}

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("name_en") and not given.get("name_nl"):
            self.add_error("name_nl", _("Give the step its Dutch name too."))
        return given


StepRows = forms.formset_factory(StepRow, extra=3)


def rows_of(process: Process) -> list[dict[str, Any]]:
    steps = Step.objects.filter(process=process)
    return [
        {"step": one.pk, "place": one.place, "name_nl": one.name_nl, "name_en": one.name_en, "owner": one.owner_id}
        for one in steps
    ]


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=60)


def _hour(label: Any, most: int = 23) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most)


class Agreed(InDialog):
    """What holds for all owners."""

    answer_days = _days(_("Working days in which an owner answers"))
    reminder_days = _days(_("Working days between two reminders"))
    our_days = _days(_("Working days in which we answer an owner"))
    least_contacts = forms.IntegerField(
        label=_("Contacts in 28 days from which we ask by ourselves"), min_value=1, max_value=1000,
        help_text=_("When a process is theirs and nobody has asked them yet."),
    )  # fmt: skip
    mail_from_hour = _hour(_("Our mail leaves from this hour"))
    mail_until_hour = _hour(_("until this hour"), 24)
    has_reminders = forms.BooleanField(label=_("Ask and remind by mail"), required=False)
    has_digest = forms.BooleanField(label=_("Send the weekly mail"), required=False)
    digest_weekday = forms.TypedChoiceField(label=_("Day of the weekly mail"), choices=WEEKDAYS, coerce=int)
    digest_hour = _hour(_("Hour of the weekly mail"))

    @classmethod
    def of(cls, agreement: Agreement) -> "Agreed":
        known = {name: getattr(agreement, name) for name in cls.base_fields}
        return cls(initial=known, auto_id="agreed-%s")

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("mail_from_hour", 0) >= given.get("mail_until_hour", 24):
            self.add_error("mail_until_hour", _("The last hour comes after the first."))
        return given
