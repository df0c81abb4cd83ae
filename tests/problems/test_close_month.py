"""A settled month is never edited: what changes is reversed and entered anew, and it always adds up to the cent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast

from wortel.events.models import Event
from wortel.metrics.actions import keep_month
from wortel.metrics.models import StoredMonth
from wortel.problems import actions, queries
from wortel.problems.models import Entry, Posting

pytestmark = pytest.mark.django_db

MONTH, AFTER = "2025-09", datetime(2025, 10, 8, tzinfo=UTC)
type Line = tuple[str, str, int, float, int]
LINES: list[Line] = [
    ("Facturatie", "P1", 1250, 10360, 833_900),
    ("PakketSnel", "P2", 500, 3920, 314_000),
    ("unassigned", "R4", 160, 1520, 117_700),
    ("customer_service", "R2", 290, 1520, 141_800),
    ("not_charged", "first contacts on value demand", 2305, 13000, 1_052_350),
    ("unused_capacity", "", 0, 12290, 921_750),
]


def keep(lines: list[Line], *, as_of: datetime = AFTER, month: str = MONTH) -> None:
    """The month as it was counted; the total follows from the lines."""
    total = ("total", "budget and fees", sum(line[2] for line in lines), 48_000.0, sum(line[4] for line in lines))
    ledger: list[dict[str, Any]] = [
        {"charged_to": to, "line": line, "contacts": contacts, "minutes": minutes, "eur": cents / 100, "share": 1.0}
        for to, line, contacts, minutes, cents in [*lines, total]
    ]
    keep_month(answer={"month": month, "as_of": as_of.isoformat(), "figures": [], "ledger": ledger})


def close(lines: list[Line] | None = None) -> Posting:
    cast.invoicing(), cast.delivery()
    keep(LINES if lines is None else lines)
    return actions.close_month(month=MONTH, by="Iemand", now=AFTER)


def correct(lines: list[Line], why: str = "Een contact hoort ergens anders") -> Posting:
    keep(lines)
    return actions.correct_month(month=MONTH, why=why, by="Iemand", now=AFTER)


def standing() -> dict[tuple[str, str], int]:
    return {(one.charged_to, one.line): one.cents for one in queries.list_standing(MONTH)}


def all_cents() -> int:
    return sum(-one.cents if one.charged_to == "total" else one.cents for one in Entry.objects.all())


def test_closing_freezes_every_line_with_its_owner() -> None:
    close()
    assert [one.line for one in queries.list_standing(MONTH)][:2] == ["P1", "P2"]
    assert [one.owner.name if one.owner else "" for one in queries.list_standing(MONTH)][:3] == [
        "Facturatie", "PakketSnel", "",
    ]  # fmt: skip
    assert standing()["total", "budget and fees"] == 3_381_500
    assert Event.objects.filter(kind="month.closed", details__month=MONTH).exists()


def test_a_month_is_closed_once_and_only_when_it_is_over() -> None:
    close()
    with pytest.raises(actions.MonthClosedAlready):
        actions.close_month(month=MONTH, by="Iemand", now=AFTER)
    keep(LINES, month="2025-10")
    with pytest.raises(actions.MonthNotOver):
        actions.close_month(month="2025-10", by="Iemand", now=AFTER)


def test_a_month_counted_before_its_end_is_counted_again_first() -> None:
    """The clock goes back in October: the month ends at 23:00 in Greenwich, an hour later than it began."""
    keep(LINES, month="2025-10", as_of=datetime(2025, 10, 31, 22, 59, tzinfo=UTC))
    with pytest.raises(actions.MonthNotOver):
        actions.close_month(month="2025-10", by="Iemand", now=datetime(2025, 11, 2, tzinfo=UTC))
    keep(LINES, month="2025-10", as_of=datetime(2025, 10, 31, 23, 0, tzinfo=UTC))
    assert actions.close_month(month="2025-10", by="Iemand", now=datetime(2025, 11, 2, tzinfo=UTC)).month == "2025-10"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE problems_entry SET cents = 0",
        "DELETE FROM problems_entry",
        "UPDATE problems_posting SET why = 'x'",
        "DELETE FROM problems_posting",
    ],
)
def test_the_database_refuses_to_change_what_stands(change: str) -> None:
    close()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic(), connection.cursor() as c:
        c.execute(change)


def test_the_database_refuses_a_month_that_does_not_add_up() -> None:
    posting = close()
    Entry.objects.create(posting=posting, charged_to="unassigned", line="R9", contacts=1, minutes=1, cents=1)
    with pytest.raises(DatabaseError, match="1 cents off"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_a_reversal_of_something_else() -> None:
    posting = close()
    entry = Entry.objects.get(line="P1")
    with pytest.raises(DatabaseError, match="reverses something else"), transaction.atomic():
        Entry.objects.create(
            posting=posting, charged_to="Facturatie", owner=entry.owner, line="P1", contacts=-1250,
            minutes=-10360, cents=-833_901, reverses=entry,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(month=MONTH, kind="closing", by="Iemand", at=AFTER, as_of=AFTER)


def test_facts_that_change_later_show_as_a_difference_and_are_corrected_by_reversal() -> None:
    close()
    assert queries.list_differences(MONTH) == []
    moved = [("Facturatie", "P1", 1249, 10352.0, 833_250), *LINES[1:2], ("unassigned", "R4", 161, 1528.0, 118_350)]
    keep([*moved, *LINES[3:]])
    assert [(one.charge.line, one.cents) for one in queries.list_differences(MONTH)] == [("P1", -650), ("R4", 650)]
    posting = correct([*moved, *LINES[3:]])
    assert [(one.line, one.cents) for one in posting.entries.all()] == [
        ("P1", -833_900), ("R4", -117_700), ("P1", 833_250), ("R4", 118_350),
    ]  # fmt: skip
    assert queries.list_differences(MONTH) == []
    assert (standing()["Facturatie", "P1"], all_cents()) == (833_250, 0)
    assert (posting.why, posting.by) == ("Een contact hoort ergens anders", "Iemand")


def test_a_renamed_owner_is_still_the_same_owner() -> None:
    close()
    owner = cast.invoicing().owner
    owner.name = "Debiteuren"
    owner.save()
    keep([("Debiteuren", *LINES[0][1:]), *LINES[1:]])
    assert queries.list_differences(MONTH) == []


def test_nothing_is_corrected_where_nothing_differs_or_nothing_is_closed() -> None:
    keep(LINES)
    with pytest.raises(actions.MonthStillOpen):
        actions.correct_month(month=MONTH, why="Zo maar", by="Iemand", now=AFTER)
    close()
    with pytest.raises(actions.NothingToCorrect):
        actions.correct_month(month=MONTH, why="Zo maar", by="Iemand", now=AFTER)
    with pytest.raises(IntegrityError):
        correct(LINES[1:], why=" ")


def test_months_are_closed_in_their_order() -> None:
    for month, at in (("2025-08", AFTER), ("2025-09", AFTER), ("2025-07", AFTER)):
        keep(LINES, month=month, as_of=at)
    assert queries.find_closable(AFTER) == "2025-09"
    actions.close_month(month="2025-07", by="Iemand", now=AFTER)
    assert queries.find_closable(AFTER) == "2025-08"
    assert queries.find_closable(datetime(2025, 8, 1, tzinfo=UTC)) is None


LEDGERS = st.dictionaries(
    st.tuples(st.sampled_from(["Facturatie", "PakketSnel", "unassigned", "not_charged"]), st.sampled_from("ABC")),
    st.tuples(st.integers(0, 10**6), st.decimals(0, 10**6, places=3), st.integers(-(10**9), 10**9)),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(months=st.lists(LEDGERS, min_size=1, max_size=4))
def test_whatever_happens_reversals_bring_it_back_and_the_month_adds_up(
    months: list[dict[tuple[str, str], tuple[int, Decimal, int]]],
) -> None:
    with transaction.atomic():
        first, *later = [
            [(*key, n, float(minutes), cents) for key, (n, minutes, cents) in one.items()] for one in months
        ]
        close(first)
        opening = standing()
        for lines in [*later, first]:
            with transaction.atomic():
                try:
                    correct(lines)
                except actions.NothingToCorrect:
                    continue
        assert standing() == opening
        assert all_cents() == 0
        assert Entry.objects.filter(reverses__reverses__isnull=False).count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_what_was_kept_stays_counted_when_it_was() -> None:
    posting = close()
    StoredMonth.objects.filter(month=MONTH).update(as_of=AFTER + timedelta(days=9))
    posting.refresh_from_db()
    assert posting.as_of == AFTER
