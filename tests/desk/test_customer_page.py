"""One customer: all ways to reach them, all cases, merged when somebody says so and split again."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.cases.models import Outcome
from wortel.customers.models import Address, AddressKind, Customer, Merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


def page(client: Client, customer: Customer) -> str:
    return client.get(f"/customers/{customer.pk}/").content.decode()


def test_a_customer_is_found_by_name_number_and_mail_address(noor: Client) -> None:
    cast.marijke()
    for words in ("hoekstra", "06 0000 7319", "marijke@hoekstra"):
        assert "Marijke Hoekstra" in noor.get("/customers/", {"q": words}).content.decode(), words
    assert "Niemand gevonden" in noor.get("/customers/", {"q": "onbekend"}).content.decode()


def test_every_case_tells_how_it_ended(noor: Client) -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke, "Bezorger niet gekomen", at=timezone.now(), status="closed")
    Outcome.objects.create(contact=make.find_contact(case), is_solved=True, is_cause_open=True, at=timezone.now())
    shown = page(noor, marijke)
    assert "Bezorger niet gekomen" in shown
    assert "Geholpen, oorzaak blijft" in shown


def test_channels_are_drawn_as_one_story(noor: Client) -> None:
    now = timezone.now()
    for channel, days in (("email", 4), ("whatsapp", 2), ("phone", 0)):
        make.make_case(cast.marijke(), at=now - days * cast.DAY, channel=channel)
    shown = page(noor, cast.marijke())
    assert "Eén verhaal, alle kanalen" in shown
    assert "3 contacten in 3 zaken over 3 kanalen" in shown


def test_who_shares_a_number_is_proposed_and_not_merged(noor: Client) -> None:
    make.make_address(make.make_customer("M. Bos"), AddressKind.PHONE, "+31600007319")
    shown = page(noor, cast.marijke())
    assert "M. Bos" in shown
    assert "lijkt dezelfde persoon" in shown
    assert not Merge.objects.exists()


def test_merging_can_be_undone_at_once_and_later(noor: Client) -> None:
    marijke, other = cast.marijke(), make.make_customer("Hoekstra M.")
    make.make_case(other, "Van de ander", at=timezone.now())
    noor.post(f"/customers/{marijke.pk}/merges/", {"customer": other.pk})
    assert "Van de ander" in page(noor, marijke)
    assert noor.get(f"/customers/{other.pk}/").headers["Location"] == f"/customers/{marijke.pk}/"
    noor.post(f"/customers/{marijke.pk}/splits/", {"merge": Merge.objects.get().pk})
    assert "Van de ander" not in page(noor, marijke)
    other.refresh_from_db()
    assert other.merged_into is None


def test_what_somebody_needs_is_written_down_where_one_looks(noor: Client) -> None:
    marijke = cast.marijke()
    noor.post(f"/customers/{marijke.pk}/need/", {"need": "Een tijd die klopt."})
    case = make.make_case(marijke, at=timezone.now())
    assert "Een tijd die klopt." in noor.get(f"/cases/{case.pk}/").content.decode()


def test_an_address_is_added_and_made_sure_of(noor: Client) -> None:
    marijke = cast.marijke()
    noor.post(f"/customers/{marijke.pk}/addresses/", {"value": "06 1234 5678"})
    assert Address.objects.filter(customer=marijke, value="+31612345678").exists()
    unsure = make.make_address(marijke, AddressKind.EMAIL, "m.bos@post.example", is_certain=False)
    noor.post(f"/customers/{marijke.pk}/addresses/", {"confirm": unsure.pk})
    unsure.refresh_from_db()
    assert unsure.is_certain


def test_nonsense_is_not_an_address(noor: Client) -> None:
    marijke = cast.marijke()
    response = noor.post(f"/customers/{marijke.pk}/addresses/", {"value": "geen nummer"})
    assert "geen telefoonnummer" in json.loads(response["HX-Trigger"])["toast"]["text"]
    assert marijke.addresses.count() == 2
