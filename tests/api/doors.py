"""Coming in as another system does."""

from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.utils import timezone
from tests import cast

from wortel.accounts.models import Role
from wortel.api.actions import make_token
from wortel.api.models import ApiToken, Scope

ALL = tuple(Scope)


def make_key(*scopes: Scope, name: str = "De winkel") -> tuple[ApiToken, str]:
    cast.shop()
    admin = cast.colleague(Role.ADMIN)
    return make_token(name=name, scopes=scopes or ALL, days=30, agent=admin, now=timezone.now())


def key(*scopes: Scope) -> str:
    return make_key(*scopes)[1]


def send(what: str, rows: Iterable[Any], secret: str) -> Any:
    return post(what, {what: list(rows)}, secret)


def post(what: str, body: object, secret: str) -> Any:
    return Client().post(f"/api/v1/{what}", body, content_type="application/json", headers=_shown(secret))


def ask(path: str, secret: str = "") -> Any:
    return Client().get(f"/api/v1/{path}", headers=_shown(secret))


def taken(response: Any) -> dict[str, int]:
    """The summary without the list of what was refused."""
    assert response.status_code == 200, response.content
    return {name: count for name, count in response.json().items() if name != "refused"}


def counts(rows: int, **others: int) -> dict[str, int]:
    return {"rows": rows, "new": 0, "same": 0, "changed": 0, "bad": 0} | others


def _shown(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"} if secret else {}
