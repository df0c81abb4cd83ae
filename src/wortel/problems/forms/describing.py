"""What a cause is, what it is the same as, and how a contact belongs to it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.problems.forms.fields import InDialog, choose_from, long_text
from wortel.problems.models import Flag, Problem, Process, Step
from wortel.reasons.models import Reason


class Beginning(InDialog):
    """A problem that nobody reported through a contact yet."""

    title = forms.CharField(label=_("What goes wrong?"), max_length=300)


class StepField(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time the class takes no type
    """A step, named with its process."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(Step.objects.none(), label=label, required=False)

    def label_from_instance(self, step: Step) -> str:
        return f"{step.process}: {step.place}. {step}"


class Description(InDialog):
    title_nl = forms.CharField(label=_("What goes wrong, in Dutch"), max_length=300)
    title_en = forms.CharField(label=_("What goes wrong, in English"), max_length=300, required=False)
    summary_nl = long_text(_("How it comes about, in Dutch"))
    summary_en = long_text(_("How it comes about, in English"))
    workaround_nl = long_text(_("What we do meanwhile, in Dutch"))
    workaround_en = long_text(_("What we do meanwhile, in English"))
    reply_nl = long_text(_("What we write to the customer meanwhile, in Dutch"))
    reply_en = long_text(_("What we write to the customer meanwhile, in English"))
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


class Absorbing(InDialog):
    """Another problem that is the same."""

    absorbed = forms.ModelChoiceField(Problem.objects.none(), label=_("Which cause is the same as this one?"))

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Problem.objects.standing().exclude(pk=problem.pk).order_by("closed_at", "title_nl")
        choose_from(self, "absorbed", others)


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
