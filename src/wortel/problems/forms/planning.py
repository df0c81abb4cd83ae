"""How a change will be judged, written down before there is a figure."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.problems.forms.fields import Day, InDialog, as_share, choose_from
from wortel.problems.models import Action, Fix, Lever, Problem, Yardstick
from wortel.problems.queries import Candidate
from wortel.problems.queries.shown import say_why
from wortel.problems.rules import default_washout
from wortel.reasons.models import Reason
from wortel.ui import numbers

WEEKS_AFTER = 12


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
        self.refused = [(one.reason, say_why(one.why or "")) for one in controls if one.is_refused]

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
