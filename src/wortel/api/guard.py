"""Who may come in: nobody, but whoever shows a token that allows exactly this, and not too often."""

import time
from math import ceil
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError, AuthorizationError, Throttled
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from wortel.api import actions
from wortel.api.models import ApiToken, Scope
from wortel.api.queries import find_token

QUESTIONS = 300
STRANGERS = 60
MINUTE = 60
REFUSALS = {401: "No valid token", 403: "The token lacks this right", 422: "Not understood", 429: "Too often"}


class TokenThrottle(BaseThrottle):
    """So many questions a minute for each token, in each process that answers.

    It remembers nothing itself, because all threads share it; the one of the library mixes their callers up.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute

    def allow_request(self, request: HttpRequest) -> bool:
        return _count(f"token_{token_of(request).pk}") <= self.per_minute

    def wait(self) -> float:
        return seconds_left()


def seconds_left() -> float:
    """Until the next minute begins."""
    return MINUTE - time.time() % MINUTE


def _count(who: str) -> int:
    """How often they asked in this minute, this time included."""
    key = f"api_{who}_{int(time.time() // MINUTE)}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # thrown out just now, to make room for others
        return 1


class Bearer(HttpBearer):
    """`Authorization: Bearer wortel_…`, of a token that has this scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        header = request.headers.get("Authorization", "")
        kind, _, secret = header.partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        now = timezone.now()
        found = find_token(token, now) if token else None
        if found is None:
            _slow_down(request)
            raise AuthenticationError
        if not found.allows(self.scope):
            raise AuthorizationError(message=self.scope)
        actions.note_use(token=found, now=now)
        return found


def opened_by(scope: Scope) -> dict[str, Any]:
    """What a route says to be open to tokens with this right; the description names it too."""
    told = {"application/problem+json": {"schema": {"type": "object"}}}
    refusals = {status: {"description": words, "content": told} for status, words in REFUSALS.items()}
    return {"auth": Bearer(scope), "openapi_extra": {"x-right": scope.value, "responses": refusals}}


class Nobody(HttpBearer):
    """What a route has when it names no scope: it is closed."""

    def authenticate(self, request: HttpRequest, token: str) -> None:
        return None


def token_of(request: HttpRequest) -> ApiToken:
    """The token this question came in with; the guard has let nobody else through."""
    token = getattr(request, "auth", None)
    if not isinstance(token, ApiToken):
        raise AuthenticationError
    return token


def _slow_down(request: HttpRequest) -> None:
    """Wrong tokens from one address are counted. A right one is never kept waiting by a wrong one."""
    if _count(f"stranger_{request.META.get('REMOTE_ADDR', '')}") > STRANGERS:
        raise Throttled(wait=ceil(seconds_left()))
