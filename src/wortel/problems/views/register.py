"""The register of processes: who answers for what, who stands in, which step it is, and which cost centre pays."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now
from wortel.problems import actions, queries
from wortel.problems.forms.register import (
    PARTS,
    Department,
    NewProcess,
    ProcessName,
    StepRow,
    StepRows,
    rows_of,
)
from wortel.problems.models import Accountable, Problem, Process, ProcessOwner
from wortel.problems.views.files import as_csv
from wortel.problems.views.reading import KEEPERS, READERS, agent_of

type Rows = BaseFormSet[StepRow]

COLUMNS = (
    "process", "place", "step", "owner", "accountable", "accountable_email", "deputy", "deputy_email", "head",
    "head_email", "cost_centre", "ledger_code", "partner", "contacts_28_days", "eur_28_days",
)  # fmt: skip


@open_to(*READERS)
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    return draw(request)


def draw(request: HttpRequest, **wrong: Department | NewProcess) -> HttpResponse:
    """The tree; a form that was filled in wrongly stands open on it with what was typed."""
    may_change, now = agent_of(request).role in KEEPERS, find_now(timezone.now())
    rows = queries.list_register(now)
    context = {
        "rows": rows,
        "forms": [(row.owner, wrong.get(f"owner_{row.owner.pk}") or Department.of(row.owner)) for row in rows],
        "may_change": may_change,
        "owner_form": wrong.get("owner") or Department(auto_id="new-owner-%s"),
        "process_form": wrong.get("process") or NewProcess(auto_id="new-process-%s"),
        "wrong": next(iter(wrong), "").replace("_", "-"),
    }
    return render(request, "problems/processes.html", context, status=422 if wrong else 200)


@open_to(*READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    return as_csv("processes", COLUMNS, queries.list_register_rows(find_now(timezone.now())))


@open_to(*KEEPERS)
@require_POST
def add_owner(request: HttpRequest) -> HttpResponse:
    form = Department(request.POST, auto_id="new-owner-%s")
    if not _is_free(form, None):
        return draw(request, owner=form)
    _appoint(actions.add_owner(**_named(form)), form)
    messages.success(request, _("Added."))
    return redirect("processes")


@open_to(*KEEPERS)
@require_POST
def edit_owner(request: HttpRequest, pk: int) -> HttpResponse:
    owner = get_object_or_404(ProcessOwner, pk=pk)
    form = Department(request.POST, auto_id=f"owner-{owner.pk}-%s")
    if not _is_free(form, owner):
        return draw(request, **{f"owner_{owner.pk}": form})
    actions.edit_owner(owner=owner, **_named(form))
    _appoint(owner, form)
    messages.success(request, _("Saved."))
    return redirect("processes")


def _named(form: Department) -> dict[str, Any]:
    given = {name: form.cleaned_data[name] for name in ("name", "cost_centre", "ledger_code", "partner")}
    return {**given, "has_wink": form.has_wink}


def _is_free(form: Department, owner: ProcessOwner | None) -> bool:
    if not form.is_valid():
        return False
    taken = ProcessOwner.objects.filter(name=form.cleaned_data["name"]).exclude(pk=owner.pk if owner else 0)
    if taken.exists():
        form.add_error("name", _("There is a department or partner with this name already."))
    return not form.errors


def _appoint(owner: ProcessOwner, form: Department) -> None:
    """Names that were left or made empty are nobody."""
    given = form.cleaned_data
    for part in PARTS:
        account = given["account"] if part is Accountable.Part.FIRST else None
        known = owner.people.filter(part=part).first()
        wanted = (given[f"{part}_name"], given[f"{part}_email"], account, given["language"])
        if not wanted[0] and known:
            actions.dismiss(person=known)
        elif wanted[0] and (known is None or (known.name, known.email, known.agent, known.language) != wanted):
            name, email, agent, language = wanted
            actions.appoint(owner=owner, part=part, name=name, email=email, agent=agent, language=language)
    _be_away(owner, form)


def _be_away(owner: ProcessOwner, form: Department) -> None:
    person = owner.people.filter(part=Accountable.Part.FIRST).first()
    from_on, until_on = form.cleaned_data["away_from"], form.cleaned_data["away_until"]
    if person is None or not form.has_changed() or not {"away_from", "away_until"} & set(form.data):
        return
    known = person.absences.order_by("-until_on").first()
    if from_on and until_on and (known is None or (known.from_on, known.until_on) != (from_on, until_on)):
        actions.announce_absence(person=person, from_on=from_on, until_on=until_on)
    elif known and not from_on:
        actions.cancel_absence(person=person)


@open_to(*KEEPERS)
@require_POST
def add_process(request: HttpRequest) -> HttpResponse:
    form = NewProcess(request.POST, auto_id="new-process-%s")
    if not form.is_valid():
        return draw(request, process=form)
    made = actions.add_process(**form.cleaned_data)
    messages.success(request, _("Added."))
    return redirect("process", made.pk)


@open_to(*READERS)
def process(request: HttpRequest, pk: int) -> HttpResponse:
    """One process: its steps in order, what goes wrong at each, what changed, and a form for whoever may."""
    found = get_object_or_404(Process.objects.select_related("owner"), pk=pk)
    if request.method != "POST":
        return _draw_process(request, found, ProcessName.of(found), _numbered_rows(found))
    if agent_of(request).role not in KEEPERS:
        return HttpResponse(status=403)
    form = ProcessName(request.POST, auto_id="process-%s")
    rows = StepRows(request.POST, prefix="steps", initial=rows_of(found))
    if not (form.is_valid() and rows.is_valid()):
        return _draw_process(request, found, form, rows, status=422)
    before = queries.list_answerers(found)
    actions.edit_process(process=found, **form.cleaned_data)
    actions.set_steps(process=found, steps=_in_order(rows))
    followed = actions.follow_register(process=found, before=before, now=find_now(timezone.now()))
    messages.success(request, _("Saved."))
    for problem, owner in followed.items():
        messages.info(request, _("%(owner)s answers for ‘%(cause)s’ now.") % {"owner": owner, "cause": problem})
    return redirect("process", found.pk)


def _numbered_rows(found: Process) -> Rows:
    rows = StepRows(prefix="steps", initial=rows_of(found))
    for place, row in enumerate(rows.forms, 1):
        row.initial.setdefault("place", place)
    return rows


def _in_order(rows: Rows) -> list[actions.GivenStep]:
    """By the number that was filled in; rows without a name are left out."""
    given = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("name_nl")]
    given.sort(key=lambda one: one["place"])
    return [actions.GivenStep(one["step"], one["name_nl"], one["name_en"], one["owner"]) for one in given]


def _draw_process(
    request: HttpRequest, found: Process, form: ProcessName, rows: Rows, status: int = 200
) -> HttpResponse:
    now: datetime = find_now(timezone.now())
    heard = queries.heard_days(now)
    voices = queries.list_step_voices(heard, found)
    context = {
        "process": found,
        "heard": heard,
        "voices": voices,
        "asked": {one.question for row in voices for one in row.voice.questions if one.figure.n},
        "tally": queries.tally_processes([found], now)[0],
        "problems": Problem.objects.open().filter(process=found).select_related("step").order_by("step__place", "pk"),
        "changes": queries.list_changes(found),
        "form": form,
        "rows": rows,
        "may_change": agent_of(request).role in KEEPERS,
    }
    return render(request, "problems/process.html", context, status=status)
