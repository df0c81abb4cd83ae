"""What customers say: of every step where things go wrong, and of what was done about it, before and after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.queries import find_now
from wortel.insight.months import choose
from wortel.insight.views.reading import current, tabs
from wortel.problems import queries
from wortel.problems.models import Process


@require_safe
def voice(request: HttpRequest) -> HttpResponse:
    """Everything, or one process."""
    now = find_now(timezone.now())
    asked = request.GET.get("process", "")
    process = get_object_or_404(Process, pk=asked) if asked.isdigit() else None
    period = queries.heard_days(now)
    deeds = queries.list_deed_voices(now)
    steps, chosen = queries.list_step_voices(period, process), choose(request)
    context: dict[str, Any] = {
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-voice", chosen.month),
        "process": process,
        "period": period,
        "steps": steps,
        "asked": {one.question for row in steps for one in row.voice.questions if one.figure.n},
        "deeds": [one for one in deeds if process is None or one.problem.process_id == process.pk],
    }
    return render(request, "insight/voice.html", context)
