"""Problems with their owners, rates and budgets from files."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.journey.bringing import bring_in, contact, counts

from wortel.problems.models import Budget, Caused, ChannelFee, Ownership, ProcessOwner, Rate, StandardMinutes

pytestmark = pytest.mark.django_db


def test_one_row_for_each_owner_shares_a_problem(tmp_path: Path) -> None:
    rows = [{"problem": "P1", "owner": "A", "share": "0,4"}, {"problem": "P1", "owner": "B", "share": "0.6"}]
    assert counts(bring_in(tmp_path, "problems", *rows)) == (2, 0, 0, 0)
    assert counts(bring_in(tmp_path, "problems", *rows)) == (0, 2, 0, 0)
    assert dict(Ownership.objects.values_list("owner__name", "share")) == {"A": Decimal("0.4"), "B": Decimal("0.6")}


def test_a_partner_may_own_it(tmp_path: Path) -> None:
    bring_in(tmp_path, "problems", {"problem": "P2", "owner": "PakketSnel", "partner": "PakketSnel"})
    assert ProcessOwner.objects.get().is_partner


def test_a_rule_speaks_for_contacts_that_are_there_already(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a"), contact("b", 3, channel="webform", customer="K2"))
    rule = "reason=invoice&not_first_channel=webform"
    bring_in(tmp_path, "problems", {"problem": "P1", "owner": "A", "rule": rule})
    assert list(Caused.objects.values_list("contact__code", flat=True)) == ["a"]


@pytest.mark.parametrize("rule", ["R1", "reason=", "reason=R1&colour=red", "reason=R1&not_first_channel=fax"])
def test_a_rule_that_cannot_be_read_is_refused(tmp_path: Path, rule: str) -> None:
    assert counts(bring_in(tmp_path, "problems", {"problem": "P1", "owner": "A", "rule": rule})) == (0, 0, 0, 1)


def test_the_columns_tell_which_price_it_is(tmp_path: Path) -> None:
    bring_in(tmp_path, "rates", {"valid_from": "2025-01-01", "team": "", "eur_per_minute": "0,75"})
    bring_in(tmp_path, "rates", {"valid_from": "2025-01-01", "channel": "phone", "fee_eur": "0.50"})
    bring_in(tmp_path, "rates", {"valid_from": "2025-01-01", "reason": "R1", "channel": "phone", "minutes": "8"})
    assert Rate.objects.get().team is None
    assert ChannelFee.objects.get().fee_eur == Decimal("0.5")
    assert StandardMinutes.objects.get().reason.code == "R1"


def test_a_price_from_another_day_is_another_row(tmp_path: Path) -> None:
    rows = [{"valid_from": f"2025-0{month}-01", "team": "", "eur_per_minute": "0.75"} for month in (1, 7)]
    bring_in(tmp_path, "rates", *rows)
    assert counts(bring_in(tmp_path, "rates", *rows)) == (0, 2, 0, 0)
    assert Rate.objects.count() == 2


def test_a_budget_is_of_a_month(tmp_path: Path) -> None:
    budget = {"month": "2025-09", "cost_eur": "36.000,00", "practical_minutes": "48000"}
    assert counts(bring_in(tmp_path, "budget", budget, {**budget, "month": "2025-13"})) == (1, 0, 0, 1)
    assert Budget.objects.get().cost_eur == 36_000
