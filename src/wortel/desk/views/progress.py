"""How far long work is, in a corner of every page while it runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wortel.jobs.actions import ask_to_stop
from wortel.jobs.models import Progress
from wortel.jobs.queries import list_running


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Nothing at all once nothing runs: then the corner is free and nobody asks again."""
    return render(request, "desk/parts/progress.html", {"running": list_running().first()})


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    running = get_object_or_404(Progress, pk=pk, finished_at=None)
    ask_to_stop(progress=running, now=timezone.now())
    running.refresh_from_db()
    return render(request, "desk/parts/progress.html", {"running": running})
