"""The weekly meeting about causes, run from one screen: the agenda at the left, one cause at a time at the right."""

from datetime import datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.channels.queries import NoMailbox
from wortel.problems import actions, forms, queries
from wortel.problems.models import Accountable, Attendance, Decision, Meeting, Part, Problem
from wortel.problems.queries import Agenda, Item
from wortel.problems.queries.meeting import DECISIONS, say_state, show_item
from wortel.problems.views.reading import agent_of

LAST = "last"
PLANNED = ("what", "lever", "who", "planned_on")
QUARTER = timedelta(days=91)
HANDLERS = ("agent", "lead", "manager", "quality", "admin")


def meeting(request: HttpRequest) -> HttpResponse:
    """The running meeting, or the agenda of the next one; posting begins it."""
    agent, now = agent_of(request), timezone.now()
    if request.method == "POST":
        actions.begin_meeting(agent=agent, now=now)
        return redirect("meeting")
    running = queries.find_running()
    return render(request, "problems/meeting.html", _context(request, agent, running, find_now(now)))


def _context(request: HttpRequest, agent: Agent, running: Meeting | None, now: datetime) -> dict[str, Any]:
    agenda = queries.draw_agenda(agent, running, now)
    before = queries.list_since(queries.find_before(running), now)
    item = _chosen(request, agenda, has_before=bool(before))
    return {
        "meeting": running,
        "agenda": agenda,
        "parts": [(part, agenda.parts.get(part, [])) for part in Part],
        "work": queries.count_work(now),
        "beside": queries.count_beside(now),
        "before": [(one, say_state(one)) for one in before],
        "kept": sum(one.is_done for one in before),
        "item": item,
        "shown": show_item(item, now) if item else None,
        "is_last": item is None and bool(before),
        "may_decide": agent.may_change and running is not None,
        "known_people": _known_people() if agent.may_change else [],
        "earlier": queries.list_meetings(),
        "now": now,
        **(_forms(item.problem, now) if item and agent.may_change and running else {}),
    }


def _chosen(request: HttpRequest, agenda: Agenda, *, has_before: bool) -> Item | None:
    """What was asked for; else what the last meeting decided comes first, then the first open item."""
    asked = request.GET.get("item", "")
    if asked.isdigit() and (found := agenda.find(int(asked))):
        return found
    if asked == LAST or (not asked and has_before and not agenda.decided):
        return None
    undecided = next((item for item in agenda.items if not item.is_decided), None)
    return undecided or next(iter(agenda.items), None)


def _known_people() -> list[str]:
    """Names to choose from: colleagues, and who answers for a process."""
    colleagues = Agent.objects.filter(is_active=True, role__in=HANDLERS).values_list("name", flat=True)
    return sorted({*colleagues, *Accountable.objects.values_list("name", flat=True)})


def _forms(problem: Problem, now: datetime) -> dict[str, Any]:
    quarter_on = queries.today(now) + QUARTER
    return {
        "owner_form": forms.Assignment(auto_id="owner-%s"),
        "plan_form": _plan_form(),
        "risk_form": forms.AcceptedRisk(initial={"review_on": quarter_on}, auto_id="risk-%s"),
        "merge_form": forms.Absorbing(problem=problem, auto_id="merge-%s"),
        "question_form": forms.Question(auto_id="question-%s"),
    }


def _plan_form(data: Any = None) -> forms.NewAction:
    """In a meeting one plans; what is done already stands on the page of the cause."""
    form = forms.NewAction(data, auto_id="plan-%s")
    for name in set(form.fields) - set(PLANNED):
        del form.fields[name]
    return form


# ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────


@require_POST
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision about one cause, and go to the next."""
    agent, now = agent_of(request), timezone.now()
    running = get_object_or_404(Meeting, pk=pk)
    problem = get_object_or_404(Problem.objects.visible_to(agent).standing(), pk=request.POST.get("problem") or 0)
    part, kind = request.POST.get("part", ""), request.POST.get("kind", "")
    if part not in Part.values or kind not in DECISIONS:
        raise Http404
    following = queries.draw_agenda(agent, running, find_now(now)).after(problem.pk)
    given: dict[str, Any] = {"meeting": running, "problem": problem, "part": part, "agent": agent, "now": now}
    try:
        made = _decide(kind, request, given)
    except actions.MeetingOver:
        return _refused(request, _("The meeting is over."), None)
    except (actions.AlreadyClosed, actions.EffectNotProven, actions.CannotMerge):
        return _refused(request, _("That cannot be decided any more: something changed meanwhile."), problem)
    except actions.RiskNotExplained:
        return _refused(request, _("Say why, and choose a day after today, within a year."), problem)
    except actions.NothingSaid:
        return _refused(request, _("Write the question first."), problem)
    if made is None:
        return _refused(request, _("Something is missing. Nothing was decided."), problem)
    undo = reverse("meeting-decision-removal", args=[running.pk, made.pk])
    messages.success(request, f"{made.get_kind_display()}: {problem.title}", extra_tags=undo)
    return _to_item(following.problem.pk if following else problem.pk)


def _decide(kind: str, request: HttpRequest, given: dict[str, Any]) -> Decision | None:
    """The form of this kind, read and done; nothing when it was not filled in."""
    if kind == Decision.Kind.PARK:
        return actions.decide_parking(**given)
    if kind == Decision.Kind.CLOSE:
        return actions.decide_close(**given)
    form = _form_of(kind, request, given["problem"])
    if not form.is_valid():
        return None
    said = form.cleaned_data
    if kind == Decision.Kind.ASSIGN:
        return actions.decide_owner(**given, owner=said["owner"], is_invited=said["is_invited"])
    if kind == Decision.Kind.PLAN:
        return actions.decide_plan(**given, plan=actions.PlannedWork(**said))
    if kind == Decision.Kind.RISK:
        return actions.decide_risk(**given, why=said["why"], review_on=said["review_on"])
    if kind == Decision.Kind.MERGE:
        return actions.decide_merge(**given, kept=said["absorbed"])
    return actions.decide_question(**given, question=said["question"])


def _form_of(kind: str, request: HttpRequest, problem: Problem) -> django_forms.Form:
    if kind == Decision.Kind.ASSIGN:
        return forms.Assignment(request.POST)
    if kind == Decision.Kind.PLAN:
        return _plan_form(request.POST)
    if kind == Decision.Kind.RISK:
        return forms.AcceptedRisk(request.POST)
    if kind == Decision.Kind.MERGE:
        return forms.Absorbing(request.POST, problem=problem)
    return forms.Question(request.POST)


@require_POST
def undo_decision(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Back as it was; a toast undoes from where it stands."""
    made = get_object_or_404(Decision.objects.select_related("meeting", "problem"), pk=decision, meeting=pk)
    try:
        actions.undo_decision(decision=made, now=timezone.now())
    except actions.MeetingOver:
        return _refused(request, _("The meeting is over; the minutes stand."), None)
    address = f"{reverse('meeting')}?item={made.problem_id}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(address)


def _refused(request: HttpRequest, words: str, problem: Problem | None) -> HttpResponse:
    messages.error(request, words)
    return _to_item(problem.pk if problem else None)


def _to_item(pk: int | None) -> HttpResponse:
    return redirect(reverse("meeting") + (f"?item={pk}" if pk else ""))


# ── people, end, minutes ────────────────────────────────────────────────────────────────────────────────────────


@require_POST
def people(request: HttpRequest, pk: int) -> HttpResponse:
    running = get_object_or_404(Meeting, pk=pk, ended_at=None)
    try:
        actions.join_meeting(meeting=running, name=request.POST.get("name", ""))
    except actions.NothingSaid:
        messages.error(request, _("Write a name first."))
    return redirect("meeting")


@require_POST
def person_removal(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    actions.leave_meeting(person=get_object_or_404(Attendance, pk=person, meeting=pk, meeting__ended_at=None))
    return redirect("meeting")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes are made of what was decided; nobody writes them."""
    running = get_object_or_404(Meeting, pk=pk)
    try:
        actions.end_meeting(meeting=running, now=timezone.now())
    except actions.MeetingOver:
        messages.error(request, _("The meeting is over."))
    return redirect("meeting-minutes", running.pk)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there, what was decided and what it costs; one A4, and it prints."""
    found = get_object_or_404(Meeting, pk=pk)
    now = find_now(timezone.now())
    decided = queries.list_since(found, now)
    before = queries.list_since(queries.find_before(found), now)
    context = {
        "meeting": found,
        "decided": [(part, [(one, say_state(one)) for one in decided if one.decision.part == part]) for part in Part],
        "decisions": len(decided),
        "cents": sum({one.decision.problem_id: one.decision.cents_per_week for one in decided}.values()),
        "before": [(one, say_state(one)) for one in before],
        "work": queries.count_work(now),
        "reachable": found.people.exclude(email="").count(),
        "may_mail": agent_of(request).may_change and not found.is_running,
    }
    return render(request, "problems/minutes.html", context)


@require_POST
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Meeting, pk=pk, ended_at__isnull=False)
    try:
        sent = actions.mail_minutes(meeting=found, now=timezone.now())
    except NoMailbox:
        messages.error(request, _("Nothing was sent: no mailbox has been set up."))
    else:
        messages.success(request, _("Sent to %(n)s people.") % {"n": len(sent)})
    return redirect("meeting-minutes", pk)
