"""Home: two halves, never all green while an open cause sends contacts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make

from wortel.accounts.models import Role
from wortel.cases.models import Outcome
from wortel.insight.queries import doing, today
from wortel.metrics.models import StoredAlarm
from wortel.problems.models import Effect, Fix, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(client: Client) -> None:
    cast.shop()
    client.force_login(cast.noor())


def read(client: Client, **asked: str) -> str:
    html = client.get(reverse("home"), asked).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_without_anything_it_says_what_comes(client: Client) -> None:
    page = read(client)
    assert "Vandaag nog geen contacten." in page
    assert "te weinig gegevens" in page
    assert "er wacht niets" in page
    assert "Voor vandaag is niets beloofd." in page


def test_a_contact_with_an_open_cause_stands_below_the_ground(client: Client) -> None:
    now = timezone.now()
    make.make_contact(at=now)
    make.make_flag(make.make_contact(at=now), make.make_problem("P1", "Servicekosten"))
    page = read(client)
    assert "Vandaag tot nu toe 2 contacten . Bij 1 daarvan staat de oorzaak nog open" in page
    assert re.search(r"Servicekosten (nieuw )?geen eigenaar", page)


def test_a_closed_cause_and_a_colleague_who_says_it_is_gone_stand_above(client: Client) -> None:
    now = timezone.now()
    closed = make.make_problem("P1")
    closed.closed_at = now
    closed.save()
    make.make_flag(make.make_contact(at=now), closed)
    for is_open in (True, False):
        Outcome.objects.create(contact=make.make_contact(at=now), is_cause_open=is_open, at=now)
    ground = today.count_quarters([today.local_day(now)])
    assert (ground.helpable, ground.open_causes) == (2, 1)


@pytest.mark.parametrize(("span", "words"), [("week", "Deze week tot nu toe 1 contact"), ("month", "Deze maand")])
def test_the_week_and_the_month_show_the_same_ground(client: Client, span: str, words: str) -> None:
    make.make_contact(at=timezone.now())
    assert words in read(client, span=span)


def test_what_was_promised_stands_in_order_and_late_is_said(client: Client) -> None:
    now = timezone.now()
    make.make_promise(make.make_case(cast.marijke()), now - timedelta(hours=2))
    page = read(client)
    assert "Marijke Hoekstra terugbellen" in page
    assert "te laat" in page


def test_an_alarm_without_a_cause_stands_among_the_causes(client: Client) -> None:
    make.make_reason("login", "Inlogcode komt niet aan")
    on = today.local_day(timezone.now()) - timedelta(days=1)
    told = {"window": 7, "count": 21, "expected": 7.0, "p": 0.0, "is_first": True, "days": [1] * 70}
    StoredAlarm.objects.create(on=on, reason="login", **told)
    assert "Inlogcode komt niet aan alarm" in read(client)
    strip = client.get(reverse("insight-nature")).content.decode()
    assert "21 contacten in 7 dagen. Gewoon zou 7,0 zijn. Gezien: gisteren." in " ".join(strip.split())
    assert "Wie pakt dit op?" in strip


def effect(code: str, low: float, middle: float, high: float, verdict: str = Verdict.WORKS) -> None:
    now = timezone.now()
    fix = Fix.objects.create(problem=make.make_problem(code), what=f"fix {code}", on=now.date(), registered_at=now)
    numbers = {"avoided": middle, "avoided_low": low, "avoided_high": high}
    Effect.objects.create(fix=fix, measured_at=now, verdict=verdict, numbers=numbers)


def test_contacts_avoided_count_only_fixes_that_work(client: Client) -> None:
    effect("P1", 624, 880, 1136)
    effect("P2", 10, 50, 90, verdict=Verdict.TOO_EARLY)
    avoided = doing.sum_avoided()
    assert avoided is not None
    assert (avoided.contacts, avoided.low, avoided.high) == (880, 624, 1136)
    assert "880 tussen 624 en 1.136 fix P1" in read(client)


def test_two_fixes_that_work_are_summed_with_their_doubts() -> None:
    effect("P1", 70, 100, 130)
    effect("P2", 60, 100, 140)
    avoided = doing.sum_avoided()
    assert avoided is not None
    assert (avoided.contacts, avoided.low, avoided.high) == (200, 150, 250)


@pytest.mark.parametrize("role", [Role.OWNER, Role.PARTNER])
def test_an_owner_goes_to_their_causes(client: Client, role: Role) -> None:
    client.force_login(make.make_agent("Ruben Mol", role))
    assert client.get(reverse("home")).url == reverse("problems")  # type: ignore[attr-defined]  # a redirect


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN, Role.AUDITOR])
@pytest.mark.parametrize("name", ["home", "insight-nature", "insight-first-time", "ledger", "insight-contacts"])
def test_every_colleague_may_look(client: Client, role: Role, name: str) -> None:
    client.force_login(make.make_agent("Robin", role))
    assert client.get(reverse(name)).status_code == 200
