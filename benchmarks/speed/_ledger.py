"""A month of many contacts, its ledger, and what the database makes of the same contacts one by one."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.db import connection

from wortel.accounts.models import Team
from wortel.contacts.models import Conversation
from wortel.customers.models import Customer
from wortel.metrics.actions import keep_month
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import DuckEngine
from wortel.metrics.reckoning.reckon import reckon
from wortel.metrics.reckoning.store import Store
from wortel.problems import actions
from wortel.problems.models import (
    Budget,
    ChannelFee,
    ChatsAtOnce,
    Ownership,
    Problem,
    ProcessOwner,
    Rate,
    Rule,
)
from wortel.reasons.models import Demand, Reason

MONTH, AFTER = "2025-10", datetime(2025, 11, 8, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
PROBLEMS, REASONS = 40, 60
FEES = {"phone": "0.333333", "email": "0.2", "chat": "0.3", "whatsapp": "0.3", "webform": "0.1"}
CONTACTS = """
INSERT INTO contacts_contact (code, conversation_id, customer_id, channel, direction, started_at, ended_at, subject,
        text, reply_text, has_html, sender_name, message_id, product, team_id, minutes, transfers, is_answered,
        is_verified, is_automatic, is_spam, asked_by_us, callback_promised, follow_up_open, attributes)
    SELECT 'c' || n, talk.id, who.first + n %% %(customers)s,
        (ARRAY['phone', 'email', 'chat', 'whatsapp', 'webform'])[n %% 5 + 1], 'in', moment, moment, '', '', '', FALSE,
        '', '', '', team.first + n %% 5, (n %% 97 + 1) / 8.0, 0, TRUE, TRUE, FALSE, n %% 101 = 0,
        FALSE, FALSE, FALSE, '{}'
    FROM generate_series(1, %(contacts)s) n
    CROSS JOIN LATERAL (
        SELECT '2025-09-30 22:00Z'::timestamptz + (n * 7919::bigint %% 2682000) * interval '1 second' AS moment
    ) at
    CROSS JOIN (SELECT min(id) AS id FROM contacts_conversation WHERE reply_key = 'ledger') talk
    CROSS JOIN (SELECT min(id) AS first FROM customers_customer) who
    CROSS JOIN (SELECT min(id) AS first FROM accounts_team WHERE name LIKE 'Team %%') team
"""
GIVEN = f"""
INSERT INTO reasons_givenreason (contact_id, reason_id, source, at)
    SELECT contact.id, reason.first + contact.id %% {REASONS}, 'imported', contact.started_at
    FROM contacts_contact contact CROSS JOIN (SELECT min(id) AS first FROM reasons_reason) reason
"""
FLAGGED = f"""
INSERT INTO problems_flag (contact_id, problem_id, kind, share, source, at)
    SELECT contact.id, problem.first + contact.id %% {PROBLEMS}, 'cause', 1, 'imported', contact.started_at
    FROM contacts_contact contact CROSS JOIN (SELECT min(id) AS first FROM problems_problem) problem
    WHERE contact.id %% 5 = 0
"""
# Some have a second cause as well, some are only partly caused by it.
FLAGGED_TWICE = f"""
INSERT INTO problems_flag (contact_id, problem_id, kind, share, source, at)
    SELECT contact.id, problem.first + (contact.id + 7) %% {PROBLEMS}, 'cause', 0.3333, 'imported', contact.started_at
    FROM contacts_contact contact CROSS JOIN (SELECT min(id) AS first FROM problems_problem) problem
    WHERE contact.id %% 20 = 0 OR contact.id %% 20 = 1
"""
PARTLY = "UPDATE problems_flag SET share = 0.6667 WHERE contact_id %% 40 = 0 AND share = 1"
# The same money by the other definition: each contact's own price, added up.
ONE_BY_ONE = """
SELECT count(*), sum(price.minutes), sum(price.eur), sum(price.fee_eur) FROM contacts_contact contact
JOIN problems_price price ON price.contact_id = contact.id WHERE contact.direction = 'in' AND NOT contact.is_spam
"""


@dataclass
class Built:
    """How long each step took, on the clock and of our processor, and what came out."""

    contacts: int
    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: int = 0
    total_cents: int = 0
    off_cents: int = 0
    one_by_one_cents: int = 0
    load: float = 0.0
    charged_cents: int = 0

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        start, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[step] = time.perf_counter() - start, time.process_time() - worked


def fill(contacts: int) -> None:
    """So many contacts of one month, of three customers for every five contacts.

    The clock goes back on the 26th, and the second rate begins inside the month.
    """
    _agree()
    numbers = {"contacts": contacts, "customers": max(contacts * 3 // 5, 1)}
    Customer.objects.bulk_create((Customer() for _ in range(numbers["customers"])), batch_size=10_000)
    with connection.cursor() as cursor:
        for statement in (CONTACTS, GIVEN, FLAGGED, FLAGGED_TWICE, PARTLY):
            cursor.execute(statement, numbers)
        cursor.execute("ANALYZE")


def _agree() -> None:
    """Teams, causes with three owners each, and prices that leave fractions of a cent."""
    long_ago = date(2025, 1, 1)
    teams = Team.objects.bulk_create(Team(name=f"Team {n}") for n in range(5))
    reasons = Reason.objects.bulk_create(
        Reason(code=f"R{n}", demand=Demand.VALUE if n % 3 else Demand.FAILURE) for n in range(REASONS)
    )
    owners = ProcessOwner.objects.bulk_create(ProcessOwner(name=f"Afdeling {n}") for n in range(8))
    problems = Problem.objects.bulk_create(Problem(code=f"P{n}", opened_at=LONG_AGO) for n in range(PROBLEMS))
    Ownership.objects.bulk_create(
        Ownership(problem=problem, owner=owners[(n + part) % 8], share=share, since=LONG_AGO)
        for n, problem in enumerate(problems)
        for part, share in enumerate(("0.3333", "0.3333", "0.3334"))
    )
    Rule.objects.bulk_create(
        Rule(problem=problem, reason=reason, not_first_channel="webform")
        for problem, reason in zip(problems, reasons, strict=False)
        if reason.demand == Demand.FAILURE
    )
    for n, team in enumerate(teams):
        for valid_from, rate in ((long_ago, "0.731111"), (date(2025, 10, 15), "0.777777")):
            Rate.objects.create(team=team, valid_from=valid_from, eur_per_minute=Decimal(rate) + n * Decimal("0.01"))
    for channel, fee in FEES.items():
        ChannelFee.objects.create(channel=channel, valid_from=long_ago, fee_eur=fee)
    ChatsAtOnce.objects.create(valid_from=long_ago, chats=Decimal("2.5"))
    Budget.objects.create(month=MONTH, cost_eur=Decimal("9000000.10"), practical_minutes=12_000_000)
    Conversation.objects.create(channel="phone", reply_key="ledger", started_at=LONG_AGO)


def build(contacts: int, raw: psycopg.Connection[object]) -> Built:
    """Write the facts, reckon the month, settle it, and compare it with the prices one by one."""
    built = Built(contacts)
    question = Question(MONTH, AFTER, timedelta(hours=168), answer_within=20, short=5)
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        with built.timed("facts written"):
            store.sync(raw)
        with built.timed("month reckoned"), closing(DuckEngine(store.files())) as engine:
            report = reckon(question, engine)
    with built.timed("month closed"):
        keep_month(answer=report.as_json())
        actions.close_month(month=MONTH, by="Meting", now=AFTER)
    built.load = os.getloadavg()[0]
    *lines, total = report.ledger
    built.lines, built.total_cents = len(lines), total.cents
    built.off_cents = sum(line.cents for line in lines) - total.cents
    built.charged_cents = sum(line.cents for line in lines if line.charged_to != "unused_capacity")
    built.one_by_one_cents = _one_by_one()
    return built


def _one_by_one() -> int:
    with connection.cursor() as cursor:
        cursor.execute(ONE_BY_ONE)
        euros: Decimal = cursor.fetchone()[2]
    return int((euros * 100).quantize(Decimal(1), ROUND_HALF_UP))
