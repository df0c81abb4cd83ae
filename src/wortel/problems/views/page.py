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
from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now, find_organisation
from wortel.problems import actions, forms, queries
from wortel.problems.models import Fix, Hypothesis, Problem
from wortel.problems.queries import shown
from wortel.problems.queries.states import STATES
from wortel.problems.rules import SAID, state_of
from wortel.problems.views.reading import EVERYBODY_INSIDE, KEEPERS, agent_of, find_problem
from wortel.problems.views.telling.part import told_of
from wortel.problems.views.who import who
from wortel.reasons.models import Reason

MONTHS_SHOWN = 6


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
    if not agent.is_staff_member:
        return _draw_theirs(request, found, agent, now)
    context = {
        **_what(found, now),
        **_doing(found, now),
        "voice": queries.find_voice(found),
        "voice_deeds": queries.list_deed_voices(now, found),
        **who(found, agent, now),
        **(_forms(found, now) if agent.may_change else {}),
        **told_of(found),
        **{f"{name}_form": form for name, form in wrong.items()},
        "wrong": next(iter(wrong), ""),
        "may_change": agent.may_change,
        "may_keep": agent.role in KEEPERS,
        "may_read_contacts": agent.is_staff_member,
    }
    return render(request, "problems/problem.html", context, status=422 if wrong else 200)


def _draw_theirs(request: HttpRequest, found: Problem, agent: Agent, now: datetime) -> HttpResponse:
    """What an owner or partner sees of their own cause: figures, words and verdict, and nothing of anybody else."""
    context = {**_what(found, now), **_doing(found, now), **who(found, agent, now)}
    return render(request, "problems/theirs.html", context)


def _what(found: Problem, now: datetime) -> dict[str, Any]:
    evidence = queries.find_evidence(found, now=now)
    steps = queries.list_steps(found)
    satisfied, asked = queries.count_answers(found)
    week = queries.latest_mondays(now, 2)[:1]
    series = queries.weekly_series(found, mondays=week)
    return {
        "problem": found,
        "root": queries.find_root(found),
        "hypothesis_states": Hypothesis.State.choices,
        "papering": queries.list_papering(found),
        "steps": [(STATES[step.state], step) for step in steps],
        "state": STATES[state_of(steps).state],
        "said_states": [(one.value, STATES[one]) for one in SAID],
        "evidence": evidence,
        "month": shown.month_words(evidence.period.start, now),
        "quotes": [shown.quote(contact) for contact in evidence.quotes],
        "channels": shown.draw_channels(evidence.channels),
        "lost": queries.count_lost(found, evidence.period),
        "hunches": queries.list_hunches(found),
        "seen": found.sightings.count(),
        "satisfied": satisfied,
        "asked": asked,
        "week_contacts": series.contacts[0],
        "week_rate": 1000 * series.contacts[0] / series.orders[0] if series.orders[0] else None,
        "running_cents": queries.running_cents_per_week(found, now),
        "stake": _stake(found, now),
        **_ledger(found, now),
        "absorbed": found.merges.filter(undone_at=None).select_related("absorbed"),
    }


def _stake(found: Problem, now: datetime) -> dict[str, int] | None:
    """What may be lost with the customers at risk: only where the organisation itself says what one is worth."""
    worth = find_organisation().customer_value_cents
    if not worth:
        return None
    customers = len(queries.list_at_risk([found.pk], now))
    return {"customers": customers, "value_cents": worth, "cents": customers * worth} if customers else None


def _ledger(found: Problem, now: datetime) -> dict[str, Any]:
    """The lines as they stand; contacts of today may not be counted in them yet."""
    lines = queries.list_latest_charges(found.code, MONTHS_SHOWN)
    return {
        "ledger": [shown.charge(month, one.charged_to, one.contacts, one.cents, now) for month, one, _at in lines],
        "reckoned_at": max((at for _month, _charge, at in lines), default=None),
        "launches": queries.list_launches(found),
        "today": queries.today(now),
    }


def _doing(found: Problem, now: datetime) -> dict[str, Any]:
    measured = queries.find_latest_effect(found)
    fixes = queries.standing_fixes(found)
    return {
        "actions": found.actions.select_related("owner").order_by("done_on", "planned_on", "pk"),
        "fixes": fixes,
        "fix": fixes[0] if fixes else None,
        "is_ahead": queries.is_registered_ahead(fixes[0]) if fixes else True,
        "open_fix": queries.find_open_fix(found, now),
        "effect": shown.show_effect(measured) if measured else None,
        **(_compared(measured.fix) if measured else {}),
        "weeks": shown.draw_weeks(found, now) if measured is None else None,
        "proof": queries.find_proof(found),
        "closure": queries.latest_closure(found),
        "reopening": found.reopenings.order_by("-at").first(),
    }


def _compared(fix: Fix) -> dict[str, Any]:
    """What the fix was held against, what not and why, and what its plan said before."""
    labels = Reason.objects.in_bulk([one["topic"] for one in fix.left_out], field_name="code")
    known = [(labels[one["topic"]], shown.say_why(one["why"])) for one in fix.left_out if one["topic"] in labels]
    return {"compared": fix.controls.all(), "left_out": known, "plan_changes": fix.plan_changes.all()}


def _forms(found: Problem, now: datetime) -> dict[str, Any]:
    candidates = queries.weigh_controls(found, now)
    planned = queries.find_open_fix(found, now)
    can_change = planned is not None and not queries.is_measured(planned)
    return {
        "describe_form": forms.Description.of(found),
        "owner_form": forms.Assignment(auto_id="owner-%s"),
        "action_form": forms.NewAction(auto_id="action-%s"),
        "fix_form": forms.NewFix(problem=found, controls=candidates, auto_id="fix-%s"),
        "plan_form": forms.NewFix.of(planned, candidates) if planned and can_change else None,
        "refused": [(one.reason, shown.say_why(one.why or "")) for one in candidates if one.is_refused],
        "risk_form": forms.AcceptedRisk(auto_id="risk-%s"),
        "merge_form": forms.Absorbing(problem=found, auto_id="merge-%s"),
    }
