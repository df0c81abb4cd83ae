"""What waits for a decision stands on Home of whoever leads, and turns red when its day has passed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast
from tests.problems.settled import AFTER, OWNED, REST, invoice, keep, settled, statement

from wortel.accounts.models import Role
from wortel.insight.queries.deciding import list_to_decide, sum_nobodys
from wortel.problems import actions
from wortel.reasons.models import Proposal, ProposedPart

pytestmark = pytest.mark.django_db

# September is decided before 22 October.
ON_THE_DAY, TOO_LATE = datetime(2025, 10, 22, 12, tzinfo=UTC), datetime(2025, 10, 23, 12, tzinfo=UTC)


def told(role: Role, now: datetime) -> list[tuple[str, bool]]:
    waiting = list_to_decide(cast.colleague(role), now)
    return [(one.what.replace("\N{NO-BREAK SPACE}", " "), one.is_late) for one in waiting]


def read(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_what_nobody_answers_for_is_late_after_its_day() -> None:
    settled()
    assert sum_nobodys(ON_THE_DAY).months == []
    found = sum_nobodys(TOO_LATE)
    assert (found.months, found.cents) == (["2025-09"], 3_250)
    assert [is_late for _, is_late in told(Role.LEAD, TOO_LATE)] == [True]
    assert told(Role.AGENT, TOO_LATE) == told(Role.QUALITY, TOO_LATE) == []


def test_a_month_from_before_the_first_that_was_closed_asks_nothing() -> None:
    settled()
    keep([*OWNED, *REST], month="2025-08")
    assert sum_nobodys(TOO_LATE).months == ["2025-09"]


def test_nothing_is_asked_once_somebody_answers_for_it() -> None:
    settled([*OWNED, REST[1]])
    assert told(Role.LEAD, TOO_LATE) == []


def test_an_objection_that_waits_too_long_is_named() -> None:
    settled()
    made = actions.object_to(statement=statement(), problem=invoice(), why="Niet van ons", by="Ruben", now=AFTER)
    late = datetime.combine(made.due_on, datetime.min.time(), UTC) + timedelta(days=1, hours=9)
    words = ("Bezwaar van Facturatie: Regel ‘servicekosten’ op de factuur", True)
    assert words in told(Role.LEAD, late)
    assert words not in told(Role.LEAD, late - timedelta(days=1))


def test_a_month_that_can_be_closed_is_told_to_who_may() -> None:
    cast.shop(), cast.ruben(), cast.tamar()
    keep([*OWNED, *REST])
    assert told(Role.MANAGER, AFTER) == [("September 2025 kan worden afgesloten", False)]
    assert told(Role.LEAD, AFTER) == []


def test_home_and_ledger_say_it(client: Client) -> None:
    settled()
    client.force_login(cast.colleague(Role.LEAD))
    assert timezone.now() > TOO_LATE
    assert "€ 32,50 van september 2025 is van niemand" in read(client, reverse("home"))
    page = client.get(f"{reverse('ledger')}?month=2025-09").content.decode()
    assert 'class="due late"' in page
    assert "had vóór" in page


def test_a_topic_that_nobody_knew_waits_for_a_word() -> None:
    proposal = Proposal.objects.create(kind=Proposal.Kind.NEW, mark="new", at=ON_THE_DAY)
    ProposedPart.objects.create(proposal=proposal, words=["inlogcode", "app"], contacts=5, members=b"")
    assert told(Role.LEAD, ON_THE_DAY) == [("Is dit een nieuw onderwerp: inlogcode, app?", False)]
    assert told(Role.AGENT, ON_THE_DAY) == []
    Proposal.objects.update(decided_at=ON_THE_DAY)
    assert told(Role.LEAD, ON_THE_DAY) == []
