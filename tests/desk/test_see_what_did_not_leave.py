"""Mail that should have left: seen at the message, counted in the menu, listed with its reason, and sent again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.channels.test_send_answers import Notebook
from tests.desk.screens import as_agent
from tests.desk.test_answer import send

from wortel.cases.models import Case
from wortel.channels import actions as channels
from wortel.channels.interface import DeliveryFailed, NobodyHome, Refused
from wortel.channels.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


@pytest.fixture
def case(noor: Client) -> Case:
    case = make.make_case(
        cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=cast.mailbox()
    )
    send(noor, case)
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    return case


def fail(trouble: DeliveryFailed) -> None:
    channels.send_due(post=Notebook(trouble), now=timezone.now())


def listed(noor: Client) -> str:
    return noor.get("/inbox/unsent/").content.decode()


def shown(noor: Client, case: Case) -> str:
    return noor.get(f"/cases/{case.pk}/").content.decode()


def test_a_mail_that_waits_its_seconds_is_not_stuck(noor: Client, case: Case) -> None:
    assert "Alles is weg" in listed(noor)


def test_a_server_that_is_away_is_told_in_plain_words(noor: Client, case: Case) -> None:
    fail(NobodyHome("connection refused", "refused"))
    for page in (listed(noor), shown(noor, case)):
        assert "antwoordt niet op deze poort" in page
        assert "connection refused" in page
    assert "/inbox/unsent/" in noor.get("/inbox/").content.decode()


def test_what_was_refused_for_good_says_so_and_is_sent_again_from_the_message(noor: Client, case: Case) -> None:
    fail(DeliveryFailed("550 no such user", permanent=True))
    assert "550 no such user" in listed(noor)
    page = shown(noor, case)
    assert "550 no such user" in page
    address = f"/deliveries/{Delivery.objects.get().pk}/attempts/"
    assert f'hx-post="{address}"' in page
    noor.post(address)
    post = Notebook()
    channels.send_due(post=post, now=timezone.now())
    assert len(post.taken) == 1
    assert "Alles is weg" in listed(noor)


def test_mail_without_any_server_to_send_through_is_listed_too(noor: Client, case: Case) -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    assert "Er is nog geen server om via te versturen" in listed(noor)


def test_what_reached_only_some_is_said_at_the_message(noor: Client, case: Case) -> None:
    delivery = Delivery.objects.get()
    delivery.recipients += ["tamar@pakketsnel.example"]
    delivery.save()
    gone = Refused("tamar@pakketsnel.example", "No such user", permanent=True)
    channels.send_due(post=Notebook(refuses=(gone,)), now=timezone.now())
    page = shown(noor, case)
    assert "Deze mail is niet aangekomen bij tamar@pakketsnel.example" in page
    assert "Opnieuw versturen aan dit adres" in page
    post = Notebook()
    noor.post(f"/deliveries/{delivery.pk}/attempts/")
    channels.send_due(post=post, now=timezone.now())
    assert [recipients for _, recipients, _ in post.taken] == [("tamar@pakketsnel.example",)]
    assert "Deze mail is niet aangekomen bij " not in shown(noor, case)


def test_whoever_does_not_have_it_yet_is_named(noor: Client, case: Case) -> None:
    delivery = Delivery.objects.get()
    delivery.recipients += ["tamar@pakketsnel.example"]
    delivery.save()
    channels.send_due(
        post=Notebook(refuses=(Refused("tamar@pakketsnel.example", "Greylisted", permanent=False),)), now=timezone.now()
    )
    assert "Nog niet verstuurd aan tamar@pakketsnel.example; we blijven het proberen. Greylisted" in shown(noor, case)
    assert "tamar@pakketsnel.example" in listed(noor)
    assert "youssef" not in listed(noor).split("<tbody>")[1].split("<br>")[0].lower()
