"""Which question follows which, and the sentence that spares it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.problems.actions import anticipating as actions
from wortel.problems.models import NextIssue
from wortel.problems.queries.anticipating import list_next_issues
from wortel.problems.views.reading import agent_of
from wortel.problems.views.telling.customers import may_send
from wortel.problems.views.telling.message import SENDERS

LONGEST = 1000


@require_safe
def next_issues(request: HttpRequest) -> HttpResponse:
    context = {"found": list_next_issues(), "may_word": may_send(agent_of(request))}
    return render(request, "problems/telling/next_issues.html", context)


@open_to(*SENDERS)
@require_POST
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """One sentence in each language; empty ones suggest nothing."""
    texts = {name: request.POST.get(name, "")[:LONGEST] for name in ("text_nl", "text_en")}
    actions.word_next_issue(next_issue=get_object_or_404(NextIssue, pk=pk), **texts)
    messages.success(request, _("Saved."))
    return redirect("next-issues")
