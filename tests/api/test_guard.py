"""Nobody comes in without a token that allows exactly this."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.api.doors import ask, key, make_key, post

from wortel.accounts.models import Role
from wortel.api import actions, guard
from wortel.api.models import ApiToken, Scope
from wortel.api.service import api, described

pytestmark = pytest.mark.django_db

RIGHTS = {
    ("post", "/api/v1/orders"): "orders:write",
    ("post", "/api/v1/customers"): "customers:write",
    ("post", "/api/v1/contacts"): "contacts:write",
    ("post", "/api/v1/calls/ringing"): "contacts:write",
    ("post", "/api/v1/work"): "work:write",
    ("get", "/api/v1/contacts"): "contacts:read",
    ("get", "/api/v1/contacts/{number}"): "contacts:read",
    ("get", "/api/v1/cases"): "cases:read",
    ("get", "/api/v1/cases/{number}"): "cases:read",
    ("get", "/api/v1/problems"): "problems:read",
    ("get", "/api/v1/problems/{number}"): "problems:read",
    ("get", "/api/v1/problems/{number}/effects"): "problems:read",
    ("get", "/api/v1/problems/{number}/tellings"): "problems:read",
    ("get", "/api/v1/problems/{number}/voice"): "problems:read",
    ("get", "/api/v1/voices"): "figures:read",
    ("get", "/api/v1/friction"): "figures:read",
    ("get", "/api/v1/same-answers"): "figures:read",
    ("get", "/api/v1/figures"): "figures:read",
    ("get", "/api/v1/ledger"): "figures:read",
    ("get", "/api/v1/statements"): "figures:read",
    ("get", "/api/v1/events"): "events:read",
}


@pytest.fixture(autouse=True)
def _nobody_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the minute does not end while a test counts."""
    cache.clear()
    monkeypatch.setattr(guard.time, "time", lambda: 1_800_000_010.0)


def test_every_address_names_its_one_right() -> None:
    found = {
        (method, path): told["x-right"]
        for path, methods in described()["paths"].items()
        for method, told in methods.items()
    }
    assert found == RIGHTS


def test_every_address_and_right_is_in_the_reference() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md").read_text()
    for (method, path), right in RIGHTS.items():
        assert f"{method.upper()} {path.replace('{number}', '{id}')}" in page
        assert f"| `{right}` |" in page


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_no_address_opens_without_a_token(method: str, path: str) -> None:
    response = getattr(Client(), method)(path.replace("{number}", "1"), {}, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert "administrator" in response.json()["detail"]


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_no_address_opens_with_every_right_but_its_own(method: str, path: str) -> None:
    secret = key(*(scope for scope in Scope if scope != RIGHTS[method, path]))
    headers = {"Authorization": f"Bearer {secret}"}
    url = path.replace("{number}", "1")
    response = getattr(Client(), method)(url, {}, content_type="application/json", headers=headers)
    assert response.status_code == 403
    assert RIGHTS[method, path] in response.json()["detail"]


def test_somebody_who_is_signed_in_is_a_stranger_here() -> None:
    client = Client()
    client.force_login(cast.colleague(Role.ADMIN))
    assert client.get("/api/v1/contacts").status_code == 401


def test_a_revoked_token_opens_nothing() -> None:
    token, secret = make_key()
    assert ask("contacts", secret).status_code == 200
    actions.revoke_token(token=token, now=timezone.now())
    assert ask("contacts", secret).status_code == 401


def test_an_expired_token_opens_nothing() -> None:
    token, secret = make_key()
    token.expires_at = timezone.now() - timedelta(seconds=1)
    token.save()
    assert ask("contacts", secret).status_code == 401


@pytest.mark.parametrize("header", ["wortel_abc", "Basic d29ydGVs", "Bearer", "Bearer ", "Bearer wortel_\u00e9"])
def test_a_strange_header_is_no_token(header: str) -> None:
    key()
    assert Client().get("/api/v1/contacts", headers={"Authorization": header}).status_code == 401


def test_only_the_print_of_a_token_is_kept() -> None:
    token, secret = make_key()
    row = ApiToken.objects.values().get(pk=token.pk)
    assert secret not in str(row)
    assert len(row["token_hash"]) == 64


def test_the_use_of_a_token_is_remembered() -> None:
    token, secret = make_key()
    ask("contacts", secret)
    token.refresh_from_db()
    assert token.used_at is not None


def test_a_token_that_asks_too_often_is_told_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = key()
    throttle = next(
        one
        for view in api._get_bound_routers()
        for path in view.path_operations.values()
        for operation in path.operations
        for one in operation.throttle_objects
    )
    monkeypatch.setattr(throttle, "per_minute", 2)
    answers = [ask("contacts", secret) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert ask("contacts", key()).status_code == 200


def test_whoever_tries_wrong_tokens_is_slowed_down_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "STRANGERS", 2)
    secret = key()
    assert [ask("contacts", "wortel_wrong").status_code for _ in range(3)] == [401, 401, 429]
    assert ask("contacts", secret).status_code == 200


def test_what_does_not_exist_is_told_as_a_problem() -> None:
    response = ask("nothing", key())
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert ask("", key()).status_code == 404


def test_a_method_that_is_not_known_is_told_as_a_problem() -> None:
    response = Client().delete("/api/v1/contacts")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert set(response["Allow"].split(", ")) == {"GET", "POST"}


def test_a_body_that_is_no_json_is_told_as_a_problem() -> None:
    headers = {"Authorization": f"Bearer {key()}"}
    response = Client().post("/api/v1/orders", b"[" * 200_000, content_type="application/json", headers=headers)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_body_that_is_too_big_is_told_as_a_problem(settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100  # type: ignore[attr-defined]  # pytest-django's own wrapper
    response = post("orders", {"orders": [{"order": "x" * 100}]}, key())
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
