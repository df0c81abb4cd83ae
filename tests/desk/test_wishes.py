"""Whether a customer wants messages they did not ask for is seen and changed on their page."""

import pytest
from django.test import Client
from tests import cast, make
from tests.cast import NOW

from wortel.accounts.models import Role
from wortel.customers import actions
from wortel.customers.models import Address, OptOut

pytestmark = pytest.mark.django_db


def at_work(role: Role = Role.AGENT) -> Client:
    cast.shop()
    client = Client()
    client.force_login(make.make_agent(f"Iemand {role.value.title()}", role))
    return client


def test_a_colleague_writes_down_that_somebody_wants_none_and_takes_it_back() -> None:
    client, marijke = at_work(), cast.marijke()
    address = Address.objects.get(customer=marijke, kind="email")
    page = client.post(f"/customers/{marijke.pk}/wishes/", {"address": address.pk, "out": "1"}, follow=True)
    assert "gezegd tegen een collega" in page.content.decode()
    assert OptOut.objects.get(ended_at=None).value == address.value
    client.post(f"/customers/{marijke.pk}/wishes/", {"address": address.pk})
    assert not OptOut.objects.filter(ended_at=None).exists()


def test_what_was_said_by_a_link_shows_on_the_page() -> None:
    marijke = cast.marijke()
    actions.opt_out(kind="email", value="marijke@hoekstra.example", how=OptOut.How.ONE_CLICK, now=NOW)
    assert "via hun mailprogramma" in at_work().get(f"/customers/{marijke.pk}/").content.decode()


def test_nobody_speaks_for_another_customer_or_only_looks() -> None:
    marijke, youssef = cast.marijke(), cast.youssef()
    theirs = Address.objects.get(customer=youssef, kind="email")
    values = {"address": theirs.pk, "out": "1"}
    assert at_work().post(f"/customers/{marijke.pk}/wishes/", values).status_code == 404
    assert at_work(Role.AUDITOR).post(f"/customers/{youssef.pk}/wishes/", values).status_code == 403
    assert not OptOut.objects.exists()
