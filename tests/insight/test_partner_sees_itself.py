"""Words of customers, names of colleagues and the other carriers: nothing of it reaches a partner."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Role
from wortel.metrics.models import StoredFigure, StoredMonth
from wortel.partners.actions import add_member
from wortel.partners.models import Partner
from wortel.problems import actions as problems
from wortel.problems.models import ProcessOwner, Statement

pytestmark = pytest.mark.django_db

MONTH = "2025-09"
AT = datetime(2025, 10, 1, tzinfo=UTC)
OTHERS = ("Karrevracht", "Zonnebode")
SECRETS = (
    "Hoekstra",
    "marijke@hoekstra.example",
    "06-12345678",
    "Lindelaan",
    "Vermeer",
    "Noor",
    "Karrevracht",
    "Zonnebode",
)
WORDS = (
    "Ik ben Marijke Hoekstra van de Lindelaan 12 en ik was gewoon thuis. Bel me op 06-12345678 of mail "
    "marijke@hoekstra.example. Noor Vermeer zei dat Karrevracht wel op tijd komt. Ook Zonnebode is beter."
)


def keep(figure: str, value: float, **dims: str) -> None:
    StoredFigure.objects.create(
        month=MONTH, figure=figure, dims=dims, value=value, n=round(value), unit="count", as_of=AT
    )


def carry(partner: str, parcels: int, trouble: int) -> None:
    keep("partner_parcels", parcels, partner=partner)
    keep("partner_parcels", parcels, partner=partner, region="stad", size="")
    keep("partner_trouble", trouble, partner=partner, region="stad", size="")
    keep("partner_contacts", trouble, partner=partner)


@pytest.fixture(autouse=True)
def _told() -> None:
    """The carrier has a cause in a customer's own words, which name everybody."""
    cast.shop()
    cast.noor()
    StoredMonth.objects.create(month=MONTH, as_of=AT)
    for name in OTHERS:
        Partner.objects.create(name=name)
    for name in (cast.carrier().name, *OTHERS):
        carry(name, 1000, 100)
    problem = make.make_problem("laat", "Tijdvak niet gehaald", process=cast.delivery())
    case = make.make_case(cast.marijke(), text=WORDS, at=datetime(2025, 9, 5, 9, tzinfo=UTC))
    make.make_flag(make.find_contact(case), problem)


def read(client: Client, address: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", client.get(address).content.decode())


def check(page: str) -> None:
    assert "ik was gewoon thuis" in page, "the words themselves are what a partner should read"
    found = [secret for secret in SECRETS if secret in page]
    assert found == []


def test_a_partner_that_signs_in_reads_no_name_of_anybody(client: Client) -> None:
    agent = cast.colleague(Role.PARTNER)
    add_member(partner=cast.carrier(), agent=agent)
    client.force_login(agent)
    check(read(client, reverse("partner", args=[cast.carrier().pk]) + f"?month={MONTH}"))


def test_a_partner_with_a_link_reads_no_name_of_anybody(client: Client) -> None:
    owner = ProcessOwner.objects.get(partner=cast.carrier())
    entrance = problems.open_whole_entrance(owner=owner, person=None, now=make.NOW)
    # The link lives longer than the test's own day is far away.
    entrance.link.expires_at = datetime(2099, 1, 1, tzinfo=UTC)
    entrance.link.save()
    check(read(client, reverse("owner-scorecard", args=[entrance.token])))


def test_a_link_to_one_problem_opens_no_scorecard(client: Client) -> None:
    owner = ProcessOwner.objects.get(partner=cast.carrier())
    problem = owner.ownerships.get().problem
    entrance = problems.open_entrance(problem=problem, owner=owner, person=None, now=make.NOW)
    entrance.link.expires_at = datetime(2099, 1, 1, tzinfo=UTC)
    entrance.link.save()
    assert client.get(reverse("owner-scorecard", args=[entrance.token])).status_code == 404


def test_with_two_carriers_a_partner_is_not_held_against_the_only_other(client: Client) -> None:
    """From its own figure and the common one it would know the other's."""
    StoredFigure.objects.filter(dims__partner="Zonnebode").delete()
    agent = cast.colleague(Role.PARTNER)
    add_member(partner=cast.carrier(), agent=agent)
    address = reverse("partner", args=[cast.carrier().pk]) + f"?month={MONTH}"
    client.force_login(agent)
    assert "keer wat verwacht was" not in read(client, address)
    client.force_login(cast.noor())
    assert "keer wat verwacht was" in read(client, address)


def test_a_partner_reads_the_statements_it_was_sent_and_nobody_elses(client: Client) -> None:
    ours = Statement.objects.create(
        owner=ProcessOwner.objects.get(partner=cast.carrier()), month=MONTH, made_at=AT, sent_at=AT
    )
    theirs = Statement.objects.create(owner=cast.ruben().owner, month=MONTH, made_at=AT, sent_at=AT)
    unsent = Statement.objects.create(owner=ours.owner, month="2025-08", made_at=AT)
    agent = cast.colleague(Role.PARTNER)
    add_member(partner=cast.carrier(), agent=agent)
    client.force_login(agent)
    carrier = cast.carrier().pk
    assert reverse("partner-statement", args=[carrier, ours.pk]) in read(client, reverse("partner", args=[carrier]))
    assert client.get(reverse("partner-statement", args=[carrier, ours.pk])).content.startswith(b"%PDF")
    for other in (theirs, unsent):
        assert client.get(reverse("partner-statement", args=[carrier, other.pk])).status_code == 404
