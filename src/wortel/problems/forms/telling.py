"""What people fill in about a message to customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.orders.models import ParcelStep
from wortel.partners.models import Partner
from wortel.problems.actions.telling import Limits
from wortel.problems.forms.fields import Day
from wortel.problems.models import Exposure, Restraint, Telling
from wortel.problems.queries.telling import Proposal, list_complaints
from wortel.problems.rules.telling import unknown_blanks
from wortel.reasons.models import Reason

HUNDRED = 100


def _words(label: Any, rows: int = 12) -> forms.CharField:
    return forms.CharField(label=label, max_length=6000, widget=forms.Textarea(attrs={"rows": rows}), strip=True)


class Words(forms.Form):
    """Subject and text, in both languages."""

    subject_nl = forms.CharField(label=_("Subject in Dutch"), max_length=150)
    text_nl = _words(_("Text in Dutch"))
    subject_en = forms.CharField(label=_("Subject in English"), max_length=150)
    text_en = _words(_("Text in English"))

    @classmethod
    def of(cls, telling: Telling) -> "Words":
        return cls(initial={name: getattr(telling, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, text in list(given.items()):
            if unknown := unknown_blanks(text):
                self.add_error(name, _("We cannot fill in: %(blanks)s.") % {"blanks": ", ".join(unknown)})
        return given

    @property
    def proposal(self) -> Proposal:
        return Proposal(**self.cleaned_data)


class Whose(forms.Form):
    """Whose orders a cause can touch."""

    product = forms.CharField(label=_("Product"), max_length=200, required=False)
    carrier = forms.ModelChoiceField(Partner.objects.none(), label=_("Carrier"), required=False)
    step = forms.ChoiceField(label=_("Step of the parcel"), required=False)
    placed_from = forms.DateField(label=_("Ordered from"), required=False, widget=Day)
    placed_until = forms.DateField(label=_("Ordered until"), required=False, widget=Day)
    reason = forms.ModelChoiceField(
        Reason.objects.none(), label=_("Reason of those who call about it"), required=False,
        help_text=_("Besides the contacts of this cause itself. We count these to see whether the message helps."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["carrier"], Partner.objects.order_by("name"), _("any carrier"))
        _offer(self.fields["reason"], Reason.objects.filter(is_active=True).order_by("code"), _("only this cause"))
        step = self.fields["step"]
        assert isinstance(step, forms.ChoiceField)
        step.choices = [("", _("any step")), *ParcelStep.Kind.choices]

    @classmethod
    def of(cls, exposure: Exposure | None) -> "Whose":
        names = ("product", "carrier", "step", "placed_from", "placed_until", "reason")
        return cls(initial={name: getattr(exposure, name) for name in names} if exposure else None)


def _offer(field: forms.Field, rows: Any, nothing: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset, field.empty_label = rows, nothing


class HowFar(forms.Form):
    """The limits of an organisation."""

    per_hour = forms.IntegerField(label=_("At most so many messages an hour"), min_value=1, max_value=100_000)
    days_between = forms.IntegerField(
        label=_("Days between two messages to one customer"), min_value=0, max_value=366
    )  # fmt: skip
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    on_sundays = forms.BooleanField(label=_("Also on Sundays"), required=False)
    open_days = forms.IntegerField(
        label=_("Nothing while a case is open that moved in the last so many days"), min_value=0, max_value=366
    )
    held_out = forms.IntegerField(
        label=_("Share that is told nothing, to compare (%)"), min_value=1, max_value=50,
        help_text=_("Only of messages in advance. Without it nobody knows whether they help."),
    )  # fmt: skip
    warn = forms.IntegerField(
        label=_("Warn when surely more than this share is still bothered (%)"), min_value=1, max_value=99
    )
    complaints = forms.ModelMultipleChoiceField(
        Reason.objects.none(), label=_("Reasons that are complaints"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("While such a case is open, its customer gets no message."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        complaints = self.fields["complaints"]
        assert isinstance(complaints, forms.ModelMultipleChoiceField)
        complaints.queryset = Reason.objects.filter(is_active=True).order_by("code")

    @classmethod
    def of(cls, restraint: Restraint) -> "HowFar":
        names = ("per_hour", "days_between", "quiet_from", "quiet_until", "on_sundays", "open_days")
        known = {name: getattr(restraint, name) for name in names}
        shares = {"held_out": round(HUNDRED * restraint.held_out_share), "warn": round(HUNDRED * restraint.warn_share)}
        return cls(initial={**known, **shares, "complaints": list_complaints(restraint)})

    @property
    def limits(self) -> Limits:
        given = dict(self.cleaned_data)
        given.pop("complaints")
        held_out, warn = given.pop("held_out") / HUNDRED, given.pop("warn") / HUNDRED
        return Limits(**given, held_out_share=held_out, warn_share=warn)
