"""Minutes behind contacts come in by file and by the API, become part of the price, and say what is wrong by row."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests import cast
from tests.api.doors import counts as told
from tests.api.doors import key, send, taken
from tests.fixture_a import Row
from tests.journey.bringing import bring_in, bring_in_text, contact, counts

from wortel.accounts.models import Team
from wortel.events.models import Event
from wortel.problems import actions
from wortel.problems.models import Price, WorkBehind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates(tmp_path: Path) -> None:
    cast.shop()
    actions.set_rate(team=None, valid_from=date(2025, 9, 1), eur_per_minute=Decimal("0.75"))
    dear, _ = Team.objects.get_or_create(name="Technische dienst")
    actions.set_rate(team=dear, valid_from=date(2025, 9, 10), eur_per_minute=Decimal(2))
    bring_in(tmp_path, "contacts", contact("c1", day=5, minutes="4"), contact("c2", day=6))


def work(key: str = "w1", **columns: str) -> Row:
    return {"work": key, "contact_id": "c1", "minutes": "10", "what": "Nabellen"} | columns


def test_work_is_part_of_what_its_contact_costs(tmp_path: Path) -> None:
    late = work("w2", minutes="1,5", agent_team="Technische dienst", done_at="2025-09-12T09:00:00+02:00")
    assert counts(bring_in(tmp_path, "work", work(), late)) == (2, 0, 0, 0)
    assert Price.objects.get(contact__code="c1").eur == Decimal("0.75") * 14 + 2 * Decimal("1.5")
    assert WorkBehind.objects.get(code="w1").what == "Nabellen"


def test_the_same_file_twice_changes_nothing_and_another_amount_changes_the_row(tmp_path: Path) -> None:
    bring_in(tmp_path, "work", work())
    assert counts(bring_in(tmp_path, "work", work())) == (0, 1, 0, 0)
    assert counts(bring_in(tmp_path, "work", work(minutes="11", contact_id="c2"))) == (0, 0, 1, 0)
    assert WorkBehind.objects.get().contact.code == "c2"
    assert Event.objects.filter(kind="import.done").latest("pk").details["months"] == ["2025-09"]


def test_own_columns_are_kept(tmp_path: Path) -> None:
    bring_in(tmp_path, "work", work(ticket="77"))
    assert WorkBehind.objects.get().attributes == {"ticket": "77"}


BAD = {
    "work": ("", "work: is empty"),
    "contact_id": ("c9", "contact_id: 'c9' is not a contact we know; bring in contacts first"),
    "minutes": ("-3", "minutes: '-3' is not a number from 0"),
    "done_at": ("2025-08-01T10:00:00Z", "done_at: nobody set what a minute costs on 2025-08-01"),
    "agent_team": ("x" * 121, "agent_team: longer than 120 characters"),
    "what": ("x" * 301, "what: longer than 300 characters"),
}
MINUTES = {
    "": "minutes: is empty",
    "0": "minutes: is less than a thousandth",
    "0.0001": "minutes: is less than a thousandth",
    "NaN": "minutes: 'NaN' is not a number from 0",
    "1e999": "minutes: '1e999' is not a number",
    "999999.9999": "minutes: '999999.9999' is not a number from 0",
    "=1+1": "minutes: '=1+1' is not a number",
}


@pytest.mark.parametrize(("column", "value", "reason"), [(name, *told) for name, told in BAD.items()])
def test_a_wrong_row_says_what_is_wrong_and_the_rest_is_taken(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    summary = bring_in(tmp_path, "work", work("w1"), work("w2", **{column: value}), work("w3"))
    assert counts(summary) == (2, 0, 0, 1)
    assert (summary.bad[0].line, reason in summary.bad[0].reason) == (3, True)


@pytest.mark.parametrize(("value", "reason"), MINUTES.items())
def test_minutes_that_are_none_are_named(tmp_path: Path, value: str, reason: str) -> None:
    summary = bring_in(tmp_path, "work", work(minutes=value), work("w2"))
    assert counts(summary) == (1, 0, 0, 1)
    assert reason in summary.bad[0].reason


def test_a_budget_that_makes_a_minute_priceless_spoils_no_other_row(tmp_path: Path) -> None:
    actions.set_budget(month="2025-08", cost_eur=Decimal(10**11), practical_minutes=Decimal("0.001"))
    text = "work;contact_id;minutes;done_at\nw1;c1;5;2025-08-01T10:00:00Z\nw2;c1;\x00;\nw3;c1;5;\n"
    assert counts(bring_in_text(tmp_path, "work", text)) == (1, 0, 0, 2)


def test_another_system_sends_work_and_only_what_it_says_changes() -> None:
    secret = key()
    row = {"work": "w1", "contact_id": "c1", "minutes": 12.5, "what": "Uitgezocht", "agent_team": "Technische dienst"}
    assert taken(send("work", [row], secret)) == told(1, new=1)
    assert taken(send("work", [row], secret)) == told(1, same=1)
    assert taken(send("work", [{"work": "w1", "contact_id": "c1", "minutes": 3}], secret)) == told(1, changed=1)
    kept = WorkBehind.objects.get()
    assert (float(kept.minutes), kept.what, str(kept.team)) == (3, "Uitgezocht", "Technische dienst")


def test_what_another_system_sends_wrong_is_named_by_place() -> None:
    rows = [
        {"work": "w1", "contact_id": "c1", "minutes": 5},
        {"work": "w2", "contact_id": "weg", "minutes": 5},
        {"work": "w3", "contact_id": "c1", "minutes": 0},
        {"work": "w4", "contact_id": "c1", "minutes": 5, "attributes": {"minutes": "9"}},
    ]
    response = send("work", rows, key())
    assert taken(response) == told(4, new=1, bad=3)
    assert [one["row"] for one in response.json()["refused"]] == [1, 2, 3]
    assert "is not a contact we know" in response.json()["refused"][0]["reason"]
