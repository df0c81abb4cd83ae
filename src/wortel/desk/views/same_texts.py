"""One text that many people sent: read it once, answer it once, link it to one cause."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.models import Agent
from wortel.channels.queries import NoMailbox
from wortel.contacts.models import Contact
from wortel.desk.views.who import agent_of
from wortel.journey.answer_many import answer_all, flag_all, list_waiting
from wortel.problems.models import Problem
from wortel.signals.queries import list_messages_of, list_same_texts

LOOKED_BACK = timedelta(days=7)
SHOWN = 200


@require_GET
def same_texts(request: HttpRequest) -> HttpResponse:
    agent_of(request)
    return render(request, "desk/same_texts.html", {"found": list_same_texts(since=timezone.now() - LOOKED_BACK)})


@require_GET
def same_text(request: HttpRequest, pk: int) -> HttpResponse:
    me = agent_of(request)
    first = get_object_or_404(Contact.objects.visible_to(me).readable().exclude(copies=None), pk=pk)
    said = list_messages_of(first).prefetch_related("conversation__part__case")
    context = {
        "first": first,
        "words": first.reply_text or first.text,
        "said": said[:SHOWN],
        "messages_count": said.count(),
        "waiting": len(list_waiting(first)),
        "problems": Problem.objects.filter(closed_at=None, merged_into=None).order_by("title_nl"),
        "may_act": me.may_change,
    }
    return render(request, "desk/same_text.html", context)


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer to everybody who waits with this text."""
    me, first = _changer(request), get_object_or_404(Contact, pk=pk)
    text = request.POST.get("text", "").strip()
    if not text:
        messages.warning(request, _("Write the answer first. Nothing was sent."))
        return redirect("same-text", pk=pk)
    try:
        done = answer_all(first=first, text=text, agent=me, now=timezone.now())
    except NoMailbox:
        messages.warning(request, _("Nothing was sent: no mailbox has been set up to answer from."))
        return redirect("same-text", pk=pk)
    words = ngettext("Answered %(n)s person.", "Answered %(n)s people.", done.sent) % {"n": done.sent}
    if done.left:
        left = ngettext("%(n)s still waits: open that case.", "%(n)s still wait: open those cases.", done.left)
        words += " " + left % {"n": done.left}
    messages.info(request, words)
    return redirect("same-text", pk=pk)


@require_POST
def flags(request: HttpRequest, pk: int) -> HttpResponse:
    """One cause for every message with this text."""
    me, first = _changer(request), get_object_or_404(Contact, pk=pk)
    chosen = request.POST.get("problem", "")
    problem = Problem.objects.filter(pk=chosen, closed_at=None).first() if chosen.isdigit() else None
    if problem is None:
        messages.warning(request, _("Choose a cause first. Nothing was changed."))
        return redirect("same-text", pk=pk)
    n = flag_all(first=first, problem=problem, agent=me, now=timezone.now())
    words = ngettext("%(n)s message counts for: %(title)s", "%(n)s messages count for: %(title)s", n)
    messages.info(request, words % {"n": n, "title": problem.title})
    return redirect("same-text", pk=pk)


def _changer(request: HttpRequest) -> Agent:
    me = agent_of(request)
    if not me.may_change:
        raise PermissionDenied
    return me
