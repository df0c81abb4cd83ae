"""Whoever is signed in, as a type. The middleware has let nobody else in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wortel.accounts.models import Agent


def agent_of(request: HttpRequest) -> Agent:
    if not isinstance(request.user, Agent):
        raise PermissionDenied
    return request.user
