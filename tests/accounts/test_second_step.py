"""A second step when signing in: offered the first time, asked of some roles from the second time on."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests import cast, make

from wortel.accounts import actions
from wortel.accounts.models import Agent, Organisation, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    cast.shop()
    cache.clear()  # it counts how often this machine tries, and would soon have enough of us


def sign_in(agent: Agent, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/account/login/", {"login": agent.email, "password": cast.PASSWORD})
    return client


def code_for(secret: str) -> str:
    """What the app on the phone would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def set_up(client: Client) -> str:
    """Do what the page asks; gives the secret that the phone keeps."""
    page = client.get("/account/two-factor/totp/activate/")
    found = re.search(r'value="([A-Z2-7]{16,})"', page.content.decode())
    assert found is not None
    done = client.post("/account/two-factor/totp/activate/", {"code": code_for(found[1])})
    assert done.status_code == 302
    return found[1]


def come_back(agent: Agent) -> tuple[Client, HttpResponse]:
    client = Client()
    answer = client.post("/account/login/", {"login": agent.email, "password": cast.PASSWORD})
    assert isinstance(answer, HttpResponse)
    return client, answer


@pytest.mark.parametrize("role", [Role.AGENT, Role.OWNER, Role.ADMIN])
def test_it_is_offered_the_first_time_and_can_wait(role: Role) -> None:
    client, answer = come_back(cast.colleague(role))
    assert answer.headers["Location"] == "/account/second-step/"
    offer = client.get("/account/second-step/")
    assert 'href="/">Later' in offer.content.decode()
    assert client.get("/", follow=True).redirect_chain[-1:] != [("/account/second-step/", 302)]


def test_it_is_asked_of_those_who_can_see_or_change_much() -> None:
    asked = {role for role in Role if Agent(role=role, sign_ins=2).needs_second_factor}
    assert asked == {Role.LEAD, Role.MANAGER, Role.ADMIN}


@pytest.mark.parametrize("role", [Role.AGENT, Role.OWNER])
def test_it_is_never_asked_of_others(role: Role) -> None:
    agent = cast.colleague(role)
    sign_in(agent)
    client, answer = come_back(agent)
    assert answer.headers["Location"] == "/"
    assert client.get("/settings/").status_code != 302


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMIN])
def test_it_cannot_wait_the_second_time(role: Role) -> None:
    agent = cast.colleague(role)
    sign_in(agent)
    client, _ = come_back(agent)
    for address in ("/", "/inbox/", "/problems/", "/settings/"):
        assert client.get(address).headers["Location"] == "/account/second-step/"
    assert 'href="/">Later' not in client.get("/account/second-step/").content.decode()


def test_whoever_set_it_up_gets_on_and_is_asked_for_a_code() -> None:
    agent = cast.colleague(Role.ADMIN)
    sign_in(agent)
    secret = set_up(sign_in(agent))
    client, answer = come_back(agent)
    assert answer.headers["Location"].startswith("/account/two-factor/")
    assert client.get("/inbox/").status_code == 302, "not in before the code"
    wrong = client.post(answer.headers["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    client.post(answer.headers["Location"], {"code": code_for(secret)})
    assert client.get("/inbox/").status_code == 200


def test_a_code_works_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    agent = cast.colleague(Role.ADMIN)
    secret = set_up(sign_in(agent))
    for expected in (200, 302):
        client, answer = come_back(agent)
        client.post(answer.headers["Location"], {"code": code_for(secret)})
        assert client.get("/inbox/").status_code == expected


def test_the_demo_never_asks(settings: Settings) -> None:
    settings.DEMO = True
    Organisation.objects.update(is_demo=True)
    boss = make.make_agent("Hanneke Demo", Role.MANAGER, is_demo=True)
    for _ in range(3):
        client = Client()
        assert client.post("/account/demo/", {"agent": boss.pk}).headers["Location"] == "/"
        assert client.get("/inbox/").status_code == 200


def test_the_first_administrator_is_offered_it_at_once_without_a_password_again() -> None:
    client = Client()
    said = {"name": "Eerste Beheerder", "email": "eerste@devoorbeeldwinkel.example", "password": cast.PASSWORD}
    answer = client.post(f"/start/{actions.make_admin_link(now=timezone.now())}/", said)
    assert answer.headers["Location"] == "/account/second-step/"
    assert client.get("/inbox/").status_code == 200
    set_up(client)
    assert client.get("/account/second-step/").headers["Location"] == "/"
