"""Why customers make contact, and what a contact costs."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role, Team
from wortel.desk.views.settings import forms
from wortel.problems import actions as problems
from wortel.problems.models import ChannelFee, ChatsAtOnce, Rate
from wortel.problems.queries import next_quarter, today
from wortel.reasons import actions as reasons
from wortel.reasons.models import Reason
from wortel.reasons.queries import find_report, list_tree
from wortel.ui import numbers


@open_to(Role.ADMIN)
@require_GET
def reason_list(request: HttpRequest) -> HttpResponse:
    context = {"twigs": list_tree(with_retired=True), "report": find_report()}
    return render(request, "desk/settings/reasons.html", context)


@open_to(Role.ADMIN)
def new_reason(request: HttpRequest) -> HttpResponse:
    form = forms.NewReason(request.POST or None)
    if form.is_valid():
        reasons.add_reason(**form.cleaned_data)
        return redirect("settings-reasons")
    return render(
        request, "desk/settings/form.html", {"form": form, "title": _("New reason"), "back": "settings-reasons"}
    )


@open_to(Role.ADMIN)
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reason, pk=pk)
    names = ("label_nl", "label_en", "demand", "is_active")
    initial = {**{name: getattr(found, name) for name in names}, "keywords": ", ".join(found.keywords)}
    form = forms.ReasonWords(request.POST or None, initial=initial)
    if form.is_valid():
        reasons.edit_reason(reason=found, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings-reasons")
    return render(request, "desk/settings/form.html", {"form": form, "title": found.label, "back": "settings-reasons"})


@open_to(Role.ADMIN)
@require_GET
def prices(request: HttpRequest) -> HttpResponse:
    # Prices hold for a quarter and are known before it begins.
    begins = {"valid_from": next_quarter(today(timezone.now()))}
    return render(request, "desk/settings/prices.html", {"lists": _lists(begins)})


@dataclass(frozen=True)
class _List:
    """What was agreed since when, and a form for what comes."""

    title: str
    about: str
    unit: str
    lines: list[tuple[str, date, str]]
    none: str
    address: str
    form: Form
    note: str = ""


def _lists(begins: dict[str, date]) -> list[_List]:
    rates = Rate.objects.select_related("team").order_by("team__name", "-valid_from")
    fees = ChannelFee.objects.order_by("channel", "-valid_from")
    chats = ChatsAtOnce.objects.select_related("team").order_by("team__name", "-valid_from")
    return [
        _List(
            title=_("What a minute costs"),
            about=_("Team"),
            unit=_("Euro per minute"),
            lines=[(_name(one.team), one.valid_from, numbers.price(one.eur_per_minute)) for one in rates],
            none=_("No rate yet: a contact has no price."),
            address=reverse("settings-rates"),
            form=forms.Rate(prefix="rate", initial=begins),
        ),
        _List(
            title=_("What a channel costs besides"),
            about=_("Channel"),
            unit=_("Euro per contact"),
            lines=[(one.get_channel_display(), one.valid_from, numbers.price(one.fee_eur)) for one in fees],
            none=_("No fee yet."),
            address=reverse("settings-fees"),
            form=forms.Fee(prefix="fee", initial=begins),
        ),
        _List(
            title=_("How many chats at a time"),
            about=_("Team"),
            unit=_("Chats at a time"),
            lines=[(_name(one.team), one.valid_from, numbers.number(one.chats, 1)) for one in chats],
            none=_("Not set: each chat counts in full."),
            address=reverse("settings-chats"),
            form=forms.Chats(prefix="chats", initial=begins),
            note=_(
                "The minutes of a chat are shared with the chats beside it. What is known of a chat itself goes first."
            ),
        ),
    ]


def _name(team: Team | None) -> str:
    return team.name if team else _("all teams")


@open_to(Role.ADMIN)
@require_POST
def rates(request: HttpRequest) -> HttpResponse:
    """A rate from a day on; what was reckoned before stays as it was."""
    form = forms.Rate(request.POST, prefix="rate")
    if form.is_valid():
        problems.set_rate(**form.cleaned_data)
    return _said(request, form)


@open_to(Role.ADMIN)
@require_POST
def fees(request: HttpRequest) -> HttpResponse:
    form = forms.Fee(request.POST, prefix="fee")
    if form.is_valid():
        problems.set_fee(**form.cleaned_data)
    return _said(request, form)


@open_to(Role.ADMIN)
@require_POST
def chats(request: HttpRequest) -> HttpResponse:
    """With how many customers a colleague chats at a time; the minutes of a chat are shared so."""
    form = forms.Chats(request.POST, prefix="chats")
    if form.is_valid():
        problems.set_chats_at_once(**form.cleaned_data, today=today(timezone.now()))
    return _said(request, form)


def _said(request: HttpRequest, form: forms.Rate | forms.Fee | forms.Chats) -> HttpResponse:
    if form.is_valid():
        messages.success(request, _("Kept. It holds for contacts from that day on."))
    else:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
    return redirect("settings-prices")
