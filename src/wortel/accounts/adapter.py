from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from wortel.accounts.actions import count_sign_in


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody signs up by themselves: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        count_sign_in(agent=user)
        return super().post_login(request, user, **kwargs)
