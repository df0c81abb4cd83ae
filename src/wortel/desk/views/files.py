"""Files beside an answer that is still being written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.cases.queries import list_draft_files
from wortel.cases.rules import MOST_FILE_BYTES
from wortel.desk.queries.opened import find_open_case
from wortel.desk.views.who import agent_of


@require_POST
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen, dropped or pasted; gives the files that stand there now."""
    case, agent = find_open_case(pk, agent_of(request)), agent_of(request)
    problem = ""
    for file in request.FILES.getlist("file"):
        name, size = file.name or "", file.size or 0
        try:
            if size > MOST_FILE_BYTES:
                raise cases.TooMuch
            content, kind = file.read(), file.content_type or ""
            cases.add_draft_file(case=case, agent=agent, name=name, kind=kind, content=content, now=timezone.now())
        except cases.TooMuch:
            most = filesizeformat(MOST_FILE_BYTES)
            problem = _("“%(name)s” does not fit: all files together may be %(most)s.") % {"name": name, "most": most}
    return _draw(request, case, problem)


@require_POST
def removal(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Leave a file out after all."""
    case, agent = find_open_case(pk, agent_of(request)), agent_of(request)
    cases.drop_draft_file(case=case, agent=agent, key=key)
    return _draw(request, case, "")


def _draw(request: HttpRequest, case: Case, problem: str) -> HttpResponse:
    context = {"case": case, "files": list_draft_files(case, agent_of(request)), "file_problem": problem}
    return render(request, "desk/parts/draft_files.html", context)
