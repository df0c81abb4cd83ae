"""The page on which an administrator makes and revokes tokens."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.api.doors import ask, make_key

from wortel.accounts.models import Role
from wortel.api.actions import LastsTooLong, make_token
from wortel.api.models import ApiToken, Scope
from wortel.events.models import Event

pytestmark = pytest.mark.django_db

NEW = {"name": "De winkel", "scopes": ["contacts:read", "events:read"], "days": "30"}


def signed_in(role: Role) -> Client:
    cast.shop()
    client = Client()
    client.force_login(cast.colleague(role))
    return client


def test_an_administrator_makes_a_token_and_sees_it_once() -> None:
    client = signed_in(Role.ADMIN)
    page = client.post("/settings/api/", NEW).content.decode()
    found = re.search(r"<code class=\"secret\">(wortel_[\w-]{43})</code>", page)
    assert found
    assert ask("contacts", found[1]).status_code == 200
    assert ask("cases", found[1]).status_code == 403
    assert found[1] not in client.get("/settings/api/").content.decode()


def test_the_page_says_of_each_token_what_it_may() -> None:
    make_key(Scope.ORDERS_WRITE)
    page = signed_in(Role.ADMIN).get("/settings/api/").content.decode()
    assert "<li>Bestellingen, pakketten en hun stappen sturen</li>" in page
    assert "<li>Zaken lezen</li>" not in page
    assert page.count('<th scope="col">') == page.count("<td>") + page.count('<th scope="row">')


def test_making_and_revoking_leaves_a_trail_without_the_secret() -> None:
    client = signed_in(Role.ADMIN)
    client.post("/settings/api/", NEW)
    client.post(f"/settings/api/{ApiToken.objects.get().pk}/revocation/")
    trail = list(Event.objects.filter(kind__startswith="api_token").values_list("kind", "actor_name"))
    name = cast.colleague(Role.ADMIN).name
    assert trail == [("api_token.made", name), ("api_token.revoked", name)]
    assert "wortel_" not in json.dumps(list(Event.objects.values_list("details", flat=True)))


def test_a_revoked_token_closes_at_once() -> None:
    client = signed_in(Role.ADMIN)
    token, secret = make_key()
    client.post(f"/settings/api/{token.pk}/revocation/")
    assert ask("contacts", secret).status_code == 401


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_comes_near_the_tokens(role: Role) -> None:
    token, secret = make_key()
    client = signed_in(role)
    assert client.get("/settings/api/").status_code == 403
    assert client.post("/settings/api/", NEW).status_code == 403
    assert client.post(f"/settings/api/{token.pk}/revocation/").status_code == 403
    assert ask("contacts", secret).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "3650"}, {"days": ""}]
)
def test_a_form_that_says_too_little_or_too_much_makes_nothing(wrong: dict[str, object]) -> None:
    response = signed_in(Role.ADMIN).post("/settings/api/", NEW | wrong)
    assert (response.status_code, ApiToken.objects.count()) == (200, 0)


def test_a_token_lives_a_year_at_most() -> None:
    agent = cast.colleague(Role.ADMIN)
    with pytest.raises(LastsTooLong):
        make_token(name="x", scopes=[Scope.CASES_READ], days=367, agent=agent, now=timezone.now())


def test_the_reference_names_every_address() -> None:
    page = signed_in(Role.ADMIN).get("/settings/api/reference/").content.decode()
    told = Client().get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.")
    for path in told["paths"]:
        assert path in page


def test_pages_are_served_without_loading_the_api() -> None:
    code = (
        "import sys, django; django.setup(); import wortel.config.urls;"
        "print([name for name in ('ninja', 'pydantic', 'pandas', 'scipy', 'ibis') if name in sys.modules])"
    )
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "wortel.config.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
