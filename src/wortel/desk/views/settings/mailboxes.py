"""Our own mail addresses: what answers look like, how mail comes in and leaves, and whether that works."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.channels import actions
from wortel.channels.models import Grant, Mailbox
from wortel.channels.queries import find_signing_key, read_password, read_smtp_password, record_of
from wortel.desk.views.settings import mailbox_forms as forms
from wortel.desk.views.settings.books import find_books
from wortel.desk.views.settings.grants import sign_in_address


@open_to(Role.ADMIN)
@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    audit, wrong = find_books()
    found = Mailbox.objects.select_related("team").order_by("-is_default", "address")
    context = {"mailboxes": found, "audit": audit, "wrong": wrong}
    return render(request, "desk/settings/mailboxes.html", context)


@open_to(Role.ADMIN)
def new_mailbox(request: HttpRequest) -> HttpResponse:
    form = forms.Words(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        made = actions.add_mailbox(address=said["address"])
        return _describe(made, said)
    context = {"form": form, "title": _("New mailbox"), "back": "settings-mailboxes"}
    return render(request, "desk/settings/form.html", context)


@open_to(Role.ADMIN)
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one mailbox; each part is kept by itself."""
    box = get_object_or_404(Mailbox, pk=pk)
    words = forms.Words.of(box, request.POST or None)
    if words.is_valid():
        return _describe(box, words.cleaned_data)
    grant = Grant.objects.filter(mailbox=box).first()
    key = find_signing_key(box.address)
    context = {
        "box": box,
        "words": words,
        "acknowledgement": forms.Acknowledgement.of(box),
        "fetching": forms.Fetching.of(box),
        "sending": forms.Sending.of(box),
        "provider": forms.Provider.of(grant),
        "grant": grant,
        "sign_in": sign_in_address(request, grant) if grant else "",
        "trust": forms.Trust.of(box),
        "signing": forms.Signing(),
        "key": key,
        "record": record_of(key) if key else "",
    }
    return render(request, "desk/settings/mailbox.html", context)


@open_to(Role.ADMIN)
@require_POST
def acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether new mail is acknowledged, and in which words."""

    def keep(box: Mailbox, said: dict[str, object]) -> None:
        actions.acknowledge_from(
            mailbox=box,
            acknowledges=bool(said["acknowledges"]),
            text_nl=str(said["acknowledgement_nl"]),
            text_en=str(said["acknowledgement_en"]),
        )

    return _keep(request, pk, forms.Acknowledgement(request.POST), keep)


@open_to(Role.ADMIN)
@require_POST
def fetching(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the mail to this address is fetched; the password is kept sealed and never shown."""

    def keep(box: Mailbox, said: dict[str, object]) -> None:
        actions.fetch_from(
            mailbox=box,
            host=str(said["imap_host"]).strip(),
            port=said["imap_port"],  # type: ignore[arg-type]  # the form gives a number
            user=str(said["imap_user"]),
            password=str(said["password"]) or read_password(box),
            security=str(said["imap_security"]),
            folder=str(said["imap_folder"]),
            since=said["imap_since"],  # type: ignore[arg-type]  # the form gives a day or nothing
        )

    return _keep(request, pk, forms.Fetching(request.POST), keep)


@open_to(Role.ADMIN)
@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Through which server mail from this address leaves."""

    def keep(box: Mailbox, said: dict[str, object]) -> None:
        actions.send_through(
            mailbox=box,
            host=str(said["smtp_host"]).strip(),
            port=said["smtp_port"],  # type: ignore[arg-type]  # the form gives a number
            user=str(said["smtp_user"]),
            password=str(said["password"]) or read_smtp_password(box),
            security=str(said["smtp_security"]),
        )

    return _keep(request, pk, forms.Sending(request.POST), keep)


@open_to(Role.ADMIN)
@require_POST
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose word on a sender counts, and where reply addresses stand."""

    def keep(box: Mailbox, said: dict[str, object]) -> None:
        actions.trust_server(
            mailbox=box, trusted_authserv=str(said["trusted_authserv"]), reply_domain=str(said["reply_domain"])
        )

    return _keep(request, pk, forms.Trust(request.POST), keep)


@open_to(Role.ADMIN)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Try both ways; nothing is changed, fetched or sent."""
    box, now = get_object_or_404(Mailbox, pk=pk), timezone.now()
    if box.imap_host:
        works, fails = _("The mailbox can be read."), _("The mailbox cannot be read: %(why)s")
        _tell(request, actions.try_way_in(mailbox=box, now=now), works, fails)
    if box.smtp_host:
        works, fails = _("Mail can be sent."), _("Mail cannot be sent: %(why)s")
        _tell(request, actions.try_way_out(mailbox=box, now=now), works, fails)
    if not box.imap_host and not box.smtp_host:
        messages.error(request, _("No server is named yet."))
    return redirect("settings-mailbox", pk)


@open_to(Role.ADMIN)
@require_POST
def preferred(request: HttpRequest, pk: int) -> HttpResponse:
    box = actions.prefer_mailbox(mailbox=get_object_or_404(Mailbox, pk=pk))
    messages.success(request, _("Answers leave from %(address)s.") % {"address": box.address})
    return redirect("settings-mailboxes")


def _keep(
    request: HttpRequest, pk: int, form: Form, keep: Callable[[Mailbox, dict[str, object]], None]
) -> HttpResponse:
    box = get_object_or_404(Mailbox, pk=pk)
    if form.is_valid():
        keep(box, form.cleaned_data)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
    return redirect("settings-mailbox", pk)


def _tell(request: HttpRequest, trial: actions.Trial, works: str, fails: str) -> None:
    """What is wrong in plain words, and then what the server said."""
    if trial.trouble is None:
        messages.success(request, works)
        return
    said = f" ({trial.said})" if trial.said else ""
    messages.error(request, fails % {"why": f"{trial.trouble.label}{said}"})


def _describe(box: Mailbox, said: dict[str, object]) -> HttpResponse:
    actions.describe_mailbox(
        mailbox=box,
        name=str(said["name"]),
        signature_nl=str(said["signature_nl"]),
        signature_en=str(said["signature_en"]),
        team=said["team"],  # type: ignore[arg-type]  # the form gives a team or nothing
    )
    return redirect("settings-mailbox", box.pk)
