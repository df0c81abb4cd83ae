"""Minutes spent away from the customer belong to what a contact cost: one dialog adds them, one key undoes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.cases.models import Case
from wortel.problems import actions
from wortel.problems.models import Price, WorkBehind

pytestmark = pytest.mark.django_db


def case(client: Client) -> Case:
    cast.shop()
    client.force_login(cast.noor())
    return make.make_case(cast.marijke(), agent=cast.noor())


def add(client: Client, found: Case, minutes: str, what: str = "Creditnota gemaakt") -> str:
    response = client.post(reverse("case-work", args=[found.pk]), {"minutes": minutes, "what": what})
    return str(response.headers.get("HX-Trigger", ""))


def test_minutes_are_added_to_the_latest_contact_at_the_rate_of_the_team(client: Client) -> None:
    found = case(client)
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    before = Price.objects.get(contact=make.find_contact(found)).eur
    assert "/undo/" in add(client, found, "12,5")
    work = WorkBehind.objects.get()
    assert (work.minutes, work.what, work.agent) == (Decimal("12.5"), "Creditnota gemaakt", cast.noor())
    assert Price.objects.get(contact=make.find_contact(found)).eur - before == Decimal("9.375")


@pytest.mark.parametrize(("minutes", "what"), [("", "x"), ("-1", "x"), ("nan", "x"), ("99999", "x"), ("5", " ")])
def test_what_says_nothing_is_not_added(client: Client, minutes: str, what: str) -> None:
    found = case(client)
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    add(client, found, minutes, what)
    assert not WorkBehind.objects.exists()


def test_without_a_rate_it_is_said_so(client: Client) -> None:
    assert "Nog niemand heeft ingesteld" in add(client, case(client), "5").encode().decode("unicode_escape")
    assert not WorkBehind.objects.exists()


def test_undo_takes_them_away(client: Client) -> None:
    found = case(client)
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    told = add(client, found, "5")
    start = told.index("/undo/")
    client.post(told[start : told.index('"', start)])
    assert not WorkBehind.objects.exists()
