"""What people fill in about a problem. Each form gives plain values; the actions decide."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wortel.accounts.models import Agent
from wortel.partners.models import Partner
from wortel.problems.models import Accountable, Action, Flag, Problem, Process, ProcessOwner
from wortel.reasons.models import Reason

NAMED_EMPTY = {"partner"}
WINKS = [
    ("", _("as usual: on for us, off for partners")),
    ("on", pgettext_lazy("wink", "on")),
    ("off", pgettext_lazy("wink", "off")),
]


class Day(forms.DateInput):
    """The browser's own calendar; it wants the day as the wire writes it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def _long_text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class InDialog(forms.Form):
    """A form in a dialog: whoever opens it can type at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class Description(InDialog):
    title_nl = forms.CharField(label=_("What goes wrong, in Dutch"), max_length=300)
    title_en = forms.CharField(label=_("What goes wrong, in English"), max_length=300, required=False)
    summary_nl = _long_text(_("How it comes about, in Dutch"))
    summary_en = _long_text(_("How it comes about, in English"))
    workaround_nl = _long_text(_("What we do meanwhile, in Dutch"))
    workaround_en = _long_text(_("What we do meanwhile, in English"))
    process = forms.ModelChoiceField(Process.objects.none(), label=_("Process"), required=False)
    reason = forms.ModelChoiceField(Reason.objects.none(), label=_("Reason of the contacts"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "process", Process.objects.select_related("owner").order_by("name_nl"))
        _choose_from(self, "reason", Reason.objects.filter(is_active=True).order_by("code"))

    @classmethod
    def of(cls, problem: Problem) -> "Description":
        names = ("title_nl", "title_en", "summary_nl", "summary_en", "workaround_nl", "workaround_en")
        known = {name: getattr(problem, name) for name in names}
        return cls(initial={**known, "process": problem.process_id, "reason": problem.reason_id}, auto_id="describe-%s")


class Beginning(InDialog):
    """A problem that nobody reported through a contact yet."""

    title = forms.CharField(label=_("What goes wrong?"), max_length=300)


class Assignment(InDialog):
    owner = forms.ModelChoiceField(ProcessOwner.objects.none(), label=_("Who answers for this?"))
    is_invited = forms.BooleanField(
        label=_("Send an invitation by e-mail"), required=False, initial=True,
        help_text=_("With a link that works for 30 days, for this cause only."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "owner", ProcessOwner.objects.order_by("name"))


class NewAction(InDialog):
    lever = forms.ChoiceField(
        label=_("What is changed?"), choices=Action.Lever.choices,
        help_text=_("A mitigation, such as a question and answer, eases and never closes a cause."),
    )  # fmt: skip
    what = forms.CharField(label=_("What is done?"), max_length=300)
    who = forms.CharField(label=_("By whom?"), max_length=200, required=False)
    planned_on = forms.DateField(label=_("Planned for"), required=False, widget=Day)
    done_on = forms.DateField(label=_("Done on"), required=False, widget=Day)


class NewFix(InDialog):
    what = forms.CharField(label=_("What took the cause away?"), max_length=300)
    on = forms.DateField(label=_("From which day on?"), widget=Day)
    washout_weeks = forms.IntegerField(
        label=_("Weeks that do not count"), min_value=0, max_value=12, initial=1,
        help_text=_("The time in which old and new stand beside each other."),
    )  # fmt: skip
    expected_percent = forms.IntegerField(
        label=_("How many percent fewer contacts do we expect?"), min_value=1, max_value=100, required=False,
        help_text=_("Written down now, before the figures are in."),
    )  # fmt: skip
    controls = forms.ModelMultipleChoiceField(
        Reason.objects.none(), label=_("Compare with these topics"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Topics that the change leaves alone. They show what would have happened anyway."),
    )  # fmt: skip

    def __init__(self, *args: Any, controls: list[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "controls", Reason.objects.filter(pk__in=[one.pk for one in controls]))
        self.fields["controls"].initial = [one.pk for one in controls]

    @property
    def expected_reduction(self) -> float | None:
        percent = self.cleaned_data["expected_percent"]
        return percent / 100 if percent else None


class AcceptedRisk(InDialog):
    why = forms.CharField(label=_("Why do we accept it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    review_on = forms.DateField(
        label=_("When do we look again?"), widget=Day, help_text=_("Within a year. On that day it opens again.")
    )


class Relation(forms.Form):
    """How a contact belongs to a cause, and for which part."""

    kind = forms.ChoiceField(label=_("How does it belong here?"), choices=Flag.Kind.choices)
    share_percent = forms.IntegerField(label=_("For how many percent?"), min_value=1, max_value=100, initial=100)

    @classmethod
    def of(cls, flag: Flag) -> "Relation":
        known = {"kind": flag.kind, "share_percent": round(flag.share * 100)}
        return cls(initial=known, auto_id=f"flag-{flag.pk}-%s")

    @property
    def share(self) -> Decimal:
        return Decimal(self.cleaned_data["share_percent"]) / 100


class Absorbing(InDialog):
    """Another problem that is the same."""

    absorbed = forms.ModelChoiceField(Problem.objects.none(), label=_("Which cause is the same as this one?"))

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Problem.objects.standing().exclude(pk=problem.pk).order_by("closed_at", "title_nl")
        _choose_from(self, "absorbed", others)


class Department(InDialog):
    """An owner of processes, with the people who answer for it."""

    name = forms.CharField(label=_("Department or partner"), max_length=200)
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=60, required=False)
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
    account = forms.ModelChoiceField(Agent.objects.none(), label=_("Account of the owner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "partner", Partner.objects.order_by("name"))
        _choose_from(self, "account", Agent.objects.filter(is_active=True).order_by("name"))

    @classmethod
    def of(cls, owner: ProcessOwner) -> "Department":
        people = {person.part: person for person in owner.people.all()}
        first, deputy = people.get(Accountable.Part.FIRST), people.get(Accountable.Part.DEPUTY)
        return cls(
            initial={
                "name": owner.name,
                "cost_centre": owner.cost_centre,
                "partner": owner.partner_id,
                "wink": {True: "on", False: "off", None: ""}[owner.has_wink],
                "first_name": first.name if first else "",
                "first_email": first.email if first else "",
                "deputy_name": deputy.name if deputy else "",
                "deputy_email": deputy.email if deputy else "",
                "account": first.agent_id if first else None,
            },
            auto_id=f"owner-{owner.pk}-%s",
        )

    @property
    def has_wink(self) -> bool | None:
        return {"on": True, "off": False}.get(self.cleaned_data["wink"])


class NewProcess(InDialog):
    name_nl = forms.CharField(label=_("Process, in Dutch"), max_length=200)
    name_en = forms.CharField(label=_("Process, in English"), max_length=200, required=False)
    owner = forms.ModelChoiceField(ProcessOwner.objects.none(), label=_("Who answers for it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "owner", ProcessOwner.objects.order_by("name"))


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    if not isinstance(field, forms.ModelMultipleChoiceField) and name not in NAMED_EMPTY:
        field.empty_label = _("Choose…")
