"""Our own mail addresses: what answers look like, and where mail is fetched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.channels import actions
from wortel.channels.models import Mailbox
from wortel.channels.queries import check_folder, read_password
from wortel.desk.views.settings.forms import MailboxFetching, MailboxWords


@open_to(Role.ADMIN)
@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    context = {"mailboxes": Mailbox.objects.select_related("team").order_by("-is_default", "address")}
    return render(request, "desk/settings/mailboxes.html", context)


@open_to(Role.ADMIN)
def new_mailbox(request: HttpRequest) -> HttpResponse:
    form = MailboxWords(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        made = actions.add_mailbox(address=said["address"])
        return _describe(made, said)
    context = {"form": form, "title": _("New mailbox"), "back": "settings-mailboxes"}
    return render(request, "desk/settings/form.html", context)


@open_to(Role.ADMIN)
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a mailbox, and apart from them where its mail is fetched."""
    box = get_object_or_404(Mailbox, pk=pk)
    names = ("address", "name", "signature_nl", "signature_en")
    initial = {**{name: getattr(box, name) for name in names}, "team": box.team_id}
    form = MailboxWords(request.POST or None, initial=initial)
    form.fields["address"].disabled = True
    if form.is_valid():
        return _describe(box, form.cleaned_data)
    return render(
        request, "desk/settings/mailbox.html", {"box": box, "form": form, "fetching": MailboxFetching.of(box)}
    )


@open_to(Role.ADMIN)
@require_POST
def fetching(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the mail to this address is fetched; the password is kept sealed and never shown."""
    box = get_object_or_404(Mailbox, pk=pk)
    form = MailboxFetching(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
        return redirect("settings-mailbox", pk)
    said = form.cleaned_data
    actions.fetch_from(
        mailbox=box,
        host=said["imap_host"],
        port=said["imap_port"],
        user=said["imap_user"],
        password=said["password"] or (read_password(box) if box.imap_secret else ""),
        security=said["imap_security"],
        folder=said["imap_folder"],
    )
    messages.success(request, _("Kept."))
    return redirect("settings-mailbox", pk)


@open_to(Role.ADMIN)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Try to open the folder; nothing in it is changed or fetched."""
    box = get_object_or_404(Mailbox, pk=pk)
    why = check_folder(box) if box.imap_host else _("no server is named")
    if why:
        messages.error(request, _("The mailbox cannot be read: %(why)s") % {"why": why})
    else:
        messages.success(request, _("The mailbox can be read."))
    return redirect("settings-mailbox", pk)


@open_to(Role.ADMIN)
@require_POST
def preferred(request: HttpRequest, pk: int) -> HttpResponse:
    box = actions.prefer_mailbox(mailbox=get_object_or_404(Mailbox, pk=pk))
    messages.success(request, _("Answers leave from %(address)s.") % {"address": box.address})
    return redirect("settings-mailboxes")


def _describe(box: Mailbox, said: dict[str, object]) -> HttpResponse:
    actions.describe_mailbox(
        mailbox=box,
        name=str(said["name"]),
        signature_nl=str(said["signature_nl"]),
        signature_en=str(said["signature_en"]),
        team=said["team"],  # type: ignore[arg-type]  # the form gives a team or nothing
    )
    return redirect("settings-mailbox", box.pk)
