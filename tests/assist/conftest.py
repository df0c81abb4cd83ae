"""An assistant that is switched on, at a server of this machine."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.desk.screens import as_agent
from tests.fakes.completions import KEY, MODEL, Completions, Mind

from wortel.assist import actions
from wortel.assist.models import Errand, Supplier
from wortel.assist.tasks import run_errand
from wortel.cases.models import Case

NAMED = {
    "name": "Modelhuis", "place": "Nederland", "purpose": "Concepten en samenvattingen", "agreed_on": date(2026, 11, 2),
}  # fmt: skip
LIMITS = {"model": MODEL, "drafts": True, "summarises": True, "names": True, "a_day": 500, "longest": 300}


def describe(address: str, **said: object) -> Supplier:
    cast.shop()
    known = {**NAMED, **LIMITS, "key": KEY, "address": address, **said}
    return actions.describe_supplier(**known)  # type: ignore[arg-type]  # each as its field


@pytest.fixture
def mind() -> Mind:
    return Mind()


@pytest.fixture
def address(mind: Mind, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server in our own network, which whoever runs Wortel opened."""
    monkeypatch.setenv("WORTEL_INSIDE_HOSTS", "127.0.0.1")
    with Completions(mind) as server:
        yield server.address


@pytest.fixture
def supplier(address: str, db: None) -> Supplier:
    described = describe(address)
    actions.switch_on(supplier=described, now=timezone.now())
    return described


@pytest.fixture
def noor(db: None) -> Client:
    return as_agent(cast.noor())


type Ask = Callable[[Case, str], Errand]


@pytest.fixture
def ask(noor: Client) -> Ask:
    """Press the button, let the worker do its work, and see what became of it."""

    def press(case: Case, kind: str) -> Errand:
        response = noor.post(f"/cases/{case.pk}/errands/", {"kind": kind})
        assert response.status_code == 200, response.status_code
        asked = Errand.objects.latest("pk")
        run_errand(errand=asked.pk)
        asked.refresh_from_db()
        return asked

    return press
