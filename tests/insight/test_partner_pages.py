"""The scorecard of the carrier in example A, each number as the domain prints it, for colleagues and the carrier."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from wortel.accounts.models import Agent, Role
from wortel.metrics.actions import keep_month
from wortel.partners.actions import add_member
from wortel.partners.models import Partner

pytestmark = pytest.mark.django_db
MONTH = {"month": "2025-09"}


@pytest.fixture
def carrier(kept_month: dict[str, Any]) -> Partner:
    keep_month(answer=kept_month)
    return Partner.objects.get(name="PakketSnel")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(cast.noor())
    return client


def words(html: bytes) -> str:
    """The words of a page, with single spaces."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def read(client: Client, name: str, *args: int, **asked: str) -> str:
    return words(client.get(reverse(name, args=args), {**MONTH, **asked}).content)


def test_the_scorecard_of_example_a_is_exact(reader: Client, carrier: Partner) -> None:
    page = read(reader, "partner", carrier.pk)
    assert "890 contacten op 40.000 pakketten in september 2025. Ze beantwoorden kostte € 6.643,00." in page
    assert re.search(r"Veroorzaakte contacten per 1\.000 pakketten .* 22,25 890 contacten op 40\.000 pakketten", page)
    assert re.search(r"Euro per pakket .* € 0,1661 € 6\.643,00 samen", page)
    assert re.search(r"Geraakte klanten .* 630 ", page)
    assert re.search(r"Bezorger niet gekomen .* 73,68 % · 380 ketens 500", page)
    assert re.search(r"Beschadigd of kwijt .* 57,14 % · 350 ketens 390", page)


def test_too_little_data_stands_in_place_of_a_number(reader: Client, carrier: Partner) -> None:
    """The orders of example A promise no moment."""
    assert re.search(r"Bezorgd zoals beloofd .* te weinig gegevens 0 pakketten", read(reader, "partner", carrier.pk))


def test_the_only_carrier_is_held_against_nobody(reader: Client, carrier: Partner) -> None:
    assert "Er is geen andere vervoerder" in read(reader, "partner", carrier.pk)


def test_the_list_stands_by_name_and_opens_the_contacts_behind(reader: Client, carrier: Partner) -> None:
    assert re.search(
        r"PakketSnel 40\.000 pakketten 890 22,25 € 0,1661 630 te weinig gegevens", read(reader, "partners")
    )
    behind = read(reader, "partner-contacts", carrier.pk)
    assert "890 contacten" in behind
    assert "390 contacten" in read(reader, "partner-contacts", carrier.pk, problem="P3")
    assert "500 contacten" in read(reader, "partner-contacts", carrier.pk, reason="R3")


def test_the_same_figures_leave_as_csv_and_pdf(reader: Client, carrier: Partner) -> None:
    answer = reader.get(reverse("partner-csv", args=[carrier.pk]), MONTH)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().lstrip("\ufeff"))))
    told = {(row["what"], row["of"]): (row["value"], row["n"]) for row in rows}
    assert told["partner_rate", ""] == ("22.25", "40000")
    assert told["partner_eur_per_parcel", ""] == ("0.166075", "40000")
    assert float(told["fcr_chain", "R4"][0]) == pytest.approx(200 / 350)
    paper = reader.get(reverse("partner-pdf", args=[carrier.pk]), MONTH)
    assert paper.content.startswith(b"%PDF")


def partner_login(carrier: Partner) -> Agent:
    agent = cast.colleague(Role.PARTNER)
    add_member(partner=carrier, agent=agent)
    return agent


def test_a_partner_sees_its_own_scorecard_and_nothing_else(client: Client, carrier: Partner) -> None:
    other = Partner.objects.create(name="Karrevracht")
    client.force_login(partner_login(carrier))
    assert client.get(reverse("partners")).headers["Location"] == reverse("partner", args=[carrier.pk])
    page = read(client, "partner", carrier.pk)
    assert "22,25" in page
    assert "De contacten hierachter" not in page
    assert client.get(reverse("partner", args=[other.pk])).status_code == 404
    assert client.get(reverse("partner-contacts", args=[carrier.pk])).status_code == 403
    assert client.get(reverse("partners-compare")).status_code == 403
    assert client.get(reverse("partner-csv", args=[other.pk])).status_code == 404


def test_a_partner_without_a_membership_finds_nothing(client: Client, carrier: Partner) -> None:
    client.force_login(cast.colleague(Role.PARTNER))
    assert client.get(reverse("partners")).status_code == 404
    assert client.get(reverse("partner", args=[carrier.pk])).status_code == 404
