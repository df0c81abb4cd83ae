import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from wortel.accounts.access import LOOKERS, roles_of
from wortel.accounts.queries import find_time_zone, one_clock
from wortel.events.actions import Actor as EventActor
from wortel.events.actions import acting

Next = Callable[[HttpRequest], HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS"}
LANGUAGES = {"nl", "en"}
ZONE_SECONDS = 60


class LocaleAndTheme:
    """Language and theme as the person chose them: on their account, else in a cookie, else the browser's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self._zone_now = ZoneInfo(settings.TIME_ZONE)
        self._zone_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        chosen = getattr(user, "language", "") or request.COOKIES.get("wortel_language", "")
        language = chosen if chosen in LANGUAGES else translation.get_language_from_request(request)
        theme = getattr(user, "theme", "") or request.COOKIES.get("wortel_theme", "")
        request.theme = theme if theme in {"light", "dark"} else ""  # type: ignore[attr-defined]  # read by the base page
        request.LANGUAGE_CODE = language
        with one_clock(), translation.override(language), timezone.override(self._zone(is_known=user.is_authenticated)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _zone(self, *, is_known: bool) -> ZoneInfo:
        """The organisation's clock, asked once a minute and only for whoever is signed in: it hardly ever changes."""
        if is_known and time.monotonic() > self._zone_until:
            self._zone_now, self._zone_until = find_time_zone(), time.monotonic() + ZONE_SECONDS
        return self._zone_now


class DefaultDeny:
    """Nobody comes in unless the view says so; whoever only looks cannot change anything."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        if _is_sign_in(view):
            return None
        roles = roles_of(view)
        if roles is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        agent = request.user
        if agent.role not in roles or (agent.role in LOOKERS and request.method not in SAFE):
            raise PermissionDenied
        if agent.needs_second_factor and not is_mfa_enabled(agent):
            return redirect("second-step")
        return None


def _is_sign_in(view: Callable[..., Any]) -> bool:
    """The pages of the sign-in library guard themselves."""
    return view.__module__.startswith("allauth.")


class Actor:
    """Whatever is recorded during a request was done by whoever is signed in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        agent = request.user
        with acting(EventActor("agent", agent.pk, agent.name)):
            return self.get_response(request)
