from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.shortcuts import redirect

from wortel.accounts.actions import count_sign_in
from wortel.accounts.models import Agent


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody signs up by themselves: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """The first time a second step is offered; of some roles it is asked from the next time on."""
        is_first = count_sign_in(agent=user) == 1
        response = super().post_login(request, user, **kwargs)
        if is_mfa_enabled(user):
            return response
        note_password(request, user)
        return redirect("second-step") if is_first else response


def note_password(request: HttpRequest, agent: Agent) -> None:
    """The password was given a moment ago: what comes next need not ask for it again."""
    record_authentication(request, agent, method="password", reauthenticated=True)
