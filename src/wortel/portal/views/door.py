"""The door of an owner: one address is the key. It opens what is theirs, and tells nobody anything else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from wortel.accounts.access import open_to_all
from wortel.accounts.queries import find_organisation
from wortel.portal import actions
from wortel.portal.rules import misser
from wortel.problems import queries
from wortel.problems.models import OwnerLink

UNKNOWN, TOO_OFTEN = 404, 429

type Behind[**P] = Callable[Concatenate[HttpRequest, OwnerLink, P], HttpResponse]
type Before[**P] = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def by_link[**P](view: Behind[P]) -> Before[P]:
    """A page behind an owner's link: `view(request, link, …)` for `/o/<token>/…`.

    Unknown, too old, withdrawn, or of somebody else: the same kind words, so that nothing can be learned by trying.
    Whatever comes out is not kept, not passed on and not found.
    """

    @open_to_all
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        who, most = misser(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
        if actions.count_knocks(who=who, now=now) >= most:
            return quietly(_closed(request, status=TOO_OFTEN))
        try:
            link = queries.find_link(token, now)
            with translation.override(_language(request, link)):
                return quietly(view(request, link, *args, **kwargs))
        except queries.LinkNotValid:
            actions.note_knock(who=who, now=now)
            return quietly(_closed(request, status=UNKNOWN))

    return door


def _language(request: HttpRequest, link: OwnerLink) -> str:
    """What this visitor chose here, else what is known of the person, else what the browser asks."""
    known = link.person.language if link.person else ""
    has_chosen = request.COOKIES.get("wortel_language") or request.user.is_authenticated
    return request.LANGUAGE_CODE if has_chosen or not known else known


def _closed(request: HttpRequest, status: int) -> HttpResponse:
    """Too many wrong addresses from one place: for an hour even a right one is refused there."""
    context = {"organisation": find_organisation(), "is_too_often": status == TOO_OFTEN}
    return render(request, "portal/closed.html", context, status=status)


def quietly(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is not passed on to others, kept or found."""
    # Not "no-referrer": then the browser hides where an answer comes from, and the answer is refused.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
