"""What customers contact us about: every contact counts once, and people change topics only where they may."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import make_agent, make_contact, make_conversation, make_customer

from wortel.accounts.actions import found_organisation
from wortel.accounts.models import Role
from wortel.contacts.models import Contact
from wortel.insight.queries.drivers import count_volumes
from wortel.jobs.queries import has_due
from wortel.metrics.models import StoredAlarm, StoredMonth
from wortel.reasons.models import Assignment, Driver, Level, Placed, Proposal, ProposedPart, pack_keys

pytestmark = pytest.mark.django_db

MONTH = "2025-09"
AT = datetime(2025, 9, 16, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _shop() -> None:
    found_organisation(name="De Voorbeeldwinkel")
    StoredMonth.objects.create(month=MONTH, as_of=AT)


@pytest.fixture
def late() -> Driver:
    theme = Driver.objects.create(level=Level.THEME, words=["pakket"], since=AT)
    return Driver.objects.create(level=Level.DRIVER, parent=theme, words=["laat", "bezorger"], since=AT)


def put(driver: Driver | None, count: int, *, at: datetime = AT, variant: Driver | None = None) -> list[Contact]:
    contacts = [make_contact(make_conversation(make_customer(), at=at), at=at) for _ in range(count)]
    for contact in contacts:
        Assignment.objects.create(
            contact=contact, driver=driver, variant=variant, confidence=0.9, by=Placed.FOUND, at=at
        )
    return contacts


def sign_in(client: Client, role: Role) -> None:
    client.force_login(make_agent(f"Colleague {role}", role))


def read(client: Client, name: str = "insight-drivers", *args: int) -> str:
    answer = client.get(reverse(name, args=args), {"month": MONTH})
    assert answer.status_code == 200
    return answer.content.decode()


def test_everything_adds_up(late: Driver) -> None:
    put(late, 3)
    put(None, 2)
    make_contact(at=AT)
    volumes = count_volumes(MONTH, make_agent("Hanneke", Role.MANAGER))
    assert volumes.apart is not None
    placed = sum(one.contacts for group in volumes.groups for one in group.volumes)
    assert (volumes.total, placed, volumes.apart.contacts, volumes.unread) == (6, 3, 2, 1)


def test_a_topic_is_held_against_the_month_before(late: Driver) -> None:
    put(late, 60)
    put(late, 20, at=AT - timedelta(days=31))
    volumes = count_volumes(MONTH, make_agent("Hanneke", Role.MANAGER))
    change = volumes.groups[0].volumes[0].change
    assert change is not None
    assert change.ratio == pytest.approx(60 / 30 / (20 / 31))
    assert change.low is not None
    assert change.low > 1


def test_little_data_is_not_compared(late: Driver) -> None:
    put(late, 3)
    put(late, 2, at=AT - timedelta(days=31))
    volumes = count_volumes(MONTH, make_agent("Hanneke", Role.MANAGER))
    assert volumes.groups[0].volumes[0].change is None


def test_each_figure_opens_the_contacts_behind_it(client: Client, late: Driver) -> None:
    variant = Driver.objects.create(level=Level.VARIANT, parent=late, words=["zaterdag"], since=AT)
    put(late, 2)
    put(late, 1, variant=variant)
    put(None, 4)
    sign_in(client, Role.AGENT)
    found = {}
    asked_for = (
        ("theme", str(late.parent_id)),
        ("driver", str(late.pk)),
        ("variant", str(variant.pk)),
        ("none", "none"),
    )
    for name, asked in asked_for:
        answer = client.get(reverse("insight-contacts"), {"month": MONTH, "driver": asked})
        found[name] = answer.context["page_of"].paginator.count
    assert found == {"theme": 3, "driver": 3, "variant": 1, "none": 4}


def test_an_empty_house_says_what_to_do(client: Client) -> None:
    sign_in(client, Role.MANAGER)
    assert "Nog geen" in read(client) or "nog geen onderwerpen" in read(client)


def test_a_quote_names_nobody(client: Client, late: Driver) -> None:
    contact = make_contact(
        make_conversation(make_customer("Ilse Roozendaal"), at=AT), "Bel Ilse Roozendaal op 06-12345678", at=AT
    )
    late.examples = [contact.pk]
    late.save()
    sign_in(client, Role.AGENT)
    page = read(client, "insight-driver", late.pk)
    assert "Bel [naam] op [telefoon]" in page
    assert "12345678" not in page


def test_a_search_is_asked_of_the_process_that_reads_texts(client: Client) -> None:
    sign_in(client, Role.MANAGER)
    client.post(reverse("insight-driver-search"))
    assert has_due("text")


def test_who_only_helps_customers_changes_nothing(client: Client, late: Driver) -> None:
    sign_in(client, Role.AGENT)
    answer = client.post(reverse("insight-driver-change", args=[late.pk]), {"what": "name", "name_nl": "Te laat"})
    assert answer.status_code == 403
    assert "Te laat" not in read(client)


def test_a_name_is_given_and_taken_back(client: Client, late: Driver) -> None:
    put(late, 3)
    sign_in(client, Role.MANAGER)
    client.post(reverse("insight-driver-change", args=[late.pk]), {"what": "name", "name_nl": "Te laat"})
    assert "Te laat" in read(client)
    client.post(reverse("insight-driver-undo", args=[late.rearrangements.get().pk]))
    assert "Te laat" not in read(client)


def test_a_topic_that_is_gone_is_not_taken_in(client: Client, late: Driver) -> None:
    gone = Driver.objects.create(level=Level.DRIVER, words=["weg"], since=AT, retired_at=AT)
    sign_in(client, Role.MANAGER)
    change = reverse("insight-driver-change", args=[late.pk])
    page = client.post(change, {"what": "merge", "other": gone.pk}, follow=True).content.decode()
    assert "Kies een onderwerp dat er nog is. Er is niets veranderd." in page


def test_a_proposal_is_shown_with_its_parts_and_accepted(client: Client, late: Driver) -> None:
    contacts = put(late, 4)
    proposal = Proposal.objects.create(kind="new", mark="new", at=AT)
    ProposedPart.objects.create(
        proposal=proposal, words=["inloggen", "app"], examples=[contacts[0].pk], contacts=2,
        members=pack_keys([one.pk for one in contacts[:2]]),
    )  # fmt: skip
    sign_in(client, Role.MANAGER)
    assert "inloggen, app" in read(client)
    client.post(reverse("insight-driver-proposal", args=[proposal.pk]), {"choice": "accept"})
    assert Assignment.objects.filter(driver__words=["inloggen", "app"]).count() == 2


def test_what_rises_stands_above_everything(client: Client, late: Driver) -> None:
    put(late, 3)
    told = {"window": 3, "count": 31, "expected": 7.0, "p": 1e-9, "is_first": True, "days": [1] * 70}
    StoredAlarm.objects.create(on=datetime.now(UTC).date(), kind="driver", reason=str(late.pk), **told)
    sign_in(client, Role.AGENT)
    assert "laat, bezorger" in read(client).split("alarm")[1]


def test_the_file_has_a_row_for_each_topic_and_adds_up(client: Client, late: Driver) -> None:
    put(late, 3)
    put(None, 2)
    sign_in(client, Role.AGENT)
    rows = list(csv.DictReader(read(client, "insight-drivers-csv").removeprefix("\ufeff").splitlines()))
    assert [(row["name"], row["contacts"]) for row in rows] == [
        ("laat, bezorger", "3"),
        ("Hoort bij geen onderwerp", "2"),
    ]
