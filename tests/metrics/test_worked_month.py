"""Example A of the domain, brought in from files and printed by the command, to the last digit."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.worked import find

type Report = dict[str, Any]

pytestmark = pytest.mark.django_db

VOLUME = {
    "R1": {"phone": 1000, "email": 180, "chat": 60, "letter": 10},
    "R2": {"phone": 500, "email": 200, "chat": 250, "whatsapp": 150, "social": 20},
    "R3": {"phone": 300, "email": 60, "chat": 40, "whatsapp": 60, "social": 40},
    "R4": {"phone": 250, "email": 150, "chat": 50, "webform": 100},
    "R5": {"phone": 150, "email": 100, "chat": 150, "webform": 200},
    "R6": {"phone": 200, "email": 50, "chat": 200},
    "R7": {"phone": 100, "email": 20, "chat": 80, "whatsapp": 50},
    "R8": {"phone": 200, "email": 30, "webform": 50},
}
RATES = {"R1": 31.25, "R2": 28, "R3": 12.5, "R4": 13.75, "R5": 15, "R6": 11.25, "R7": 6.25, "R8": 7}
CHAINS = {
    "R1": (900, 1050, 200),
    "R2": (600, 830, 290),
    "R3": (280, 380, 120),
    "R4": (200, 350, 200),
    "R5": (500, 550, 50),
    "R6": (400, 425, 25),
    "R7": (230, 240, 10),
    "R8": (240, 260, 20),
}
COST = {"R1": 8339, "R2": 5154, "R3": 3140, "R4": 4680, "R5": 2035, "R6": 3245, "R7": 745.5, "R8": 1341}
QUADRANTS = {
    "eliminate": (2300, 16159.0),
    "automate": (1970, 7934.5),
    "simplify": (280, 1341.0),
    "leverage": (450, 3245.0),
}
LEDGER = [
    ("Facturatie", "P1", 1250, 10360, 8339.00),
    ("PakketSnel", "P2", 500, 3920, 3140.00),
    ("PakketSnel", "P3", 390, 4480, 3503.00),
    ("unassigned", "R4", 160, 1520, 1177.00),
    ("customer_service", "R2", 290, 1720, 1418.00),
    ("customer_service", "R5", 50, 300, 245.50),
    ("customer_service", "R6", 25, 250, 198.50),
    ("customer_service", "R7", 10, 40, 35.00),
    ("customer_service", "R8", 20, 120, 100.00),
    ("not_charged", "first contacts on value demand", 2305, 13000, 10523.50),
    ("unused_capacity", "", 0, 12290, 9217.50),
    ("total", "budget and fees", 5000, 48000, 37897.00),
]


def test_every_row_of_the_files_is_new(worked_month: Mapping[str, Mapping[str, int]]) -> None:
    assert {name: (summary["rows"], summary["new"]) for name, summary in worked_month.items()} == {
        "contacts": (5300, 5300),
        "orders": (40000, 40000),
        "reasons": (8, 8),
        "rates_fees": (7, 7),
        "rates_minutes": (32, 32),
        "problems": (3, 3),
        "budget": (1, 1),
    }


def test_a1_volume_by_reason_and_channel(report: Report) -> None:
    assert find(report, "volume")["value"] == 5000
    for reason, channels in VOLUME.items():
        assert find(report, "volume", reason=reason)["value"] == sum(channels.values())
        for channel, contacts in channels.items():
            assert find(report, "volume", reason=reason, channel=channel)["value"] == contacts


def test_a1_volume_by_channel(report: Report) -> None:
    for channel in ("phone", "email", "chat", "whatsapp", "webform", "social", "letter"):
        contacts = sum(channels.get(channel, 0) for channels in VOLUME.values())
        assert find(report, "volume", channel=channel)["value"] == contacts


def test_a1_contacts_per_thousand_orders(report: Report) -> None:
    assert find(report, "contact_rate")["value"] == 125
    assert {reason: find(report, "contact_rate", reason=reason)["value"] for reason in RATES} == RATES


def test_a2_first_contact_resolution(report: Report) -> None:
    whole = find(report, "fcr_chain")
    assert whole["n"] == 4085
    assert whole["value"] == pytest.approx(3350 / 4085, abs=1e-12)
    assert (round(whole["low"], 4), round(whole["high"], 4)) == (0.8080, 0.8316)
    for reason, (singles, chains, _) in CHAINS.items():
        one = find(report, "fcr_chain", reason=reason)
        assert (one["n"], one["value"]) == (chains, pytest.approx(singles / chains, abs=1e-12))


def test_a2_intervals_by_reason(report: Report) -> None:
    r1, r4 = (find(report, "fcr_chain", reason=reason) for reason in ("R1", "R4"))
    assert [round(r1[limit], 4) for limit in ("low", "high")] == [0.8347, 0.8770]
    assert [round(r4[limit], 4) for limit in ("low", "high")] == [0.5191, 0.6222]


def test_a2_repeats(report: Report) -> None:
    assert find(report, "repeat_rate")["value"] == 0.183
    for reason, (_, _, repeats) in CHAINS.items():
        assert find(report, "repeat_rate", reason=reason)["value"] == repeats / sum(VOLUME[reason].values())


def test_a3_cost(report: Report) -> None:
    assert find(report, "cost_eur")["value"] == 28679.50
    assert {reason: find(report, "cost_eur", reason=reason)["value"] for reason in COST} == COST


def test_a3_quadrants(report: Report) -> None:
    for quadrant, (contacts, euros) in QUADRANTS.items():
        assert find(report, "volume", quadrant=quadrant)["value"] == contacts
        assert find(report, "cost_eur", quadrant=quadrant)["value"] == euros


def test_a3_failure_demand_and_what_could_be_avoided(report: Report) -> None:
    assert find(report, "failure_share")["value"] == 0.46
    assert find(report, "avoidable_share")["value"] == 0.539


def test_the_ledger_line_by_line(report: Report) -> None:
    lines = [
        (line["charged_to"], line["line"], line["contacts"], line["minutes"], line["eur"]) for line in report["ledger"]
    ]
    assert lines == LEDGER


def test_the_ledger_reconciles_to_budget_and_fees(report: Report) -> None:
    *lines, total = report["ledger"]
    assert sum(round(line["eur"] * 100) for line in lines) == round(total["eur"] * 100) == 36_000_00 + 1_897_00
    assert sum(line["minutes"] for line in lines) == total["minutes"] == 48_000
    assert sum(line["contacts"] for line in lines) == total["contacts"] == 5_000


def test_a4_the_phone(report: Report) -> None:
    phone = {name: find(report, name, channel="phone") for name in ("sl", "asa", "abandon", "transfer")}
    assert [phone[name]["value"] for name in ("sl", "asa", "abandon")] == [0.72, 48.0, 0.1]
    assert find(report, "abandon_without_short", channel="phone")["value"] == 240 / 2940
    transfer = phone["transfer"]
    assert [round(transfer[name], 4) for name in ("value", "low", "high")] == [0.1481, 0.1352, 0.1620]


def test_a5_surveys(report: Report) -> None:
    csat, nps, ces = (find(report, name) for name in ("csat", "nps", "ces"))
    assert [round(csat[name], 4) for name in ("value", "low", "high")] == [0.75, 0.7053, 0.7899]
    assert [round(nps[name], 2) for name in ("value", "low", "high")] == [15.0, 7.16, 22.62]
    assert [round(ces[name], 4) for name in ("value", "low", "high")] == [5.2375, 5.0930, 5.3820]
    r1 = find(report, "csat", reason="R1")
    assert [round(r1[name], 4) for name in ("value", "low", "high")] == [0.8, 0.7196, 0.8618]


def test_a5_hollow_satisfaction(report: Report) -> None:
    assert (find(report, "hollow_sat")["value"], find(report, "hollow_sat")["n"]) == (0.32, 300)


def test_a7_lacking_means(report: Report) -> None:
    assert find(report, "means_gap", reason="R4")["value"] == 0.4
    parts = {"case_status": 120, "customer_data": 60, "product_info": 20, "knowledge": 20}
    for means, contacts in parts.items():
        assert find(report, "means_gap", reason="R4", means=means)["value"] == contacts / 550


def test_only_what_the_format_names_is_printed(report: Report) -> None:
    assert list(report) == ["month", "as_of", "figures", "ledger"]
    assert {tuple(one) for one in report["figures"]} == {("figure", "dims", "value", "low", "high", "n", "unit")}
    assert {tuple(one) for one in report["ledger"]} == {("charged_to", "line", "contacts", "minutes", "eur", "share")}
