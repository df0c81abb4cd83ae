"""What other systems may read, page by page."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests import cast, make
from tests.api.doors import ask, key, make_key

from wortel.cases.models import Outcome
from wortel.events import actions as events
from wortel.events.models import Event
from wortel.metrics.actions import keep_month
from wortel.problems.models import Problem

pytestmark = pytest.mark.django_db


def walk(path: str, secret: str, limit: int) -> list[list[Any]]:
    """The pages of a list, until there is no next."""
    pages, after = [], ""
    while True:
        told = ask(f"{path}?limit={limit}&after={after}", secret).json()
        pages.append([one["id"] for one in told["items"]])
        if not told["next"]:
            return pages
        after = told["next"]


def test_a_contact_is_told_with_everything_that_is_known_of_it() -> None:
    case = make.make_case(cast.marijke())
    contact = make.find_contact(case)
    make.give_reason(contact, make.make_reason("R2"))
    make.make_flag(contact, make.make_problem("P2"))
    Outcome.objects.create(contact=contact, is_solved=True, is_cause_open=True, at=cast.NOW)
    told = ask(f"contacts/{contact.pk}", key()).json()
    assert (told["case"], told["customer"]["id"], told["reason"], told["problems"]) == (
        case.pk,
        cast.marijke().pk,
        "R2",
        ["P2"],
    )
    assert (told["solved"], told["cause_open"], told["text"]) == (True, True, "Waar blijft mijn bankje?")


def test_pages_give_every_row_once() -> None:
    numbers = [make.make_contact().pk for _ in range(5)]
    assert walk("contacts", key(), 2) == [numbers[:2], numbers[2:4], numbers[4:]]


@pytest.mark.parametrize("after", ["7", "bm9uc2Vuc2U", "%00", "YWZ0ZXIgLTE", "\u00e9"])
def test_a_cursor_that_we_did_not_give_is_refused(after: str) -> None:
    response = ask(f"contacts?after={after}", key())
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("limit", ["0", "501", "many", "-1"])
def test_a_page_has_a_size_that_can_be_given(limit: str) -> None:
    assert ask(f"contacts?limit={limit}", key()).status_code == 422


@pytest.mark.parametrize("path", ["contacts", "cases", "problems"])
@pytest.mark.parametrize("number", ["99999999", "9" * 30, "0", "-1", "x"])
def test_what_is_not_there_is_not_found(path: str, number: str) -> None:
    response = ask(f"{path}/{number}", key())
    assert (response.status_code in {404, 422}, response["Content-Type"]) == (True, "application/problem+json")


def test_a_page_of_contacts_costs_as_many_queries_as_one_contact(django_assert_num_queries: Any) -> None:
    secret = key()
    for _ in range(12):
        contact = make.make_contact()
        make.give_reason(contact, make.make_reason("R2"))
    ask("contacts?limit=1", secret)
    with django_assert_num_queries(5):
        ask("contacts?limit=12", secret)


def test_a_case_is_told_with_who_has_it() -> None:
    case = make.make_case(cast.youssef(), agent=cast.noor())
    told = ask(f"cases/{case.pk}", key()).json()
    assert (told["number"], told["agent"], told["status"], told["contacts"]) == (case.number, "Noor Vermeer", "open", 1)


def test_cases_come_in_pages() -> None:
    numbers = [make.make_case().pk for _ in range(3)]
    assert walk("cases", key(), 2) == [numbers[:2], numbers[2:]]


def test_a_problem_is_told_with_its_owner() -> None:
    make.make_problem("P1", "Regel servicekosten", process=cast.invoicing())
    told = ask("problems", key()).json()["items"][0]
    assert (told["problem"], told["title_nl"]) == ("P1", "Regel servicekosten")
    assert told["owners"] == [{"name": "Facturatie", "share": 1.0, "accepted_at": None}]
    assert (told["contacts"], told["eur"], told["effect"]) == (0, 0.0, None)


def test_problems_come_in_pages() -> None:
    numbers = [make.make_problem(f"P{n}").pk for n in range(3)]
    assert walk("problems", key(), 2) == [numbers[:2], numbers[2:]]


REPORT: dict[str, Any] = {
    "month": "2025-09",
    "as_of": "2025-10-08T00:00:00+02:00",
    "figures": [
        {"figure": "volume", "dims": {}, "value": 5000.0, "low": None, "high": None, "n": 5000, "unit": "contacts"},
        {"figure": "fcr_chain", "dims": {"reason": "R1"}, "value": 0.8571, "low": 0.8347, "high": 0.877, "n": 1050}
        | {"unit": "share"},
    ],
    "ledger": [
        {"charged_to": "Facturatie", "line": "P1", "contacts": 1250, "minutes": 10360.0, "eur": 8339.0, "share": 1.0},
        {"charged_to": "total", "line": "", "contacts": 5000, "minutes": 48000.0, "eur": 37897.0, "share": 1.0},
    ],
}


def test_the_figures_of_a_month_are_those_of_the_report() -> None:
    keep_month(answer=REPORT)
    told = ask("figures?month=2025-09", key()).json()
    assert told["figures"] == REPORT["figures"]
    assert told["ledger"] == REPORT["ledger"]
    assert told["as_of"] == "2025-10-07T22:00:00Z"


def test_a_month_that_was_never_reckoned_has_no_figures() -> None:
    assert ask("figures?month=2025-08", key()).status_code == 404


@pytest.mark.parametrize("month", ["2025-13", "2025", "", "2025-09-01", "2025-09%0a"])
def test_a_month_is_a_month(month: str) -> None:
    assert ask(f"figures?month={month}", key()).status_code == 422


def settle() -> None:
    """As if everything happened a while ago."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE events_event SET at = at - interval '1 minute'")
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")


def test_events_are_told_by_number_only() -> None:
    token, secret = make_key()
    settle()
    told = ask("events", secret).json()["items"]
    made = next(one for one in told if one["kind"] == "api_token.made")
    assert set(made) == {"id", "at", "kind", "about", "about_id"}
    assert (made["about"], made["about_id"]) == ("apitoken", token.pk)


def test_whoever_asks_again_hears_only_what_is_new() -> None:
    secret = key()
    problem = make.make_problem("P1")
    settle()
    after = ask("events?limit=500", secret).json()["next"]
    assert ask(f"events?after={after}", secret).json() == {"items": [], "next": after}
    events.record("problem.made", about=problem)
    settle()
    assert [one["kind"] for one in ask(f"events?after={after}", secret).json()["items"]] == ["problem.made"]


def test_what_happened_just_now_waits_until_nothing_can_come_in_between() -> None:
    secret = key()
    settle()
    events.record("problem.made", about=make.make_problem("P1"))
    assert "problem.made" not in [one["kind"] for one in ask("events?limit=500", secret).json()["items"]]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_committed_late_is_not_skipped() -> None:
    secret = key()
    problem = make.make_problem("P1")
    other = connection.copy()
    try:
        with other.cursor() as late:
            other.set_autocommit(False)
            late.execute("SELECT pg_current_xact_id()")  # this change began, and is not committed yet
            late.execute("SELECT now()")
            (began,) = late.fetchone()
            events.record("problem.made", about=problem)
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
                cursor.execute("UPDATE events_event SET at = %s", [began + timezone.timedelta(seconds=1)])
                cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")
            assert ask("events", secret).json()["items"] == []
            other.rollback()
    finally:
        other.close()
    with transaction.atomic():
        settle()
    assert Event.objects.count() == len(ask("events", secret).json()["items"])
    assert Problem.objects.count() == 1
