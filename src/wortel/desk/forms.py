"""What people fill in on the desk."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wortel.cases.models import Case
from wortel.cases.queries import list_cases_of
from wortel.channels.interface import Party
from wortel.channels.models import Kind, Mailbox
from wortel.customers.models import Customer
from wortel.journey.answer import Copies, WrapUp
from wortel.problems.models import Problem
from wortel.reasons.models import Reason
from wortel.signals.models import Means

YES_NO = [("yes", "yes"), ("no", "no")]
NEW_CAUSE = "new"
MOST_COPIES = 30


class Outcome(forms.Form):
    """The wrap-up: two answers, a reason, a cause, and what was lacking."""

    wrapped = forms.BooleanField(required=False)
    solved = forms.ChoiceField(choices=YES_NO, required=False)
    gone = forms.ChoiceField(choices=YES_NO, required=False)
    reason = forms.ModelChoiceField(Reason.objects.filter(is_active=True), required=False)
    problem = forms.CharField(required=False)
    lacks = forms.MultipleChoiceField(choices=Means.choices, required=False)
    unsolvable = forms.BooleanField(required=False)
    fed_up = forms.BooleanField(required=False)
    stuck = forms.BooleanField(required=False)

    def clean_problem(self) -> Problem | None:
        written = self.cleaned_data["problem"]
        return Problem.objects.filter(pk=int(written)).first() if written.isdigit() else None

    def wrap_up(self) -> WrapUp | None:
        """What was said, or nothing when the wrap-up was not reached."""
        said = self.cleaned_data
        if not said["wrapped"]:
            return None
        return WrapUp(
            is_solved=_truth(said["solved"]),
            is_cause_open={"yes": False, "no": True}.get(said["gone"]),
            reason=said["reason"],
            problem=said["problem"],
            is_new_cause=self.data.get("problem") == NEW_CAUSE,
            lacks=frozenset(said["lacks"]),
            is_unsolvable=said["unsolvable"],
            is_fed_up=said["fed_up"],
            is_stuck=said["stuck"],
        )


class Answer(Outcome):
    """What the composer sends: the words, what its writer had seen, and the wrap-up."""

    text = forms.CharField(error_messages={"required": _("There is nothing to send yet.")})
    cc = forms.CharField(required=False)
    bcc = forms.CharField(required=False)
    mailbox = forms.ModelChoiceField(Mailbox.objects.all(), required=False)
    seen = forms.IntegerField(min_value=0)
    view = forms.CharField(required=False)
    then = forms.CharField(required=False)

    def clean_cc(self) -> tuple[Party, ...]:
        return _parties(self.cleaned_data["cc"])

    def clean_bcc(self) -> tuple[Party, ...]:
        return _parties(self.cleaned_data["bcc"])

    @property
    def words(self) -> str:
        return str(self.data.get("text", ""))

    @property
    def refusal(self) -> str:
        """The first thing that keeps it from being sent."""
        return next((str(words) for errors in self.errors.values() for words in errors), "")

    @property
    def copies(self) -> Copies:
        said = self.cleaned_data
        return Copies(cc=said["cc"], bcc=said["bcc"], mailbox=said["mailbox"])


def _parties(written: str) -> tuple[Party, ...]:
    """Addresses as somebody types them: with commas, semicolons or blanks between, and perhaps a name before each."""
    named = re.findall(r"<([^<>\s]+)>", written)
    parts = named or [part for part in re.split(r"[,;\s]+", written) if part]
    for part in parts:
        try:
            validate_email(part)
        except forms.ValidationError:
            raise forms.ValidationError(_("“%(address)s” is no mail address.") % {"address": part}) from None
    if len(parts) > MOST_COPIES:
        raise forms.ValidationError(_("At most %(most)s people at a time.") % {"most": MOST_COPIES})
    return tuple(Party("email", part.lower()) for part in dict.fromkeys(parts))


def _truth(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


class ByHand(forms.Form):
    """A call, a letter or a visit as somebody writes it down."""

    channel = forms.ChoiceField(choices=[(kind, kind) for kind in (Kind.PHONE, Kind.LETTER, Kind.COUNTER)])
    who = forms.CharField(required=False, max_length=254)
    customer = forms.ModelChoiceField(Customer.objects.standing(), required=False)
    case = forms.ModelChoiceField(Case.objects.standing(), required=False)
    text = forms.CharField(error_messages={"required": _("Write one sentence first: what was it about?")})
    caller = forms.CharField(required=False, max_length=200)
    started = forms.CharField(required=False)
    apart = forms.BooleanField(required=False)

    def clean_case(self) -> Case | None:
        """A case of somebody else is never meant."""
        case: Case | None = self.cleaned_data["case"]
        customer: Customer | None = self.cleaned_data.get("customer")
        if case is None or customer is None or not list_cases_of(customer).filter(pk=case.pk).exists():
            return None
        return case
