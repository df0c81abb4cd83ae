"""Who works here, in which team and role, and what they may grant alone."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts import actions
from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Mandate, Role, Team
from wortel.desk.views.settings import forms

CENTS = Decimal(100)


@open_to(Role.ADMIN)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    context = {
        "people": Agent.objects.select_related("team").order_by("-is_active", "name"),
        "teams": Team.objects.order_by("name"),
        "mandates": Mandate.objects.select_related("team").order_by("id"),
    }
    return render(request, "desk/settings/people.html", context)


@open_to(Role.ADMIN)
def new_person(request: HttpRequest) -> HttpResponse:
    form = forms.NewPerson(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        actions.add_agent(
            email=said["email"],
            name=said["name"],
            role=Role(said["role"]),
            team=said["team"],
            password=said["password"],
        )
        return _kept(request)
    return _form(request, form, _("New colleague"))


@open_to(Role.ADMIN)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    agent = get_object_or_404(Agent, pk=pk)
    initial = {"name": agent.name, "role": agent.role, "team": agent.team_id, "is_active": agent.is_active}
    form = forms.KnownPerson(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.edit_agent(
                agent=agent,
                name=said["name"],
                role=Role(said["role"]),
                team=said["team"],
                is_active=said["is_active"],
            )
        except actions.LastAdministrator:
            form.add_error("role", _("Somebody must stay who can change these settings."))
            return _form(request, form, agent.name)
        if said["password"]:
            actions.give_password(agent=agent, password=said["password"])
        return _kept(request)
    return _form(request, form, agent.name)


@open_to(Role.ADMIN)
def new_team(request: HttpRequest) -> HttpResponse:
    form = forms.TeamName(request.POST or None)
    if form.is_valid():
        actions.add_team(name=form.cleaned_data["name"])
        return _kept(request)
    return _form(request, form, _("New team"))


@open_to(Role.ADMIN)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Team, pk=pk)
    form = forms.TeamName(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        actions.rename_team(team=found, name=form.cleaned_data["name"])
        return _kept(request)
    return _form(request, form, found.name)


@open_to(Role.ADMIN)
def new_mandate(request: HttpRequest) -> HttpResponse:
    form = forms.Mandate(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        actions.grant_mandate(
            text_nl=said["text_nl"], text_en=said["text_en"], limit_cents=_cents(said["limit"]), team=said["team"]
        )
        return _kept(request)
    return _form(request, form, _("New room to act"))


@open_to(Role.ADMIN)
def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Mandate, pk=pk)
    initial = {
        "text_nl": found.text_nl,
        "text_en": found.text_en,
        "team": found.team_id,
        "limit": None if found.limit_cents is None else Decimal(found.limit_cents) / CENTS,
    }
    form = forms.Mandate(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        actions.edit_mandate(
            mandate=found,
            text_nl=said["text_nl"],
            text_en=said["text_en"],
            limit_cents=_cents(said["limit"]),
            team=said["team"],
        )
        return _kept(request)
    return _form(request, form, found.text_nl)


@open_to(Role.ADMIN)
@require_POST
def mandate_removal(request: HttpRequest, pk: int) -> HttpResponse:
    actions.withdraw_mandate(mandate=get_object_or_404(Mandate, pk=pk))
    return _kept(request)


def _form(request: HttpRequest, form: object, title: str) -> HttpResponse:
    return render(request, "desk/settings/form.html", {"form": form, "title": title, "back": "settings-people"})


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("settings-people")


def _cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * CENTS)
