"""Who may open what: every address of the whole product, for every role. An address nobody wrote down fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests import cast
from tests.desk.screens import as_agent

from wortel.accounts.models import Role

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).with_name("access_matrix.txt")
SAMPLE = {"int": "999999", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
STRANGER = "stranger"


def list_routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from list_routes(pattern.url_patterns, route)
        else:
            yield route


def address(route: str) -> str:
    """The route with something in the place of every value; nothing in the database has it."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLE[found[1] or "str"], route)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "x", plain)
    return "/" + plain.replace("\\", "")


def answer(client: Client, route: str) -> str:
    response = client.get(address(route))
    assert response.status_code < 500, f"{route} fails: {response.status_code}"
    if response.status_code == 403:
        return "no"
    if response.status_code in {301, 302} and "/account/login/" in response["Location"]:
        return "sign in"
    return "token" if response.status_code == 401 else "in"


def draw_matrix() -> list[str]:
    cast.shop()
    people = {STRANGER: Client(raise_request_exception=False)}
    for role in Role:
        people[role.value] = as_agent(cast.colleague(role))
        people[role.value].raise_request_exception = False
    lines = []
    for route in sorted(set(list_routes(get_resolver().url_patterns))):
        answers = {who: answer(client, route) for who, client in people.items() if "logout" not in route}
        allowed = [who for who, said in answers.items() if said == "in"]
        by_token = all(said == "token" for said in answers.values()) and answers
        words = "token" if by_token else "everybody" if len(allowed) == len(people) else " ".join(allowed) or "nobody"
        lines.append(f"{route}: {words}")
    return lines


def test_every_address_is_open_to_exactly_the_roles_written_down() -> None:
    drawn = draw_matrix()
    expected = MATRIX.read_text().splitlines() if MATRIX.exists() else []
    assert sorted(drawn) == sorted(expected), "\n".join(sorted(set(drawn) ^ set(expected)))


def test_an_auditor_changes_nothing_anywhere() -> None:
    cast.shop()
    auditor = as_agent(cast.colleague(Role.AUDITOR))
    own = {"account/", "settings/appearance/", "settings/"}
    for route in sorted(set(list_routes(get_resolver().url_patterns))):
        if any(route.startswith(one) for one in own) or route.startswith(("api/", "health", "metrics")):
            continue
        response = auditor.post(address(route))
        opened = is_open_to_all(route)
        assert response.status_code in {403, 404, 405} or opened, f"{route}: {response.status_code}"


def is_open_to_all(route: str) -> bool:
    """Pages for people without an account, which an auditor may use like anybody."""
    line = next(line for line in MATRIX.read_text().splitlines() if line.startswith(f"{route}: "))
    return line.endswith(": everybody")
