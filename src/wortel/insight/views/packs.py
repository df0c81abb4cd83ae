"""Evidence for a claim: of one parcel at once, of a whole problem by a job."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wortel.accounts.models import Role
from wortel.insight.forms import Evidence
from wortel.insight.packs import print_pack
from wortel.insight.tasks import print_packs
from wortel.insight.views.reading import agent_of
from wortel.jobs.actions import enqueue
from wortel.orders.models import Parcel
from wortel.problems import actions, queries
from wortel.problems.models import Pack, PackBatch, Problem
from wortel.problems.queries.packs import contacts_about

SHOWN = 10
# Whoever may fetch what somebody else had made.
KEEPERS = frozenset({Role.LEAD, Role.MANAGER, Role.ADMIN})


@require_http_methods(["GET", "HEAD", "POST"])
def parcel(request: HttpRequest, pk: int) -> HttpResponse:
    """What would stand in it, and the pack itself."""
    related = Parcel.objects.select_related("order__customer", "carrier").prefetch_related("steps")
    found = get_object_or_404(related, pk=pk)
    form = Evidence(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _print(request, found, form)
    said = contacts_about(found)
    context = {
        "menu": "partners",
        "parcel": found,
        "form": form,
        "contacts": said.filter(direction="in").count(),
        "answers": said.filter(direction="out").count(),
        "packs": Pack.objects.filter(parcel=found).select_related("agent").order_by("-made_at")[:SHOWN],
        "may_make": agent_of(request).may_change,
    }
    return render(request, "insight/pack.html", context, status=422 if request.method == "POST" else 200)


def _print(request: HttpRequest, found: Parcel, form: Evidence) -> HttpResponse:
    agent, now, wanted = agent_of(request), timezone.now(), form.wanted
    if not agent.may_change:
        return HttpResponse(status=403)
    printed = print_pack(found, wanted, agent=agent, now=now)
    actions.note_pack(parcel=found, wanted=wanted, content_hash=printed.content_hash, agent=agent, now=now)
    if wanted.has_originals:
        return _download(printed.as_zip(), f"{printed.name}.zip", "application/zip")
    return _download(printed.paper, f"{printed.name}.pdf", "application/pdf")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Every parcel of a problem: asked here, made by a job, fetched here."""
    agent = agent_of(request)
    found = get_object_or_404(Problem.objects.visible_to(agent).standing(), pk=pk)
    form = Evidence(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not agent.may_change:
            return HttpResponse(status=403)
        batch = actions.ask_packs(problem=found, wanted=form.wanted, agent=agent, now=timezone.now())
        enqueue(print_packs, batch=batch.pk)
        messages.success(request, _("It is being made. You can leave this page."))
        return redirect("problem-packs", found.pk)
    batches = found.pack_batches.select_related("agent").order_by("-asked_at")[:SHOWN]
    context = {
        "menu": "problems",
        "problem": found,
        "form": form,
        "parcels": queries.list_hit_parcels(found).count(),
        "batches": [(batch, _may_fetch(request, batch)) for batch in batches],
        "may_make": agent.may_change,
    }
    return render(request, "insight/packs.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole batch, for who asked for it and for who leads."""
    batch = get_object_or_404(PackBatch.objects.select_related("problem"), pk=pk)
    if not batch.is_ready or not _may_fetch(request, batch):
        raise Http404
    actions.note_fetched(batch=batch)
    response = FileResponse(default_storage.open(batch.file), as_attachment=True, filename=f"packs-{batch.pk}.zip")
    response["Cache-Control"] = "no-store, private"
    return response


def _may_fetch(request: HttpRequest, batch: PackBatch) -> bool:
    agent = agent_of(request)
    return agent.pk == batch.agent_id or agent.role in KEEPERS
