from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.shortcuts import redirect

from wortel.accounts.actions import count_sign_in


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody signs up by themselves: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """The first time a second step is offered; for some roles it is asked of them the next time."""
        is_first = count_sign_in(agent=user) == 1
        response = super().post_login(request, user, **kwargs)
        return redirect("second-step") if is_first and not is_mfa_enabled(user) else response
