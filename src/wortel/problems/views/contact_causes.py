"""The causes of one contact: which, in what way, and for which part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.problems import actions, forms, queries
from wortel.problems.models import Flag, Problem
from wortel.problems.views.lookalikes import HELPERS
from wortel.problems.views.reading import agent_of


@open_to(*HELPERS)
def causes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show them, or add one."""
    contact = get_object_or_404(Contact.objects.visible_to(agent_of(request)), pk=pk)
    if request.method == "POST":
        return _add(request, contact)
    links = queries.list_links(contact)
    used = sum(flag.share for flag in links if flag.kind == Flag.Kind.CAUSE)
    context = {
        "contact": contact,
        "part": getattr(contact.conversation, "part", None),
        "links": [(flag, forms.Relation.of(flag)) for flag in links],
        "matched": queries.find_matched(contact),
        "is_over": used > 1,
        "linkable": queries.list_linkable(contact),
        "left": round(queries.share_left(contact) * 100) or 100,
        "kinds": Flag.Kind.choices,
        "may_change": agent_of(request).may_change,
    }
    return render(request, "problems/contact_causes.html", context)


def _add(request: HttpRequest, contact: Contact) -> HttpResponse:
    agent = agent_of(request)
    if not agent.may_change:
        return HttpResponse(status=403)
    wanted, form = request.POST.get("problem", ""), forms.Relation(request.POST)
    if not wanted.isdecimal() or not form.is_valid():
        messages.error(request, _("Choose a cause, and a part between 1 and 100 percent."))
        return redirect("contact-causes", contact.pk)
    problem = get_object_or_404(Problem.objects.open(), pk=wanted)
    _link(contact, problem, form, agent)
    messages.success(request, _("Saved."))
    return redirect("contact-causes", contact.pk)


def _link(contact: Contact, problem: Problem, form: forms.Relation, agent: Agent) -> None:
    kind, now = form.cleaned_data["kind"], timezone.now()
    actions.flag_cause(contact=contact, problem=problem, agent=agent, now=now, kind=kind, share=form.share)


@require_POST
def change(request: HttpRequest, pk: int, flag: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.visible_to(agent_of(request)), pk=pk)
    changed = get_object_or_404(Flag.objects.select_related("problem"), pk=flag, contact=contact)
    form = forms.Relation(request.POST)
    if form.is_valid():
        _link(contact, changed.problem, form, agent_of(request))
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A part is between 1 and 100 percent."))
    return redirect("contact-causes", contact.pk)


@require_POST
def remove(request: HttpRequest, pk: int, flag: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.visible_to(agent_of(request)), pk=pk)
    actions.unflag(flag=get_object_or_404(Flag.objects.select_related("problem"), pk=flag, contact=contact))
    messages.success(request, _("It no longer belongs to this cause."))
    return redirect("contact-causes", contact.pk)
