"""What the screens must show of the worked month, each number as the domain prints it."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from wortel.accounts.models import Role
from wortel.metrics.actions import keep_month
from wortel.problems.models import Accountable, ProcessOwner
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reader(client: Client, kept_month: dict[str, Any]) -> None:
    keep_month(answer=kept_month)
    client.force_login(cast.noor())


def read(client: Client, name: str, **asked: str) -> str:
    """The words of a page, with single spaces."""
    html = client.get(reverse(name), {"month": "2025-09", **asked}).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_nature_and_volume_shows_a1(client: Client) -> None:
    page = read(client, "insight-nature")
    assert "5.000 contacten op 40.000 bestellingen, dat is 125 op elke 1.000." in page
    assert "Bij 2.300 daarvan (46,0 %) ging er bij ons iets mis." in page
    assert re.search(r"Onduidelijke factuur Elimineren .* 1\.250 31,25 1\.000 180 60 · · · 10 8\.339,00", page)
    assert re.search(r"Alles 5\.000 125,00 2\.700 790 830 260 60 350 10 28\.679,50", page)


def test_hours_of_customers_stand_beside_the_cost_of_each_reason(client: Client) -> None:
    page = read(client, "insight-nature")
    assert re.search(r"28\.679,50 384,3", page)
    assert re.search(r"Retour aanmelden .* 2\.035,00 \d+,\d ", page)


def test_what_contacts_showed_stands_with_all_figures(client: Client) -> None:
    page = read(client, "insight-figures")
    assert "Alleen verwezen naar de website 0 te weinig gegevens (0)" in page, page[page.find("lieten zien") :][:900]
    assert "Beloften nagekomen" in page


def test_the_largest_reason_stands_first(client: Client) -> None:
    page = read(client, "insight-nature")
    assert page.index("Onduidelijke factuur") < page.index("Waar is mijn pakket") < page.index("Retour aanmelden")


def test_solved_at_once_shows_a2_with_definition_and_window(client: Client) -> None:
    page = read(client, "insight-first-time")
    assert "82,0 % van de klanten was na één contact klaar. Kijk je per kanaal, dan lijkt het 94,5 %." in page
    assert "Komt er binnen 7 dagen geen contact bij" in page
    assert "Ketens met één contact 3.350 Ketens, rijp op 8 okt 4.085 In één keer goed 82,01 %" in page
    assert "zeker tussen 80,8 en 83,2" in page
    assert "565 van de 735 liepen over meer dan één kanaal." in page


def test_routes_stand_in_order_and_all_can_be_asked(client: Client) -> None:
    few, many = read(client, "insight-first-time"), read(client, "insight-first-time", routes="all")
    assert "Mail, dan Telefoon 150" in few
    assert "Formulier, dan Mail, dan Telefoon" not in few
    assert "Formulier, dan Mail, dan Telefoon 10" in many


def test_value_and_irritation_shows_a3(client: Client) -> None:
    page = read(client, "insight-value")
    assert "Aan 2.300 contacten (46,0 %, € 16.159,00) heeft niemand iets: de klant niet en wij niet." in page
    assert re.search(r"Elimineren [^0-9]* 2\.300 46,00 % 16\.159,00", page)
    assert re.search(r"Automatiseren [^0-9]* 1\.970 39,40 % 7\.934,50", page)
    assert re.search(r"Vereenvoudigen [^0-9]* 280 5,60 % 1\.341,00", page)
    assert re.search(r"Benutten [^0-9]* 450 9,00 % 3\.245,00", page)
    assert "Alles 5.000 28.679,50" in page


def test_who_judges_a_reason_moves_it_to_another_quadrant(client: Client) -> None:
    client.force_login(cast.colleague(Role.MANAGER))
    invoice = Reason.objects.get(code="R1")
    signs = {"customer": "+", "company": "-", "month": "2025-09"}
    client.post(reverse("insight-value-reason", args=[invoice.pk]), signs)
    assert re.search(r"Automatiseren [^0-9]* 3\.220 64,40 % 16\.273,50", read(client, "insight-value"))


def test_a_sign_that_does_not_exist_changes_nothing(client: Client) -> None:
    client.force_login(cast.colleague(Role.MANAGER))
    invoice = Reason.objects.get(code="R1")
    client.post(reverse("insight-value-reason", args=[invoice.pk]), {"customer": "?", "company": "-"})
    invoice.refresh_from_db()
    assert (invoice.customer_sign, invoice.company_sign) == ("-", "-")


def test_all_figures_show_a4_and_a5(client: Client) -> None:
    page = read(client, "insight-figures")
    assert "Gemiddelde wachttijd 48 s" in page
    assert "Doorverbonden 14,8 % tussen 13,5 en 16,2 · van 2.700" in page
    assert "Tevreden 75,0 % tussen 70,5 en 79,0 · van 400" in page
    assert "tussen 7,16 en 22,62 · van 400" in page
    assert "5,24 tussen 5,09 en 5,38 · van 400" in page
    assert "Schijntevredenheid 32,0 %" in page


def test_all_figures_show_which_means_were_lacked(client: Client) -> None:
    page = read(client, "insight-figures")
    assert "Productinformatie Status van de zaak Mandaat Beschadigd of kwijt 40,0 % 20 60 20 120" in page


def test_all_figures_can_be_taken_along(client: Client) -> None:
    text = client.get(reverse("insight-figures-csv"), {"month": "2025-09"}).content.decode("utf-8-sig")
    rows = {(row["figure"], row["dims"]): row for row in csv.DictReader(io.StringIO(text))}
    assert float(rows["fcr_chain", ""]["value"]) == pytest.approx(3350 / 4085)
    assert float(rows["cost_eur", "quadrant=eliminate"]["value"]) == 16_159
    assert client.get(reverse("insight-figures-pdf"), {"month": "2025-09"}).content.startswith(b"%PDF-")


def test_the_ledger_reconciles_to_37897(client: Client) -> None:
    page = read(client, "ledger")
    assert "€ 18.156,00 doorbelast € 10.523,50 gewone vragen € 9.217,50 ongebruikte tijd" in page
    assert "samen € 37.897,00 gelijk aan het budget" in page
    assert "Samen PakketSnel 890 8.400 6.643,00" in page
    assert "Eigen herhaalcontact op gewone vragen 395 2.430 1.997,00" in page
    assert "Doorbelast 2.695 22.710 18.156,00" in page
    assert "had vóór 22 okt beslist moeten zijn 160 1.520 1.177,00" in page


def test_beside_the_charge_stand_hours_rate_and_satisfaction(client: Client) -> None:
    page = read(client, "ledger")
    assert "384 uur waarvan 36 uur wachten, niet doorbelast" in page
    assert "75 % tussen 71 en 79 · 400 antwoorden" in page


def test_the_statement_to_a_partner_has_no_wink(client: Client) -> None:
    owner = ProcessOwner.objects.get(name="PakketSnel")
    Accountable.objects.create(owner=owner, name="Tamar Kuiper")
    page = read(client, "ledger", owner="PakketSnel")
    assert "Aan Tamar Kuiper" in page
    assert "namen 630 klanten contact met ons op" in page
    assert "Samen 890× € 6.643,00" in page
    assert "Je hoeft dit niet te betalen." not in page
    assert "Je hoeft dit niet te betalen." in read(client, "ledger", owner="Facturatie")


def test_the_csv_adds_up_to_its_total(client: Client) -> None:
    text = client.get(reverse("ledger-csv"), {"month": "2025-09"}).content.decode("utf-8-sig")
    *lines, total = csv.DictReader(io.StringIO(text))
    assert sum(round(float(line["eur"]) * 100) for line in lines) == round(float(total["eur"]) * 100) == 3_789_700
    assert [line["line"] for line in lines][:4] == ["P1", "P2", "P3", "R4"]


@pytest.mark.parametrize("asked", [{}, {"owner": "PakketSnel"}])
def test_ledger_and_statement_can_be_printed(client: Client, asked: dict[str, str]) -> None:
    response = client.get(reverse("ledger-pdf"), {"month": "2025-09", **asked})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_statement_to_nobody_does_not_exist(client: Client) -> None:
    assert client.get(reverse("ledger-pdf"), {"month": "2025-09", "owner": "Niemand"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "contacts"),
    [
        ({}, "5.000"),
        ({"reason": "R1", "channel": "phone"}, "1.000"),
        ({"demand": "failure"}, "2.300"),
        ({"reason": "R2", "repeats": "1"}, "290"),
        ({"repeats": "1"}, "915"),
        ({"reason": "R4", "unlinked": "1"}, "160"),
        ({"demand": "value", "repeats": "1"}, "395"),
        ({"demand": "value", "repeats": "0"}, "2.305"),
    ],
)
def test_every_figure_opens_as_many_contacts_as_it_says(client: Client, asked: dict[str, str], contacts: str) -> None:
    assert f"{contacts} contacten in september 2025, geteld." in read(client, "insight-contacts", **asked)


def test_each_definition_can_be_opened(client: Client) -> None:
    html = client.get(reverse("insight-nature"), {"month": "2025-09"}).content.decode()
    targets = re.findall(r'popovertarget="(def-[^"]+)"', html)
    assert targets
    assert all(f'id="{target}" popover' in html for target in targets)


def test_home_shows_both_halves_of_the_latest_month(client: Client) -> None:
    page = read(client, "home")
    assert "In één keer goed 82,0 %" in page
    assert "tussen 80,8 en 83,2 4.085 ketens, september" in page
    assert "Tevreden 75 %" in page
    assert "bij 32 % bleef de oorzaak" in page
    assert "Faalvraag 46,0 %" in page
    assert "2.300 van 5.000 contacten" in page


def test_english_is_equal(client: Client) -> None:
    noor = cast.noor()
    noor.language = "en"
    noor.save()
    page = read(client, "insight-nature")
    assert "5,000 contacts on 40,000 orders, that is 125 for every 1,000." in page
    assert "Unclear invoice Eliminate" in page
