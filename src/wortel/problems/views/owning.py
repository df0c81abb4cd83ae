"""Who answers for a cause, and the links they get."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.problems import actions, forms, queries
from wortel.problems.models import OwnerLink, Problem, ProcessOwner
from wortel.problems.views.page import draw
from wortel.problems.views.reading import agent_of, find_problem


@require_POST
@never_cache
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_problem(request, pk)
    form = forms.Assignment(request.POST, auto_id="owner-%s")
    if not form.is_valid():
        return draw(request, found, owner=form)
    owner = form.cleaned_data["owner"]
    invitation = actions.hand_over(
        problem=found, owner=owner, is_invited=form.cleaned_data["is_invited"], now=timezone.now()
    )
    if invitation:
        return _show_link(request, found, invitation)
    messages.success(request, _("%(owner)s answers for this now.") % {"owner": owner.name})
    return redirect("problem", found.pk)


@require_POST
def release(request: HttpRequest, pk: int, owner: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.release_owner(problem=found, owner=get_object_or_404(ProcessOwner, pk=owner), now=timezone.now())
    messages.success(request, _("This cause has one owner less."))
    return redirect("problem", found.pk)


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever answered for it before the latest hand-over does so again."""
    found = find_problem(request, pk)
    try:
        back = actions.give_back(problem=found, now=timezone.now())
    except actions.NobodyBefore:
        raise Http404 from None
    messages.success(
        request, _("%(owner)s answers for this again.") % {"owner": ", ".join(one.owner.name for one in back)}
    )
    return redirect("problem", found.pk)


@require_POST
@never_cache
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh link: mailed where we know an address, and shown once to hand over."""
    found, now = find_problem(request, pk), timezone.now()
    owned = get_object_or_404(found.ownerships.select_related("owner"), until=None, owner=request.POST.get("owner"))
    person = owned.owner.people.order_by("-part").first()  # first before deputy
    if "print" in request.POST:
        entrance = actions.open_entrance(problem=found, owner=owned.owner, person=person, now=now)
        return _show_link(request, found, actions.as_invitation(entrance))
    return _show_link(request, found, actions.invite(problem=found, owner=owned.owner, person=person, now=now))


def _show_link(request: HttpRequest, found: Problem, invitation: actions.Invitation) -> HttpResponse:
    """Only here and now the whole address is known: the database keeps a hash of it."""
    context = {"problem": found, "invitation": invitation, "link": invitation.link}
    return render(request, "problems/link.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    found = find_problem(request, pk)
    actions.revoke_link(link=get_object_or_404(OwnerLink, pk=link, problem=found), now=timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("problem", found.pk)


@open_to(Role.OWNER, Role.PARTNER)
@require_POST
@never_cache
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever answers for it and signs in goes to their own page, as if by a link."""
    found, agent = find_problem(request, pk), agent_of(request)
    owned = found.ownerships.select_related("owner").filter(until=None, owner__in=queries.owners_of(agent)).first()
    if owned is None:
        raise Http404
    person = owned.owner.people.filter(agent=agent).first()
    entrance = actions.open_whole_entrance(owner=owned.owner, person=person, now=timezone.now())
    return redirect("owner-problem", entrance.token, found.pk)
