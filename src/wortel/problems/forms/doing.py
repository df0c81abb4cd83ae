"""Who answers for a cause, what will be done about it, and what is asked or accepted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.problems.forms.fields import Day, InDialog, as_share, choose_from
from wortel.problems.models import Effort, Lever, ProcessOwner


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
