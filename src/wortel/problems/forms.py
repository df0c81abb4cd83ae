"""What people fill in about a problem. Each form gives plain values; the actions decide."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent
from wortel.problems.models import (
    Action,
    Effort,
    Fix,
    Flag,
    Lever,
    Problem,
    Process,
    ProcessOwner,
    Stage,
    Step,
    Yardstick,
)
from wortel.problems.queries import Candidate
from wortel.problems.queries.shown import say_why
from wortel.problems.queries.states import STATES
from wortel.problems.rules import default_washout
from wortel.reasons.models import Reason
from wortel.ui import numbers

NAMED_EMPTY = {"partner", "action"}
WEEKS_AFTER = 12


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


class StepField(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time the class takes no type
    """A step, named with its process."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(Step.objects.none(), label=label, required=False)

    def label_from_instance(self, step: Step) -> str:
        return f"{step.process}: {step.place}. {step}"


class Description(InDialog):
    title_nl = forms.CharField(label=_("What goes wrong, in Dutch"), max_length=300)
    title_en = forms.CharField(label=_("What goes wrong, in English"), max_length=300, required=False)
    summary_nl = _long_text(_("How it comes about, in Dutch"))
    summary_en = _long_text(_("How it comes about, in English"))
    workaround_nl = _long_text(_("What we do meanwhile, in Dutch"))
    workaround_en = _long_text(_("What we do meanwhile, in English"))
    reply_nl = _long_text(_("What we write to the customer meanwhile, in Dutch"))
    reply_en = _long_text(_("What we write to the customer meanwhile, in English"))
    process = forms.ModelChoiceField(Process.objects.none(), label=_("Process"), required=False)
    step = StepField(label=_("At which step does it go wrong?"))
    reason = forms.ModelChoiceField(Reason.objects.none(), label=_("Reason of the contacts"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "process", Process.objects.select_related("owner").order_by("name_nl"))
        choose_from(self, "step", Step.objects.select_related("process").order_by("process__name_nl", "place"))
        choose_from(self, "reason", Reason.objects.filter(is_active=True).order_by("code"))

    def clean(self) -> dict[str, Any] | None:
        """A step brings its process along."""
        given = super().clean() or {}
        step, process = given.get("step"), given.get("process")
        if step and process and step.process != process:
            self.add_error("step", _("This step belongs to another process."))
        elif step:
            given["process"] = step.process
        return given

    @classmethod
    def of(cls, problem: Problem) -> "Description":
        fields = ("title", "summary", "workaround", "reply")
        names = [f"{field}_{language}" for field in fields for language in ("nl", "en")]
        known = {name: getattr(problem, name) for name in names}
        links = {"process": problem.process_id, "step": problem.step_id, "reason": problem.reason_id}
        return cls(initial={**known, **links}, auto_id="describe-%s")


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
        choose_from(self, "owner", ProcessOwner.objects.order_by("name"))


class NewAction(InDialog):
    what = forms.CharField(label=_("What is done?"), max_length=300)
    lever = forms.ChoiceField(
        label=_("What is changed?"), choices=Lever.choices,
        help_text=_("A mitigation, such as a question and answer, eases and never closes a cause."),
    )  # fmt: skip
    hypothesis = forms.CharField(
        label=_("Why would that help?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected_percent = forms.IntegerField(
        label=_("Which part of the contacts would that take away, in percent?"),
        min_value=1, max_value=100, required=False,
    )  # fmt: skip
    effort = forms.ChoiceField(
        label=_("How much work is it?"), choices=[("", _("not known yet")), *Effort.choices], required=False
    )
    owner = forms.ModelChoiceField(
        ProcessOwner.objects.none(), label=_("Which department or partner does it?"), required=False
    )
    who = forms.CharField(label=_("Who does it?"), max_length=200, required=False)
    planned_on = forms.DateField(label=_("Ready on"), required=False, widget=Day)
    done_on = forms.DateField(label=_("Done on"), required=False, widget=Day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", ProcessOwner.objects.order_by("name"))

    @property
    def given(self) -> dict[str, Any]:
        """The values of the action itself."""
        known = {name: value for name, value in self.cleaned_data.items() if name != "expected_percent"}
        return {**known, "expected_reduction": as_share(self.cleaned_data["expected_percent"])}


def as_share(percent: int | None) -> float | None:
    return percent / 100 if percent else None


if TYPE_CHECKING:
    ManyReasons = forms.ModelMultipleChoiceField[Reason]
else:
    ManyReasons = forms.ModelMultipleChoiceField


class Topics(ManyReasons):
    """Topics to compare with, each with how often it comes and what speaks against it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Reason.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)
        self.candidates: dict[int, Candidate] = {}

    def offer(self, candidates: list[Candidate]) -> None:
        self.candidates = {one.reason.pk: one for one in candidates if not one.is_refused}
        self.queryset = Reason.objects.filter(pk__in=self.candidates)
        self.initial = [pk for pk, one in self.candidates.items() if one.is_proposed]

    def label_from_instance(self, reason: Any) -> str:
        candidate = self.candidates[reason.pk]
        words = _("%(topic)s: %(contacts)s contacts in half a year") % {
            "topic": reason.label,
            "contacts": numbers.number(candidate.contacts),
        }
        return f"{words}, {say_why(candidate.why)}" if candidate.why else words


class NewFix(InDialog):
    """How a fix will be judged: written down before there is a figure."""

    what = forms.CharField(label=_("What takes the cause away?"), max_length=300)
    action = forms.ModelChoiceField(
        Action.objects.none(), label=_("Which action is it?"), required=False, empty_label=_("another one")
    )
    on = forms.DateField(label=_("From which day on?"), widget=Day)
    exposure = forms.ChoiceField(
        label=_("What brings contacts by itself?"), choices=Yardstick.choices, required=False,
        help_text=_("More of it is not a worse cause: contacts are counted per so many of these."),
    )  # fmt: skip
    washout_weeks = forms.IntegerField(
        label=_("Weeks that do not count"), min_value=0, max_value=12, required=False,
        help_text=_(
            "The time in which old and new stand beside each other. Left empty: one week, two for a product,"
            " four with invoices."
        ),
    )  # fmt: skip
    weeks_after = forms.IntegerField(
        label=_("Weeks we measure after it"), min_value=4, max_value=52, initial=WEEKS_AFTER, required=False,
        help_text=_("The verdict falls at the end of these."),
    )  # fmt: skip
    expected_percent = forms.IntegerField(
        label=_("How many percent fewer contacts do we expect?"), min_value=1, max_value=100, required=False,
        help_text=_("Written down now, before the figures are in."),
    )  # fmt: skip
    controls = Topics(
        label=_("Compare with these topics"), required=False,
        help_text=_("Topics that the change leaves alone. They show what would have happened anyway."),
    )  # fmt: skip

    def __init__(self, *args: Any, problem: Problem, controls: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "action", problem.actions.exclude(lever=Lever.MITIGATION).order_by("-pk"))
        topics = self.fields["controls"]
        assert isinstance(topics, Topics)
        topics.offer(controls)
        self.refused = [one for one in controls if one.is_refused]

    @classmethod
    def of(cls, fix: Fix, controls: list[Candidate]) -> "NewFix":
        """The plan as it stands, to be changed while nothing has been measured."""
        known = {name: getattr(fix, name) for name in ("what", "on", "exposure", "washout_weeks", "weeks_after")}
        percent = round(100 * fix.expected_reduction) if fix.expected_reduction else None
        chosen = [one.pk for one in fix.controls.all()]
        initial = {**known, "action": fix.action_id, "expected_percent": percent, "controls": chosen}
        return cls(initial=initial, problem=fix.problem, controls=controls, auto_id="plan-%s")

    @property
    def given(self) -> dict[str, Any]:
        """The values of the plan; weeks left empty are those that fit what is changed."""
        values = self.cleaned_data
        weeks, action = values["washout_weeks"], values["action"]
        exposure = values["exposure"] or Yardstick.ORDERS
        if weeks is None:
            weeks = default_washout(action.lever if action else "", exposure)
        return {
            **{name: values[name] for name in ("what", "on")},
            "exposure": exposure,
            "weeks_after": values["weeks_after"] or WEEKS_AFTER,
            "washout_weeks": weeks,
            "expected_reduction": as_share(values["expected_percent"]),
        }


class Invoices(forms.Form):
    """Weeks and invoices as they stand in a spreadsheet: a day and a number on each line."""

    weeks = forms.CharField(
        label=_("Invoices per week"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("On each line a day of the week and how many invoices went out, as 2025-10-06; 9500."),
    )  # fmt: skip

    def clean_weeks(self) -> dict[date, int]:
        lines = [line for line in self.cleaned_data["weeks"].splitlines() if line.strip()]
        try:
            pairs = [re.split(r"[;,\t ]+", line.strip(), maxsplit=1) for line in lines]
            return {date.fromisoformat(day): int(count.replace(".", "")) for day, count in pairs}
        except ValueError as error:
            raise forms.ValidationError(_("Each line needs a day and a number, as 2025-10-06; 9500.")) from error


class AcceptedRisk(InDialog):
    why = forms.CharField(label=_("Why do we accept it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    review_on = forms.DateField(
        label=_("When do we look again?"), widget=Day, help_text=_("Within a year. On that day it opens again.")
    )


class Question(InDialog):
    """What the meeting wants to know of whoever answers for a cause."""

    question = forms.CharField(
        label=_("What do we want to know?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
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
        choose_from(self, "absorbed", others)


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


class BoardFilter(forms.Form):
    """What to see of the board; it is sent as an address, so that a view can be kept and handed on."""

    words = forms.CharField(label=_("Words in the title"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    owner = forms.ModelChoiceField(ProcessOwner.objects.none(), label=_("Owner"), required=False)
    process = forms.ModelChoiceField(Process.objects.none(), label=_("Process"), required=False)
    by = forms.ChoiceField(label=_("Grouped by"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("state", [("", _("all")), *((state.value, words) for state, words in STATES.items())])
        nothing = ("", _("nothing"))
        self._offer("by", [nothing, ("state", _("State")), ("owner", _("Owner")), ("process", _("Process"))])
        longest = [("age", _("longest known")), ("silence", _("longest without a step"))]
        self._offer("sort", [("priority", _("money and trend")), *longest])
        for name, rows in (("owner", ProcessOwner.objects.order_by("name")), ("process", Process.objects.all())):
            if agent.is_staff_member:
                self._offer_rows(name, rows)
            else:
                del self.fields[name]

    def _offer_rows(self, name: str, rows: Any) -> None:
        choose_from(self, name, rows)
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = _("all")

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    if not isinstance(field, forms.ModelMultipleChoiceField) and name not in NAMED_EMPTY:
        field.empty_label = _("Choose…")
