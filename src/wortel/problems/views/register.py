"""The register of processes: who answers for what, who stands in, and which cost centre pays."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.problems import actions, forms, queries
from wortel.problems.models import Accountable, Process, ProcessOwner
from wortel.problems.views.reading import KEEPERS, READERS, agent_of

PARTS = ((Accountable.Part.FIRST, "first"), (Accountable.Part.DEPUTY, "deputy"))


@open_to(*READERS)
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    return draw(request)


def draw(request: HttpRequest, **wrong: forms.Department | forms.NewProcess) -> HttpResponse:
    may_change = agent_of(request).role in KEEPERS
    open_ones = Count("ownerships", filter=Q(ownerships__until=None, ownerships__problem__closed_at=None))
    counts = dict(ProcessOwner.objects.annotate(n=open_ones).values_list("pk", "n"))
    owners = [
        {
            "owner": owner,
            "people": owner.people.order_by("-part"),
            "processes": [(one, _process_form(one)) for one in owner.processes.order_by("name_nl")],
            "open": counts[owner.pk],
            "form": wrong.get(f"owner_{owner.pk}") or forms.Department.of(owner),
        }
        for owner in queries.list_owners()
    ]
    context = {
        "owners": owners,
        "may_change": may_change,
        "owner_form": wrong.get("owner") or forms.Department(auto_id="new-owner-%s"),
        "process_form": wrong.get("process") or forms.NewProcess(auto_id="new-process-%s"),
        "wrong": next(iter(wrong), "").replace("_", "-"),
    }
    return render(request, "problems/processes.html", context, status=422 if wrong else 200)


def _process_form(process: Process) -> forms.NewProcess:
    known = {"name_nl": process.name_nl, "name_en": process.name_en, "owner": process.owner_id}
    return forms.NewProcess(initial=known, auto_id=f"process-{process.pk}-%s")


@open_to(*KEEPERS)
@require_POST
def add_owner(request: HttpRequest) -> HttpResponse:
    form = forms.Department(request.POST, auto_id="new-owner-%s")
    if not _is_free(form, None):
        return draw(request, owner=form)
    given = form.cleaned_data
    owner = actions.add_owner(
        name=given["name"], cost_centre=given["cost_centre"], partner=given["partner"], has_wink=form.has_wink
    )
    _appoint(owner, form)
    messages.success(request, _("Added."))
    return redirect("processes")


@open_to(*KEEPERS)
@require_POST
def edit_owner(request: HttpRequest, pk: int) -> HttpResponse:
    owner = get_object_or_404(ProcessOwner, pk=pk)
    form = forms.Department(request.POST, auto_id=f"owner-{owner.pk}-%s")
    if not _is_free(form, owner):
        return draw(request, **{f"owner_{owner.pk}": form})
    given = form.cleaned_data
    actions.edit_owner(
        owner=owner,
        name=given["name"],
        cost_centre=given["cost_centre"],
        partner=given["partner"],
        has_wink=form.has_wink,
    )
    _appoint(owner, form)
    messages.success(request, _("Saved."))
    return redirect("processes")


def _is_free(form: forms.Department, owner: ProcessOwner | None) -> bool:
    if not form.is_valid():
        return False
    taken = ProcessOwner.objects.filter(name=form.cleaned_data["name"]).exclude(pk=owner.pk if owner else 0)
    if taken.exists():
        form.add_error("name", _("There is a department or partner with this name already."))
    return not form.errors


def _appoint(owner: ProcessOwner, form: forms.Department) -> None:
    """Names that were left or made empty are nobody."""
    given = form.cleaned_data
    for part, name in PARTS:
        account = given["account"] if part is Accountable.Part.FIRST else None
        known = owner.people.filter(part=part).first()
        wanted = (given[f"{name}_name"], given[f"{name}_email"], account)
        if not wanted[0] and known:
            actions.dismiss(person=known)
        elif wanted[0] and (known is None or (known.name, known.email, known.agent) != wanted):
            actions.appoint(owner=owner, part=part, name=wanted[0], email=wanted[1], agent=account)


@open_to(*KEEPERS)
@require_POST
def add_process(request: HttpRequest) -> HttpResponse:
    form = forms.NewProcess(request.POST, auto_id="new-process-%s")
    if not form.is_valid():
        return draw(request, process=form)
    actions.add_process(**form.cleaned_data)
    messages.success(request, _("Added."))
    return redirect("processes")


@open_to(*KEEPERS)
@require_POST
def edit_process(request: HttpRequest, pk: int) -> HttpResponse:
    process = get_object_or_404(Process, pk=pk)
    form = forms.NewProcess(request.POST)
    if form.is_valid():
        actions.edit_process(process=process, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A process needs a name and an owner."))
    return redirect("processes")
