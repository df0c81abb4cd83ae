"""Another system reads the ledger and the statements: the same figures as on the pages."""

import pytest
from tests.api.doors import ask, key
from tests.problems.settled import AFTER, MONTH, OWNED, REST, keep, settled

from wortel.problems import actions

pytestmark = pytest.mark.django_db


def test_an_open_month_is_told_as_it_was_last_counted() -> None:
    keep([*OWNED, *REST])
    told = ask(f"ledger?month={MONTH}", key()).json()
    assert (told["closed_at"], told["entries"], told["differs"]) == (None, [], False)
    assert [line["eur"] for line in told["lines"]] == [260.0, 195.0, 32.5, 58.5, 546.0]


def test_a_closed_month_is_told_with_every_entry() -> None:
    settled()
    keep([("Facturatie", "P1", 39, 312, 25_350), OWNED[1], ("unassigned", "R4", 6, 48, 3_900), REST[1]])
    assert ask(f"ledger?month={MONTH}", key()).json()["differs"]
    actions.correct_month(month=MONTH, why="Verkeerd gemeld", by="Iemand", now=AFTER)
    told = ask(f"ledger?month={MONTH}", key()).json()
    assert not told["differs"]
    assert sum(-one["eur"] if one["charged_to"] == "total" else one["eur"] for one in told["entries"]) == 0
    assert [one["eur"] for one in told["lines"] if one["charged_to"] == "Facturatie"] == [253.5]
    taken_back = next(one for one in told["entries"] if one["reverses"])
    assert (taken_back["eur"], taken_back["why"]) == (-260.0, "Verkeerd gemeld")


def test_statements_say_what_owners_were_told() -> None:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    ours, theirs = ask(f"statements?month={MONTH}", key()).json()["items"]
    assert (ours["owner"], ours["customers"], ours["contacts"], ours["eur"]) == ("Facturatie", 35, 40, 260.0)
    assert (ours["stage"], ours["object_until"], ours["opened_at"]) == ("showback", "2025-10-22", None)
    assert [line["line"] for line in theirs["lines"]] == ["P2"]


def test_a_month_that_was_never_counted_is_not_found() -> None:
    assert ask("ledger?month=2024-01", key()).status_code == 404
    assert ask("statements?month=2024-01", key()).json() == {"items": []}
