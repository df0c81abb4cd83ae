from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts import actions, forms
from wortel.accounts.access import open_to_all
from wortel.accounts.adapter import note_password
from wortel.accounts.queries import is_demo, list_demo_agents

YEAR = 365 * 24 * 3600
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all
def start(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link that makes the first administrator."""
    try:
        actions.find_entry_link(token=token, now=timezone.now())
    except actions.LinkNotValid:
        return render(request, "accounts/link_not_valid.html", status=410)
    form = forms.FirstAdministrator(request.POST or None)
    if form.is_valid():
        agent = actions.become_admin(token=token, now=timezone.now(), **form.cleaned_data)
        login(request, agent, backend=BACKEND)
        note_password(request, agent)
        actions.count_sign_in(agent=agent)
        return redirect("second-step")
    return render(request, "accounts/start.html", {"form": form})


@open_to_all
@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Offers a second step when signing in, and says when it cannot be put off any longer."""
    if is_mfa_enabled(request.user):
        return redirect("/")
    return render(request, "accounts/second_step.html")


@open_to_all
@require_POST
def demo_entry(request: HttpRequest) -> HttpResponse:
    """Come in as somebody of the made-up shop. Real accounts never come in this way."""
    if not settings.DEMO or not is_demo():
        raise Http404
    chosen = request.POST.get("agent", "")
    agent = get_object_or_404(list_demo_agents(), pk=int(chosen) if chosen.isdigit() else 0)
    login(request, agent, backend=BACKEND)
    return redirect("/")


@open_to_all
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Language, theme and single keys: on the account of whoever is signed in, and in a cookie for the next visit."""
    form = forms.Appearance(request.POST)
    response = redirect(_back(request))
    if not form.is_valid():
        return response
    chosen = form.cleaned_data
    if request.user.is_authenticated:
        agent = request.user
        actions.choose_appearance(
            agent=agent,
            language=chosen["language"] or agent.language,
            theme=chosen["theme"] if "theme" in request.POST else agent.theme,
            single_keys=chosen["single_keys"] if "single_keys" in request.POST else agent.single_keys,
        )
    if chosen["language"]:
        response.set_cookie("wortel_language", chosen["language"], max_age=YEAR, samesite="Lax", httponly=True)
    if "theme" in request.POST:
        response.set_cookie("wortel_theme", chosen["theme"], max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _back(request: HttpRequest) -> str:
    back = request.headers.get("Referer", "/")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
