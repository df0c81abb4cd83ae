import re
from datetime import timedelta

import pytest
from django.db import connection
from tests import cast, make

from wortel.accounts.models import Role
from wortel.cases import actions as cases
from wortel.cases.models import Case, Status
from wortel.cases.queries import VIEWS, count_views, list_view
from wortel.channels.models import Kind

pytestmark = pytest.mark.django_db


def _fill(amount: int = 3_000) -> None:
    """Enough cases that the database has something to choose, most of them settled as in a real year."""
    customer, team, noor = cast.marijke(), cast.care(), cast.noor()
    Case.objects.bulk_create(
        Case(
            customer=customer,
            subject=f"Zaak {n}",
            status=(Status.CLOSED, Status.CLOSED, Status.OPEN, Status.WAITING)[n % 4],
            closed_at=cast.NOW if n % 4 < 2 else None,
            team=team,
            agent=noor if n % 3 == 0 else None,
            opened_at=cast.NOW,
            latest_at=cast.NOW - timedelta(minutes=n),
            latest_channel=Kind.EMAIL if n % 5 else Kind.PHONE,
            snoozed_until=cast.NOW + timedelta(hours=n) if n % 8 == 2 else None,
        )
        for n in range(amount)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")


@pytest.mark.parametrize("name", list(VIEWS))
@pytest.mark.parametrize("channel", [None, "email"])
def test_no_view_sorts(name: str, channel: str | None) -> None:
    _fill()
    page = list_view(name, cast.noor(), channel=channel)
    rows = list(page)
    place = (rows[-1].snoozed_until if name == "snoozed" else rows[-1].latest_at, rows[-1].pk)
    assert place[0] is not None
    for plan in (page.explain(), list_view(name, cast.noor(), channel=channel, before=(place[0], place[1])).explain()):
        assert "Sort" not in plan
        assert re.search(r"Index (Only )?Scan using case_\w+", plan)


@pytest.mark.parametrize("name", list(VIEWS))
def test_pages_follow_each_other_without_gap_or_overlap(name: str) -> None:
    _fill(300)
    field = "snoozed_until" if name == "snoozed" else "latest_at"
    seen: list[int] = []
    before = None
    while rows := list(list_view(name, cast.noor(), before=before, limit=20)):
        seen += [row.pk for row in rows]
        before = (getattr(rows[-1], field), rows[-1].pk)
    assert len(seen) == len(set(seen)) == VIEWS[name].cases(cast.noor()).count()


def test_a_list_is_one_query(django_assert_num_queries: object) -> None:
    _fill(100)
    noor = cast.noor()
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        assert all(str(row) for row in list_view("open", noor))
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        count_views(noor)


def test_views_hold_what_they_say() -> None:
    noor, joris = cast.noor(), cast.joris()
    mine = cases.take(case=make.make_case(cast.marijke(), "van mij"), agent=noor).case
    make.make_case(cast.youssef(), "van niemand")
    cases.take(case=make.make_case(cast.youssef(), "van Joris"), agent=joris)
    asleep = cases.snooze(case=make.make_case(cast.youssef(), "slaapt"), until=cast.NOW + cast.DAY).case
    waiting = cases.set_status(case=make.make_case(cast.youssef(), "wacht"), status=Status.WAITING, now=cast.NOW).case
    cases.close(case=make.make_case(cast.youssef(), "klaar"), now=cast.NOW)
    shown = {name: {case.subject for case in list_view(name, noor)} for name in VIEWS}
    assert shown["mine"] == {mine.subject}
    assert shown["unassigned"] == {"van niemand"}
    assert shown["open"] == shown["team"] == {"van mij", "van niemand", "van Joris"}
    assert shown["snoozed"] == {asleep.subject}
    assert shown["waiting"] == {waiting.subject}
    assert shown["all_open"] == {"van mij", "van niemand", "van Joris", "slaapt", "wacht"}
    assert count_views(noor) == {name: len(found) for name, found in shown.items()} | {"quarantine": 0, "unsent": 0}


def test_owners_and_partners_see_no_case() -> None:
    make.make_case(cast.marijke())
    assert set(count_views(cast.colleague(Role.OWNER)).values()) == {0}
    assert not list_view("all_open", cast.colleague(Role.PARTNER)).exists()
