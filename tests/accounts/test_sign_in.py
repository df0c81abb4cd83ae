"""Coming in: with a password, through the one-time link, and in the demo with one click."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts import actions
from wortel.accounts.models import Agent, Organisation, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_count() -> None:
    """The cache counts how often this machine tries."""
    cache.clear()


def make_demo() -> Agent:
    cast.shop()
    Organisation.objects.update(is_demo=True)
    return make.make_agent("Nora Demo", is_demo=True)


def test_the_demo_says_who_one_can_be(settings: Settings) -> None:
    settings.DEMO = True
    make_demo()
    assert "Nora Demo" in Client().get("/account/login/").content.decode()


def test_one_click_lets_somebody_in_as_one_of_them(settings: Settings) -> None:
    settings.DEMO = True
    nora, client = make_demo(), Client()
    client.post("/account/demo/", {"agent": nora.pk})
    assert client.get("/inbox/").status_code == 200


def test_a_real_account_never_comes_in_that_way(settings: Settings) -> None:
    settings.DEMO = True
    make_demo()
    real, client = make.make_agent("Echte Beheerder", Role.ADMIN), Client()
    assert client.post("/account/demo/", {"agent": real.pk}).status_code == 404
    assert client.get("/inbox/").status_code == 302


@pytest.mark.parametrize(("is_demo", "has_switch"), [(True, False), (False, True), (False, False)])
def test_outside_the_demo_nobody_does(settings: Settings, is_demo: bool, has_switch: bool) -> None:
    settings.DEMO = has_switch
    nora, client = make_demo(), Client()
    Organisation.objects.update(is_demo=is_demo)
    assert "Nora Demo" not in client.get("/account/login/").content.decode()
    assert client.post("/account/demo/", {"agent": nora.pk}).status_code == 404


def test_a_password_lets_somebody_in(settings: Settings) -> None:
    cast.shop()
    noor, client = cast.noor(), Client()
    response = client.post("/account/login/", {"login": noor.email, "password": cast.PASSWORD})
    assert response.status_code == 302
    assert client.get("/inbox/").status_code == 200


def test_the_one_time_link_makes_an_administrator_once() -> None:
    cast.shop()
    token = actions.make_admin_link(now=timezone.now())
    client = Client()
    said = {"name": "Eerste Beheerder", "email": "eerste@devoorbeeldwinkel.example", "password": cast.PASSWORD}
    assert client.get(f"/start/{token}/").status_code == 200
    client.post(f"/start/{token}/", said)
    assert Agent.objects.get().role == Role.ADMIN
    assert Client().get(f"/start/{token}/").status_code == 410


@pytest.mark.parametrize("role", [Role.LEAD, Role.MANAGER, Role.ADMIN])
def test_a_second_step_is_asked_from_the_second_time_on(role: Role) -> None:
    cast.shop()
    agent = cast.colleague(role)
    Agent.objects.filter(pk=agent.pk).update(sign_ins=1)
    assert as_agent(agent).get("/inbox/").status_code == 200
    Agent.objects.filter(pk=agent.pk).update(sign_ins=2)
    assert as_agent(agent).get("/inbox/").headers["Location"] == "/account/second-step/"


def test_the_pages_of_the_second_step_wear_our_clothes() -> None:
    cast.shop()
    page = as_agent(cast.noor()).get("/account/two-factor/").content.decode()
    assert 'class="side"' in page
    assert "<script>" not in page
    assert "style=" not in page


def test_nobody_signs_up_by_themselves() -> None:
    cast.shop()
    said = {"email": "x@post.example", "password1": cast.PASSWORD}
    Client().post("/account/signup/", said)
    assert not Agent.objects.filter(email="x@post.example").exists()


def test_times_are_those_of_the_organisation(settings: Settings) -> None:
    cast.shop()
    Organisation.objects.update(time_zone="America/Paramaribo")
    case = make.make_case(cast.marijke(), at=cast.NOW)
    page = as_agent(cast.noor()).get(f"/cases/{case.pk}/").content.decode()
    assert "6:45" in page
