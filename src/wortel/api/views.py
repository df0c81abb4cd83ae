from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wortel.accounts.access import open_to, open_to_all
from wortel.accounts.models import Agent, Role
from wortel.api import actions
from wortel.api.forms import NewToken
from wortel.api.models import ApiToken, Scope
from wortel.api.queries import list_tokens


@open_to_all
@csrf_exempt
def door(request: HttpRequest, route: str) -> HttpResponseBase:
    """Everything under /api/v1. Sessions count for nothing here: each route asks for a token (see guard)."""
    from wortel.api import service

    return service.answer(request)


@open_to_all
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    from wortel.api import service

    return service.schema()


@open_to(Role.ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens there are, and a form for a new one; its secret is shown in this answer only."""
    form = NewToken(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid() and isinstance(request.user, Agent):
        chosen = form.cleaned_data
        scopes = [Scope(scope) for scope in chosen["scopes"]]
        _token, secret = actions.make_token(
            name=chosen["name"], scopes=scopes, days=chosen["days"], agent=request.user, now=timezone.now()
        )
        form = NewToken()
    told = {"tokens": list_tokens(), "form": form, "secret": secret, "now": timezone.now()}
    return render(request, "api/tokens.html", told)


@open_to(Role.ADMIN)
@require_POST
def revocations(request: HttpRequest, pk: int) -> HttpResponse:
    token = actions.revoke_token(token=get_object_or_404(ApiToken, pk=pk), now=timezone.now())
    messages.success(request, _("%(name)s does not work any more.") % {"name": token.name})
    return redirect("api-tokens")


@open_to(Role.ADMIN)
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and gives, from the description that programs read."""
    from wortel.api.reference import list_routes

    return render(request, "api/reference.html", {"routes": list_routes()})
