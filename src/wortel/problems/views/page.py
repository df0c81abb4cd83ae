"""One cause: what it costs, what customers say, what was done, and whether it helped."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now, find_organisation
from wortel.problems import actions, forms, queries
from wortel.problems.models import Hypothesis, Note, Problem
from wortel.problems.queries import Changes, Dossier, Figures, shown
from wortel.problems.queries.states import STATES
from wortel.problems.rules import SAID, state_of
from wortel.problems.views.dialogs import list_dialogs
from wortel.problems.views.reading import EVERYBODY_INSIDE, KEEPERS, agent_of, find_problem
from wortel.problems.views.telling.part import told_of
from wortel.problems.views.who import who

MONTHS_SHOWN = 6
QUOTES_SHOWN = 3


@open_to(*EVERYBODY_INSIDE)
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it, or describe it anew."""
    found = find_problem(request, pk)
    if request.method == "POST":
        return _describe(request, found)
    return redirect("problem", found.pk) if found.pk != pk else draw(request, found)


def _describe(request: HttpRequest, found: Problem) -> HttpResponse:
    agent = agent_of(request)
    if not agent.may_change:
        return HttpResponse(status=403)
    form = forms.Description(request.POST, auto_id="describe-%s")
    if not form.is_valid():
        return draw(request, found, describe=form)
    given = dict(form.cleaned_data)
    links = {name: given.pop(name) for name in ("process", "step", "reason")}
    before, now = found.answerer, find_now(timezone.now())
    actions.describe(problem=found, description=actions.Description(**given), **links)
    owner = actions.follow_place(problem=found, before=before, now=now)
    messages.success(request, _("Saved. %(owner)s answers for this now.") % {"owner": owner} if owner else _("Saved."))
    return redirect("problem", found.pk)


def draw(request: HttpRequest, found: Problem, **wrong: Form) -> HttpResponse:
    """The page; a form that was filled in wrongly stands open on it with what was typed."""
    agent, now = agent_of(request), find_now(timezone.now())
    dossier, changes = queries.read_dossier(found), queries.read_changes(found)
    figures = queries.count_figures(found, now)
    context = {
        "problem": found,
        **_figures(figures, now),
        **_said(found),
        **_doing(dossier, changes, figures, now),
        **who(dossier, agent, now),
    }
    if not agent.is_staff_member:
        # An owner or partner sees figures, words and verdict of their own cause, and nothing of anybody else.
        return render(request, "problems/theirs.html", context)
    context |= {
        **_course(dossier, changes),
        **_root(dossier),
        **_ledger(dossier, now),
        **told_of(dossier, changes),
        "dialogs": list_dialogs(context, wrong) if agent.may_change else [],
        "wrong": next(iter(wrong), ""),
        "may_change": agent.may_change,
        "may_keep": agent.role in KEEPERS,
        "may_read_contacts": True,
    }
    return render(request, "problems/problem.html", context, status=422 if wrong else 200)


def _figures(figures: Figures, now: datetime) -> dict[str, Any]:
    return {
        "figures": figures,
        "month": shown.month_words(figures.period.start, now),
        "channels": shown.draw_channels(figures.channels),
        "has_stake": bool(figures.total.contacts and find_organisation().customer_value_cents),
    }


def _said(found: Problem) -> dict[str, Any]:
    return {
        "quotes": [shown.quote(contact) for contact in queries.list_quotes(found, QUOTES_SHOWN)],
        "hunches": queries.list_hunches(found),
    }


def _course(dossier: Dossier, changes: Changes) -> dict[str, Any]:
    steps = queries.list_steps(dossier, changes)
    return {
        "steps": [(STATES[step.state], step) for step in steps],
        "state": STATES[state_of(steps).state],
        "said_states": [(one.value, STATES[one]) for one in SAID],
        "reopening": dossier.reopening,
        "absorbed": dossier.problem.merges.filter(undone_at=None).select_related("absorbed"),
    }


def _root(dossier: Dossier) -> dict[str, Any]:
    return {
        "root": queries.draw_root(dossier.problem, dossier.of(Note), dossier.of(Hypothesis)),
        "hypothesis_states": Hypothesis.State.choices,
        "papering": queries.list_papering(dossier.problem),
    }


def _ledger(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """The lines as they stand; contacts of today may not be counted in them yet."""
    lines = queries.list_latest_charges(dossier.problem.code, MONTHS_SHOWN)
    return {
        "ledger": [shown.charge(month, one.charged_to, one.contacts, one.cents, now) for month, one, _at in lines],
        "reckoned_at": max((at for _month, _charge, at in lines), default=None),
        "launches": dossier.launches,
        "today": queries.today(now),
    }


def _doing(dossier: Dossier, changes: Changes, figures: Figures, now: datetime) -> dict[str, Any]:
    open_fix, measured = changes.find_open(now), changes.effect
    return {
        "actions": dossier.actions,
        "fixes": changes.fixes,
        "open_fix": open_fix,
        "may_replan": open_fix is not None and not changes.is_measured(open_fix),
        "effect": shown.show_effect(measured) if measured else None,
        "weeks": None if measured else shown.draw_counts(figures.mondays, figures.weeks, running=figures.mondays[-1]),
        "proof": changes.proof,
        "closure": dossier.closure,
        "running_cents": figures.running_cents,
    }
