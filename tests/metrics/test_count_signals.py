"""Signals are counted by week, topic and channel alike on both engines, and never in a cell that points at somebody."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from tests import cast, make

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact, Direction
from wortel.insight.queries.signs import list_signs
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import DuckEngine, PostgresEngine
from wortel.metrics.reckoning.reckon import reckon_for_pages
from wortel.metrics.reckoning.store import Store
from wortel.signals.models import Kind, Signal

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime(2025, 9, 8, 9, tzinfo=UTC)
NOW = datetime(2025, 10, 8, 9, tzinfo=UTC)
QUESTION = Question("2025-09", NOW, timedelta(hours=168), answer_within=20, short=5)


def came(number: int, helpers: Sequence[Agent], *, reason: str, at: datetime, channel: str = "email") -> list[Contact]:
    contacts = []
    for n in range(number):
        contact = make.make_contact(make.make_conversation(at=at, channel=channel), at=at)
        make.give_reason(contact, make.make_reason(reason))
        helper, later = helpers[n % len(helpers)], at + timedelta(hours=1)
        make.make_contact(
            contact.conversation, "Kijk op onze website.", direction=Direction.OUT, agent=helper, at=later
        )
        contacts.append(contact)
    return contacts


def show(contacts: Sequence[Contact], kind: Kind = Kind.WEBSITE_REFERRAL) -> None:
    for one in contacts:
        Signal.objects.create(kind=kind, contact=one, about=f"contact {one.pk}", at=one.started_at)


@pytest.fixture
def _september() -> None:
    """Two topics of five colleagues in one week, and one of a single colleague in the next."""
    cast.shop()
    five = [make.make_agent(f"Iemand {n}") for n in range(5)]
    show(came(25, five, reason="late", at=MONDAY)[:10])
    show(came(30, five, reason="invoice", at=MONDAY, channel="webform")[:3])
    alone = came(22, five[:1], reason="advice", at=MONDAY + timedelta(days=7))
    show(alone[:8])
    taken_back = Signal.objects.filter(contact=alone[0])
    taken_back.update(undone_at=NOW)


def counted(folder: Path) -> dict[tuple[tuple[str, str], ...], tuple[float, int]]:
    """What both engines say, by what it is told of."""
    with closing(psycopg.connect(**connection.get_connection_params(), autocommit=True)) as raw:
        Store(folder).sync(raw)
    with closing(PostgresEngine.connect(**connection.get_connection_params())) as engine:
        report = reckon_for_pages(QUESTION, engine)
    with closing(DuckEngine(Store(folder).files())) as engine:
        again = reckon_for_pages(QUESTION, engine)
    assert again.figures == report.figures
    found = [one for one in report.figures if one.figure == "signals"]
    return {tuple(sorted(one.dims.items()))[:]: (one.value or 0, one.n) for one in found}


def of(**dims: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({"kind": "website_referral", **dims}.items()))


@pytest.mark.usefixtures("_september")
def test_they_are_counted_by_week_topic_and_channel_and_small_cells_together(tmp_path: Path) -> None:
    found = counted(tmp_path)
    assert found[of()] == (20, 77)
    # One colleague helped in the second week, and with one topic: told apart it would be about that colleague.
    assert of(week="2025-09-15") not in found
    assert of(reason="advice") not in found
    assert found[of(week="…")] == (20, 77)
    assert found[of(reason="invoice")] == (3, 30)
    assert found[of(reason="…")] == (17, 47)
    assert found[of(channel="webform")] == (3, 30)
    assert found[of(week="2025-09-08", reason="late")] == (10, 25)


@pytest.mark.usefixtures("_september")
def test_the_month_is_what_the_page_counts(tmp_path: Path) -> None:
    sign = next(one for one in list_signs("2025-09", NOW) if one.count)
    assert sign.count == counted(tmp_path)[of()][0]


def test_of_a_small_team_nothing_is_told(tmp_path: Path) -> None:
    cast.shop()
    show(came(60, [cast.noor(), cast.joris()], reason="late", at=MONDAY))
    assert counted(tmp_path) == {}


@pytest.mark.usefixtures("_september")
def test_no_fact_names_a_colleague() -> None:
    with connection.cursor() as cursor:
        for name in ("fact_signal", "fact_cell", "fact_contact"):
            cursor.execute(f"SELECT * FROM {name} LIMIT 0")
            assert not {column.name for column in cursor.description or ()} & {"agent", "agent_id", "employee"}


@pytest.mark.usefixtures("_september")
def test_a_signal_makes_its_month_anew(tmp_path: Path) -> None:
    from wortel.events import actions as events

    counted(tmp_path)
    contact = Contact.objects.filter(direction="in").earliest("pk")
    Signal.objects.create(kind=Kind.TRANSFER, contact=contact, about="later", at=MONDAY + timedelta(days=1))
    events.record("signal.seen", about=contact, contact=contact.pk)
    assert counted(tmp_path)[of(kind="transfer")] == (1, 77)
