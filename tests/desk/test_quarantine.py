"""What could not be read is kept, shown, and can be tried again."""

import pytest
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent
from tests.letters import letter

from wortel.cases.models import Case
from wortel.channels.models import Arrival, Outcome

pytestmark = pytest.mark.django_db


def test_it_stands_in_the_menu_only_while_there_is_something() -> None:
    cast.shop()
    noor = as_agent(cast.noor())
    assert "Niet te lezen" not in noor.get("/inbox/").content.decode()
    make.make_arrival(at=timezone.now())
    assert "Niet te lezen" in noor.get("/inbox/").content.decode()


def test_the_bytes_can_be_saved() -> None:
    cast.shop()
    arrival = make.make_arrival(b"\x00 niets van te maken", at=timezone.now())
    response = as_agent(cast.noor()).get(f"/arrivals/{arrival.pk}/raw/")
    assert response.content == b"\x00 niets van te maken"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_what_can_be_read_after_all_becomes_a_case() -> None:
    cast.shop()
    cast.mailbox()
    arrival = make.make_arrival(letter("Waar blijft mijn bankje?"), at=timezone.now())
    page = as_agent(cast.noor()).post(f"/arrivals/{arrival.pk}/retries/", follow=True).content.decode()
    assert "Toch gelezen" in page
    assert Case.objects.count() == 1
    assert Arrival.objects.get().outcome == Outcome.FILED


def test_what_still_cannot_be_read_stays() -> None:
    cast.shop()
    arrival = make.make_arrival(b"", at=timezone.now())
    page = as_agent(cast.noor()).post(f"/arrivals/{arrival.pk}/retries/", follow=True).content.decode()
    assert "Nog steeds niet te lezen" in page
    assert Arrival.objects.get().outcome == Outcome.QUARANTINED
