"""An administrator names who gets the words, tries it, and switches it on; nobody else can."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.assist.conftest import LIMITS, NAMED, describe
from tests.desk.screens import as_agent
from tests.fakes.completions import KEY, Mind

from wortel.accounts.models import Role
from wortel.assist.models import Errand, Supplier
from wortel.assist.tasks import run_errand
from wortel.channels.actions import unseal
from wortel.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    cast.shop()
    return as_agent(cast.colleague(Role.ADMIN))


def keep(admin: Client, **said: object) -> str:
    posted = {**NAMED, **LIMITS, "address": "https://models.example/v1", "key": "", **said}
    given = {name: value for name, value in posted.items() if value is not False}
    return admin.post("/settings/assist/", given, follow=True).content.decode()


def key_of(supplier: Supplier) -> str:
    from django.conf import settings

    return unseal(bytes(supplier.secret), settings.SECRET_KEY) if supplier.secret else ""


def test_it_is_off_by_default(admin: Client) -> None:
    assert not Supplier.objects.exists()
    assert "Uit. Er gaat niets weg." in admin.get("/settings/assist/").content.decode()


def test_the_key_is_sealed_never_shown_and_goes_to_no_other_address(admin: Client) -> None:
    assert KEY not in keep(admin, key=KEY)
    assert KEY not in str(Supplier.objects.values_list("secret").get())
    keep(admin, longest=400)
    assert key_of(Supplier.objects.get()) == KEY
    keep(admin, address="https://elders.example/v1")
    assert key_of(Supplier.objects.get()) == ""
    assert KEY not in str(list(Event.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("missing", ["name", "place", "purpose", "agreed_on"])
def test_nobody_who_is_not_named_is_kept(admin: Client, missing: str) -> None:
    keep(admin, **{missing: ""})
    assert not Supplier.objects.exists()
    assert admin.post("/settings/assist/state/", {"on": "yes"}).status_code == 404
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        describe("https://models.example/v1", **{missing: ""})


def test_switching_is_written_down_with_who_did_it(admin: Client) -> None:
    keep(admin)
    admin.post("/settings/assist/state/", {"on": "yes"})
    admin.post("/settings/assist/state/", {})
    found = Event.objects.filter(kind__startswith="assist.").order_by("pk")
    assert list(found.values_list("kind", flat=True)) == [
        "assist.described",
        "assist.switched_on",
        "assist.switched_off",
    ]
    assert {one.actor_name for one in found} == {"Iemand Admin"}


@pytest.mark.parametrize(
    "changed", [{"name": "Ander"}, {"place": "België"}, {"purpose": "Meer"}, {"address": "https://elders.example/v1"}]
)
def test_another_agreement_has_to_be_switched_on_again(admin: Client, changed: dict[str, str]) -> None:
    keep(admin)
    admin.post("/settings/assist/state/", {"on": "yes"})
    keep(admin, a_day=7)
    assert Supplier.objects.get().on_since is not None
    keep(admin, **changed)
    assert Supplier.objects.get().on_since is None


@pytest.mark.parametrize(
    "address",
    ["models.example", "ftp://models.example", "https://", "https://a:99999/", "https://me:pw@models.example/",
     "https://models.example/#x", "javascript:alert(1)", "https://mödels.example/", "http://[::1/"],
)  # fmt: skip
def test_what_is_no_address_is_not_kept(admin: Client, address: str) -> None:
    assert "geen adres" in keep(admin, address=address)
    assert not Supplier.objects.exists()


def test_trying_sends_a_made_up_text_before_anything_is_on(admin: Client, address: str, mind: Mind) -> None:
    describe(address)
    assert admin.post("/settings/assist/trials/").status_code == 200
    run_errand(errand=Errand.objects.get().pk)
    said = admin.get(f"/errands/{Errand.objects.get().pk}/").content.decode()
    assert "morgen komt het" in said
    assert "1| Mijn tuinbank zou gisteren komen" in mind.asked[0]["messages"][1]["content"]


def test_a_trial_says_what_the_other_side_said(admin: Client, address: str, mind: Mind) -> None:
    describe(address, key="anders")
    admin.post("/settings/assist/trials/")
    run_errand(errand=Errand.objects.get().pk)
    said = admin.get(f"/errands/{Errand.objects.get().pk}/").content.decode()
    assert "neemt onze sleutel niet aan" in said
    assert "Incorrect API key provided" in said


def test_a_trial_waits_for_nobody_who_rests(admin: Client, address: str, mind: Mind) -> None:
    describe(address)
    Supplier.objects.update(rests_until=timezone.now() + timedelta(hours=1), failures=9)
    admin.post("/settings/assist/trials/")
    run_errand(errand=Errand.objects.get().pk)
    assert Errand.objects.get().text


def test_there_is_one_supplier(admin: Client) -> None:
    keep(admin)
    keep(admin, name="Ander")
    assert Supplier.objects.get().name == "Ander"
    with pytest.raises(IntegrityError), transaction.atomic():
        Supplier.objects.create(pk=2, address="https://models.example", model="y", **NAMED)


def test_only_an_administrator_comes_here() -> None:
    cast.shop()
    for role in Role:
        client = as_agent(cast.colleague(role))
        is_admin = role == Role.ADMIN
        assert (client.get("/settings/assist/").status_code == 200) is is_admin
        for path in ("state", "trials"):
            assert (client.post(f"/settings/assist/{path}/").status_code != 403) is is_admin
