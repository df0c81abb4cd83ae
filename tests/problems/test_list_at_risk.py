"""Who may leave because of a cause: two things or more that were seen, in words; what they are worth stands apart."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Organisation
from wortel.customers.models import Customer
from wortel.problems.models import Problem
from wortel.problems.queries import list_at_risk
from wortel.quality.actions import take_answer

pytestmark = pytest.mark.django_db

NOW = make.NOW
DAY = timedelta(days=1)


@pytest.fixture
def late() -> Problem:
    cast.shop()
    return make.make_problem("laat", "Tijdvak niet gehaald", process=cast.delivery())


def complain(problem: Problem, customer: Customer, *, times: int = 1, days_ago: int = 5) -> None:
    for n in range(times):
        case = make.make_case(customer, at=NOW - (days_ago + n) * DAY)
        make.make_flag(make.find_contact(case), problem)


def mark(customer: Customer, score: int) -> None:
    contact = customer.contacts.latest("started_at")
    take_answer(contact=contact, question="csat", score=score, now=NOW)


def seen(problem: Problem) -> dict[str, tuple[str, ...]]:
    return {one.customer.name: one.reasons for one in list_at_risk([problem.pk], NOW)}


def test_one_thing_alone_puts_nobody_on_the_list(late: Problem) -> None:
    complain(late, cast.marijke(), times=3)
    complain(late, cast.youssef())
    mark(cast.youssef(), 1)
    assert seen(late) == {}


def test_two_things_do_and_both_are_said(late: Problem) -> None:
    complain(late, cast.marijke(), times=3)
    mark(cast.marijke(), 2)
    assert seen(late) == {"Marijke Hoekstra": ("nam 3 keer contact op", "zei dat het tegenviel")}


def test_a_parcel_later_than_promised_is_a_broken_promise(late: Problem) -> None:
    complain(late, cast.marijke())
    mark(cast.marijke(), 1)
    contact = cast.marijke().contacts.get()
    contact.order = make.make_order(cast.marijke(), "88-1", at=NOW - 9 * DAY)
    contact.save()
    make.make_parcel(contact.order, "3S1", carrier=cast.carrier(), at=NOW - 8 * DAY)
    assert seen(late)["Marijke Hoekstra"] == ("1 pakket later dan beloofd", "zei dat het tegenviel")


def test_who_ordered_before_and_not_since_is_silent(late: Problem) -> None:
    complain(late, cast.marijke(), times=3, days_ago=70)
    for n in (120, 100):
        make.make_order(cast.marijke(), f"88-{n}", at=NOW - n * DAY)
    assert seen(late)["Marijke Hoekstra"][1].startswith("bestelde tot 29")
    make.make_order(cast.marijke(), "88-2", at=NOW - 10 * DAY)
    assert seen(late) == {}


def test_two_months_must_have_passed_before_silence_says_anything(late: Problem) -> None:
    complain(late, cast.marijke(), times=3, days_ago=20)
    for n in (120, 100):
        make.make_order(cast.marijke(), f"88-{n}", at=NOW - n * DAY)
    assert seen(late) == {}


def test_contacts_about_something_else_do_not_count(late: Problem) -> None:
    complain(make.make_problem("factuur"), cast.marijke(), times=3)
    mark(cast.marijke(), 1)
    assert seen(late) == {}


def test_a_merged_customer_is_one_person(late: Problem) -> None:
    twin = make.make_customer("M. Hoekstra")
    complain(late, twin, times=2)
    complain(late, cast.marijke())
    twin.merged_into = cast.marijke()
    twin.save()
    mark(cast.marijke(), 1)
    assert "nam 3 keer contact op" in seen(late)["Marijke Hoekstra"]


@pytest.fixture
def noor(client: Client, late: Problem, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("wortel.problems.views.page.find_now", lambda now: NOW)
    monkeypatch.setattr("wortel.problems.views.dialogs.find_now", lambda now: NOW)
    monkeypatch.setattr("wortel.insight.views.partners.risk.find_now", lambda now: NOW)
    complain(late, cast.marijke(), times=3)
    mark(cast.marijke(), 2)
    client.force_login(cast.noor())
    return client


def read(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_list_opens_from_the_problem_and_from_the_partner(noor: Client, late: Problem) -> None:
    for address in (
        reverse("problem-at-risk", args=[late.pk]),
        reverse("partner-at-risk", args=[cast.carrier().pk]),
    ):
        page = read(noor, address)
        assert "1 klant kan weggaan" in page
        assert re.search(r"Marijke Hoekstra .*zei dat het tegenviel", page)


def test_what_may_be_lost_stands_apart_and_only_when_somebody_says_what_a_customer_is_worth(
    noor: Client, late: Problem
) -> None:
    address = reverse("problem-stake", args=[late.pk])
    assert noor.get(address).status_code == 404
    Organisation.objects.update(customer_value_cents=25_000)
    page = read(noor, address)
    assert re.search(r"Wat met hen verloren kan gaan € 250,00 1 klant die kan weggaan, keer € 250", page)
    assert "wordt nooit doorbelast" in page
