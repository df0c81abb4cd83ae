"""The orange count in the menu: causes that are still open."""

from django.http import HttpRequest

from wortel.accounts.models import Agent
from wortel.problems.models import Problem


def count_open(request: HttpRequest) -> int | None:
    user = request.user
    return (
        Problem.objects.visible_to(user).filter(merged_into=None, closed_at=None).count()
        if isinstance(user, Agent)
        else None
    )
