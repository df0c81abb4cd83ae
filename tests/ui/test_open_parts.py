import pytest
from django.test import Client
from tests.make import make_agent

pytestmark = pytest.mark.django_db


def test_colleagues_see_every_part() -> None:
    client = Client()
    client.force_login(make_agent("Noor Vermeer"))
    response = client.get("/ui/")
    assert response.status_code == 200
    assert "Onderdelen" in response.text
    assert "Noor Vermeer" in response.text


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/ui/").status_code == 302


def test_the_policy_allows_nothing_but_our_own() -> None:
    client = Client()
    client.force_login(make_agent("Noor Vermeer"))
    policy = client.get("/ui/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_icons_for_scripts_come_as_one_drawing() -> None:
    client = Client()
    client.force_login(make_agent("Noor Vermeer"))
    response = client.get("/ui/icons.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert '<symbol id="sprout"' in response.text
