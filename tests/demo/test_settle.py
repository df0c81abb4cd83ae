"""The demo's latest months are settled, so that statements and an objection can be looked at."""

from datetime import UTC, date, datetime

import pytest

from tests import make
from tests.problems.settled import keep
from wortel.demo import actions
from wortel.demo.actions import settling
from wortel.demo.actions.settling import settle
from wortel.problems import queries
from wortel.problems.models import Objection, Posting, Problem, Statement

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
LINES = [("Facturatie", "", 30, 240.0, 19_500), ("not_charged", "first contacts on value demand", 9, 72.0, 5_850)]


@pytest.fixture(autouse=True)
def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting is a process of its own, which does not see the rows of a test."""
    actions.begin(today=TODAY, seed=1)
    problem = Problem.objects.get(ownerships__owner__name="Facturatie", ownerships__until=None)
    for n in range(30):
        make.make_flag(make.make_contact(at=datetime(2026, 2, 3 + n % 20, 12, tzinfo=UTC)), problem)

    def refresh(*, month: str) -> None:
        lines = [(to, line or problem.code, *figures) for to, line, *figures in LINES]
        keep(lines, month=month, as_of=datetime(2026, 3, 20, tzinfo=UTC))  # type: ignore[arg-type]  # five each

    monkeypatch.setattr(settling.metrics, "refresh", refresh)


def test_three_months_are_closed_and_sent_and_one_line_is_doubted() -> None:
    settle(until=TODAY)
    assert sorted(queries.list_closed()) == ["2025-12", "2026-01", "2026-02"]
    assert {one.opened_at is not None for one in Statement.objects.all()} == {True}
    objection = Objection.objects.get()
    assert (objection.statement.month, objection.is_open, objection.sample.count()) == ("2026-02", True, 20)
    assert queries.read_sample(objection).judged == settling.JUDGED


def test_it_happens_once() -> None:
    settle(until=TODAY)
    settle(until=TODAY)
    assert (Posting.objects.count(), Objection.objects.count()) == (3, 1)


def test_nothing_is_done_before_its_day() -> None:
    settle(until=date(2026, 3, 5))
    assert sorted(queries.list_closed()) == ["2025-12", "2026-01", "2026-02"]
    assert not Statement.objects.filter(month="2026-02").exclude(sent_at=None).exists()
