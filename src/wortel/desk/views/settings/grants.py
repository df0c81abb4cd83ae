"""Signing in to a mailbox at Google, Microsoft or another provider, and the keys that mail is signed with."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.channels import actions
from wortel.channels.models import Grant, Mailbox, Trouble
from wortel.channels.queries import find_signing_key, is_published
from wortel.desk.views.settings import mailbox_forms as forms
from wortel.desk.views.who import agent_of


def sign_in_address(request: HttpRequest, grant: Grant) -> str:
    """The page of the provider where its owner lets us in."""
    return actions.ask_leave(grant=grant, agent=agent_of(request).pk, redirect_uri=_way_back())


@open_to(Role.ADMIN)
@require_POST
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """At which provider leave is asked; or a password again."""
    box = get_object_or_404(Mailbox, pk=pk)
    if request.POST.get("forget"):
        actions.forget_provider(mailbox=box)
        messages.success(request, _("This mailbox is opened with a password again."))
        return redirect("settings-mailbox", pk)
    form = forms.Provider(request.POST)
    if form.is_valid():
        actions.use_provider(mailbox=box, **form.cleaned_data)
        messages.success(request, _("Kept. Now sign in to the mailbox."))
    else:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
    return redirect("settings-mailbox", pk)


@open_to(Role.ADMIN)
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the browser back to."""
    said = request.GET
    try:
        if said.get("error"):
            raise actions.NoGrant(said.get("error_description") or said["error"], "consent")
        box = actions.take_leave(
            state=said.get("state", ""),
            code=said.get("code", ""),
            agent=agent_of(request).pk,
            redirect_uri=_way_back(),
            now=timezone.now(),
        )
    except actions.NotAsked:
        messages.error(request, _("Nobody here asked for this, or too long ago. Begin again at the mailbox."))
        return redirect("settings-mailboxes")
    except actions.NoGrant as refusal:
        why = f"{Trouble(refusal.kind).label} ({refusal})"
        messages.error(request, _("Signing in to the mailbox did not work: %(why)s") % {"why": why})
        return redirect("settings-mailboxes")
    messages.success(request, _("Signed in to %(address)s.") % {"address": box.address})
    return redirect("settings-mailbox", box.pk)


@open_to(Role.ADMIN)
@require_POST
def signing_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A new key for the domain of this mailbox."""
    box = get_object_or_404(Mailbox, pk=pk)
    form = forms.Signing(request.POST)
    if form.is_valid():
        domain = box.address.rpartition("@")[2]
        actions.make_signing_key(domain=domain, selector=form.cleaned_data["selector"], now=timezone.now())
        messages.success(request, _("Made. Publish the line below, then switch signing on."))
    else:
        messages.error(request, _("A selector has small letters, digits and hyphens only."))
    return redirect("settings-mailbox", pk)


@open_to(Role.ADMIN)
@require_POST
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch signing on, once the world can see the key; or off."""
    key = find_signing_key(get_object_or_404(Mailbox, pk=pk).address)
    if key is None:
        return redirect("settings-mailbox", pk)
    if request.POST.get("signs") != "yes":
        actions.end_signing(key=key)
        messages.success(request, _("Mail leaves unsigned."))
    elif not is_published(key):
        messages.error(request, _("The DNS does not show this key yet. It may take some hours after you publish it."))
    else:
        actions.begin_signing(key=key, now=timezone.now())
        messages.success(request, _("Mail is signed from now on."))
    return redirect("settings-mailbox", pk)


def _way_back() -> str:
    return urljoin(settings.PUBLIC_URL, reverse("settings-mailbox-leave"))
