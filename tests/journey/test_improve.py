"""What a day taught: a cause that came back opens by itself, and its owner hears of it."""

from datetime import UTC, date, datetime
from email import message_from_bytes

import pytest
from tests import cast, make
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.channels.models import Delivery
from wortel.journey.improve import improve
from wortel.problems import actions
from wortel.problems.models import Effect, Problem, Verdict

pytestmark = pytest.mark.django_db

MORNING = int(datetime(2026, 1, 19, 5, tzinfo=UTC).timestamp())


def closed_problem() -> Problem:
    """Closed on 5 January at 9 contacts a week on 1,000 orders."""
    cast.shop()
    cast.mailbox()
    problem = make.make_problem("P1", "Regel servicekosten", process=cast.invoicing())
    fix = actions.record_fix(problem=problem, what="Nieuwe factuur", on=date(2025, 10, 6), now=cast.NOW)
    numbers = {"after": 108, "orders_after": 12_000, "weeks_after": 12, "phi": 1.3}
    measured_at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    Effect.objects.create(fix=fix, measured_at=measured_at, weeks_measured=12, verdict=Verdict.WORKS, numbers=numbers)
    actions.close_with_effect(problem=problem, agent=cast.noor(), now=measured_at)
    fill_orders(date(2026, 1, 5), [1000, 1000])
    return problem


def test_what_came_back_is_open_again_and_the_owner_is_told() -> None:
    problem = closed_problem()
    fill_contacts(date(2026, 1, 12), [31], problem=problem)
    assert improve(timestamp=MORNING) == 1
    assert improve(timestamp=MORNING) == 0
    mail = Delivery.objects.get()
    assert mail.recipients == ["ruben@devoorbeeldwinkel.example"]
    words = message_from_bytes(bytes(mail.raw)).get_payload(decode=True)
    assert b"31 contacten in 7 dagen" in words
    assert problem.links.count() == 1


def test_what_stayed_away_stays_closed() -> None:
    closed_problem()
    assert improve(timestamp=MORNING) == 0
    assert not Delivery.objects.exists()
