"""Months are kept for the pages, and reckoned anew when something happened."""

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests import cast, make
from tests.metrics.quiet import let_others_finish

from wortel.events import actions as events
from wortel.metrics import actions, queries
from wortel.metrics.asking import NoFigures, ask_month

SEPTEMBER = datetime(2025, 9, 10, 8, tzinfo=UTC)


def answer(volume: int, **more: Any) -> dict[str, Any]:
    figure = {"figure": "volume", "dims": {}, "value": volume, "low": None, "high": None, "n": volume}
    line = {"charged_to": "total", "line": "budget and fees", "contacts": volume, "minutes": 8.5, "eur": 0.1}
    return {
        "month": "2025-09",
        "as_of": "2025-10-08T00:00:00+02:00",
        "figures": [{**figure, "unit": "contacts"}],
        "ledger": [{**line, "share": 1.0}],
        **more,
    }


@pytest.mark.django_db
def test_a_kept_month_is_read_back_and_replaced() -> None:
    actions.keep_month(answer=answer(3))
    actions.keep_month(answer=answer(4))
    month = queries.read_month("2025-09")
    assert month is not None
    assert month.value("volume") == 4
    assert [(line.cents, float(line.minutes)) for line in queries.read_ledger("2025-09")] == [(10, 8.5)]


@pytest.mark.django_db
def test_a_month_that_was_never_reckoned_is_none() -> None:
    assert queries.read_month("2025-09") is None


@pytest.mark.django_db
def test_recent_months_hold_this_one_and_the_kept_ones() -> None:
    actions.keep_month(answer=answer(1))
    assert queries.list_recent(today=date(2025, 11, 2), months=13) == ["2025-11", "2025-09"]
    assert queries.list_recent(today=date(2027, 11, 2), months=13) == ["2027-11"]


@pytest.mark.django_db(transaction=True)
def test_what_happened_is_reckoned_by_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    cast.shop()
    contact = make.make_contact(at=SEPTEMBER)
    events.record("contact.filed", about=contact)
    let_others_finish()
    assert actions.refresh_touched() == ["2025-09"]
    month = queries.read_month("2025-09")
    assert month is not None
    assert month.value("volume") == 1
    assert actions.refresh_touched() == []


@pytest.mark.django_db(transaction=True)
def test_a_price_that_changes_touches_every_kept_month(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.shop()
    actions.keep_month(answer=answer(1))
    asked: list[str] = []
    monkeypatch.setattr("wortel.metrics.actions.ask_month", lambda month: asked.append(month) or answer(1))
    actions.refresh_touched()
    events.record("import.done", about=cast.shop(), what="rates", months=[])
    assert actions.refresh_touched() == ["2025-09"]
    assert asked == ["2025-09"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_reckon_the_same_months() -> None:
    with closing(psycopg.connect(**connection.get_connection_params())) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [actions.REFRESHING])
        events.record("contact.filed", about=make.make_contact(at=SEPTEMBER))
        assert actions.refresh_touched() == []


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_while_reckoning_is_said(settings: Any, tmp_path: Any) -> None:
    cast.shop()
    with pytest.raises(NoFigures):
        ask_month("nonsense/page")


@pytest.mark.django_db
def test_alarms_of_a_day_are_replaced_and_old_ones_are_no_news() -> None:
    alarm = {"topic": "login", "window": 7, "count": 21, "expected": 7.0, "p": 1e-5, "first": True, "days": [1]}
    for _ in range(2):
        actions.keep_alarms(on=date(2025, 10, 7), alarms=[alarm])
    assert [one.reason for one in queries.list_alarms(on=date(2025, 10, 8))] == ["login"]
    assert queries.list_alarms(on=date(2025, 10, 20)) == []
