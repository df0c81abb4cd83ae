"""What to see of the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent
from wortel.problems.forms.fields import choose_from
from wortel.problems.models import Process, ProcessOwner
from wortel.problems.queries.states import STATES


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
