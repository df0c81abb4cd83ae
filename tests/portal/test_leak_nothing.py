"""Canaries: whatever belongs to another owner, a customer or a colleague never comes out of an owner's door."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests import cast
from tests.desk.screens import as_agent
from tests.desk.test_access import list_routes
from tests.portal.canaries import AMOUNTS, WORD, World, build, links_of, numbers

from wortel.accounts.models import Agent, Role
from wortel.api.actions import make_token
from wortel.api.models import ApiToken, Scope
from wortel.problems import actions
from wortel.problems.models import OwnerAnswer, OwnerLink, OwnerRequest, Ownership

pytestmark = pytest.mark.django_db

SAID = {
    "kind": "planned", "planned_on": "2030-01-01", "done_on": "2020-01-01", "what": "Iets", "whose": "Wie dan ook",
    "text": "Een vraag", "reply": "Een antwoord", "why": "Daarom", "month": "2026-10", "owner": "1",
}  # fmt: skip
ADDRESS = re.compile(r"""(?:href|action|src|hx-get|hx-post)="([^"#]*)""")
LEAVES = ("logout", "account/password", "account/email", "account/reauthenticate", "account/two-factor", "demo/")


def assert_silent(response: Any, where: str) -> str:
    """No canary in what comes out, nor in what comes with it."""
    body = b"".join(response.streaming_content if response.streaming else [response.content]).decode(errors="replace")
    told = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}  # chance numbers
    said = html.unescape(body + str(told))
    found = re.search(rf".{{0,80}}{WORD}.{{0,80}}", said, re.IGNORECASE | re.DOTALL)
    assert found is None, f"{where}: {found[0]!r}"
    spoken = said.replace("\u00a0", " ")
    amount = next((one for one in AMOUNTS if one in spoken), "")
    assert not amount, f"{where}: {spoken[max(0, spoken.index(amount) - 80) :][:160]!r}"
    assert response.status_code < 500, where
    return body


def crawl(client: Client, start: str, most: int = 150) -> set[str]:
    """Every address that can be reached from here, read once; all of them silent."""
    waiting, seen = [start], set[str]()
    while waiting and len(seen) < most:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        body = assert_silent(client.get(address), address)
        found = {html.unescape(one) for one in ADDRESS.findall(body)}
        found = {start + one if one.startswith("?") else one for one in found}
        waiting += [one for one in found if one.startswith("/") and not one.startswith(("/static", *_left()))]
    return seen


def _left() -> tuple[str, ...]:
    return tuple(f"/{one}" for one in LEAVES)


def addresses(prefix: str = "", token: str = "") -> Iterator[list[str]]:
    """Every route of the product, each with the numbers that exist here in the places of its own."""
    for route in sorted(set(list_routes(get_resolver().url_patterns))):
        if not route.startswith(prefix) or any(one in route for one in LEAVES):
            continue
        plain = re.sub(r"\(\?P<\w+>[^)]*\)", "x", route.replace("<str:token>", token or "x")).replace("\\", "")
        plain = re.sub(r"<(?:str|slug|path|uuid):\w+>", "2026-10", plain)
        yield list(_numbered(plain))


def _numbered(route: str) -> Iterator[str]:
    places, ids = len(re.findall(r"<(?:int:)?\w+>", route)), numbers()
    for first in ids if places else [0]:
        for second in ids[::3] if places > 1 else [0]:
            one = re.sub(r"<(?:int:)?\w+>", str(first), route, count=1)
            yield "/" + re.sub(r"<(?:int:)?\w+>", str(second), one)


def knock_everywhere(client: Client, prefix: str = "", token: str = "") -> int:
    """Read and write at every address, and read again; gives how many opened."""
    opened = 0
    for several in addresses(prefix, token):
        for address in several:
            read = client.get(address)
            assert_silent(read, f"GET {address}")
            written = client.post(address, SAID)
            assert_silent(written, f"POST {address}")
            if read.status_code == 403 and written.status_code == 403:
                break  # closed to this role, whatever number stands in it
            opened += read.status_code == 200
    return opened


def test_the_canaries_sing_for_colleagues() -> None:
    """Else this file would prove nothing."""
    world = build()
    manager = as_agent(cast.colleague(Role.MANAGER))
    page = manager.get(f"/problems/{world.other.pk}/").content.decode()
    assert WORD in page.lower()
    assert any(amount in page.replace("\u00a0", " ") for amount in AMOUNTS)


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_leaks_behind_a_link(which: int) -> None:
    world = build()
    token, _ = list(links_of(world))[which]
    seen = crawl(Client(), f"/o/{token}/")
    assert len(seen) >= (8 if which == 0 else 2)
    assert any("/statements/2" in address for address in seen) is (which == 0)
    assert knock_everywhere(Client(), "o/<str:token>", token) > 0
    crawl(Client(), f"/o/{token}/")
    _assert_others_untouched(world)


def test_a_link_to_one_problem_opens_no_other() -> None:
    world = build()
    token = list(links_of(world))[1][0]
    client = Client()
    assert client.get(f"/o/{token}/problems/{world.mine.pk}/").status_code == 200
    for problem in (world.shared, world.other):
        assert client.get(f"/o/{token}/problems/{problem.pk}/").status_code == 404
        assert client.post(f"/o/{token}/problems/{problem.pk}/answers/", {"kind": "accepted"}).status_code == 404


def test_a_question_of_another_owner_cannot_be_answered() -> None:
    world = build()
    token = next(links_of(world))[0]
    client = Client()
    for asked in OwnerRequest.objects.exclude(owner=world.me):
        assert client.post(f"/o/{token}/requests/{asked.pk}/reply/", {"reply": "Ja"}).status_code == 404


def test_a_revoked_or_expired_link_opens_no_page_at_all() -> None:
    world = build()
    (token, link), (other, _) = links_of(world)
    actions.revoke_link(link=link, now=timezone.now())
    OwnerLink.objects.filter(problem=world.mine).update(expires_at=timezone.now())
    for closed in (token, other):
        for several in addresses("o/<str:token>", closed):
            for number, address in enumerate(several):
                client = Client(REMOTE_ADDR=f"10.0.0.{number}")
                assert client.get(address).status_code == 404
                assert client.post(address, SAID).status_code == 404


@pytest.mark.parametrize("login", ["owner_login", "partner_login"])
def test_nothing_leaks_to_who_signs_in(login: str) -> None:
    world = build()
    agent: Agent = getattr(world, login)
    crawl(as_agent(agent), "/problems/")
    assert knock_everywhere(as_agent(agent)) > 5
    crawl(as_agent(agent), "/problems/")
    _assert_others_untouched(world)


def test_neither_a_link_nor_a_sign_in_opens_the_api() -> None:
    world = build()
    token = next(links_of(world))[0]
    for client in (Client(), as_agent(world.owner_login), as_agent(world.partner_login)):
        for route in ("problems", f"problems/{world.mine.pk}", "contacts", "cases", "events", "figures?month=2026-10"):
            for headers in ({}, {"Authorization": f"Bearer {token}"}):
                response = client.get(f"/api/v1/{route}", headers=headers)
                assert response.status_code == 401, route
                assert_silent(response, route)


def test_a_token_with_other_rights_reads_no_causes() -> None:
    build()
    admin = cast.colleague(Role.ADMIN)
    _, secret = make_token(name="x", scopes=[Scope.ORDERS_WRITE], days=1, agent=admin, now=timezone.now())
    response = Client().get("/api/v1/problems", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 403
    assert ApiToken.objects.count() == 1


def _assert_others_untouched(world: World) -> None:
    """Whatever was posted, nothing was said or changed in another's name."""
    assert not OwnerAnswer.objects.filter(problem=world.other, owner=world.me).exists()
    assert Ownership.objects.filter(problem=world.other, until=None).exclude(owner=world.me).exists()
    assert not OwnerRequest.objects.exclude(owner=world.me).filter(reply="Een antwoord").exists()


def test_guessing_is_stopped() -> None:
    cast.shop()
    world = build()
    token = next(links_of(world))[0]
    client = Client(REMOTE_ADDR="8.8.4.4")
    answers = [client.get(f"/o/{'x' * 40}{number}/").status_code for number in range(61)]
    assert answers[:60] == [404] * 60
    assert answers[60] == 429
    assert client.get(f"/o/{token}/").status_code == 429
    assert Client(REMOTE_ADDR="8.8.8.8").get(f"/o/{token}/").status_code == 200
