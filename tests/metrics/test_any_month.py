"""Whatever an organisation brings in, the database and the plain computations agree to the last cent."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Sum
from tests import cast
from tests.fixture_a import Row, write_folder

from wortel.accounts.models import Team
from wortel.analysis import cost, repeats
from wortel.analysis.facts import Contact as Fact
from wortel.contacts.models import Contact
from wortel.journey.bring_in.bring_in import bring_in
from wortel.metrics.reckoning.cells import Question
from wortel.metrics.reckoning.engines import PostgresEngine
from wortel.metrics.reckoning.reckon import reckon_for_pages
from wortel.metrics.report import Report
from wortel.problems import actions
from wortel.problems.models import Caused, Flag, Launch, Problem, WorkBehind, sum_cost

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
# The clock goes back in this month, and as-of falls inside it: some chains are not ripe yet.
MONTH, AS_OF = "2025-10", datetime(2025, 10, 29, 12, tzinfo=UTC)
PARENTS = {"late": "parcel", "lost": "parcel", "parcel": "", "invoice": "", "advice": ""}
FAILURE = frozenset({"late", "invoice"})
RULES = {"P1": "reason=parcel&not_first_channel=chat", "P2": "reason=late", "P3": "", "Pa": "reason=invoice"}
OWNERS = {"P1": {"A": "0.3333", "B": "0.3333", "C": "0.3334"}, "P2": {"A": "1"}, "P3": {"B": "0.5"}, "Pa": {"C": "1"}}
RATES = [("2025-01-01", "", "0.731"), ("2025-10-15", "", "0.777777"), ("2025-10-10", "Team 1", "0.9")]
FEES = [("2025-01-01", "phone", "0.333333"), ("2025-10-20", "phone", "0.5"), ("2025-10-05", "email", "0.2")]
MINUTES = [
    ("2025-01-01", "late", "phone", "7.333"),
    ("2025-10-12", "late", "phone", "8"),
    ("2025-01-01", "lost", "email", "3"),
]
CHATS = [("2025-10-01", "", "2.5"), ("2025-10-12", "Team 1", "3")]
LAUNCHES = {"P2": ("2025-10-06", "2025-10-12"), "Pa": ("2025-10-20", "2025-10-20")}
BEHIND = {"c001": ("12.5", "0.731"), "c002": ("3.333", "0.9"), "c017": ("7", "0.777777"), "c120": ("0.001", "2")}
# What somebody said of contacts with several causes, or of which one cause is only a part: by file they have one.
CAUSES: dict[str, list[tuple[str, str]]] = {
    "c003": [("P1", "0.7"), ("P3", "0.3")],
    "c004": [("P1", "1"), ("P2", "1"), ("Pa", "1")],
    "c005": [("P3", "0.5")],
    "c008": [("P2", "0.3333"), ("P1", "0.3333"), ("Pa", "0.3333")],
    "c011": [("P2", "0")],
    "c120": [("P3", "0.6"), ("Pa", "0.25")],
}
MERGES = {"k1": "k2", "k2": "k3", "k9": "k8"}


def contacts(chance: random.Random) -> list[Row]:
    start = datetime(2025, 9, 15, tzinfo=UTC)
    return [contact(chance, n, start + timedelta(minutes=chance.randrange(47 * 1440))) for n in range(400)]


def contact(chance: random.Random, n: int, at: datetime) -> Row:
    channel = chance.choice(["phone", "phone", "email", "chat"])
    return {
        "contact_id": f"c{n:03}",
        "channel": channel,
        "direction": chance.choice(["in"] * 9 + ["out"]),
        "started_at": at.astimezone(ZONE).isoformat(),
        "ended_at": (at + timedelta(minutes=chance.choice([0, 0, 10, 3000]))).isoformat(),
        "customer": chance.choice(["", *(f"k{k}" for k in range(40))]),
        "reason": chance.choice(["", "late", "lost", "invoice", "advice", "parcel"]),
        "minutes": chance.choice(["", "", "4.125", "12"]),
        "agent_team": chance.choice(["", "Team 1", "Team 2"]),
        "chats_at_once": chance.choice(["", "", "4", "1,5"]) if channel == "chat" else "",
        "transfers": chance.choice(["0", "0", "2"]),
        "answered": "0" if channel == "phone" and chance.random() < 0.1 else "1",
        "spam": chance.choice(["0"] * 20 + ["1"]),
        "callback_promised": chance.choice(["0"] * 9 + ["1"]),
        "problem": chance.choice([""] * 8 + ["P3", "Pa"]),
    }


def bring_all(folder: Path, rows: Sequence[Row]) -> None:
    cast.shop()
    reasons = [
        {"reason": reason, "parent": parent, "demand": "failure" if reason in FAILURE else "value"}
        for reason, parent in PARENTS.items()
    ]
    owners = [
        {"problem": problem, "owner": owner, "share": share, "rule": RULES[problem]}
        for problem, shares in OWNERS.items()
        for owner, share in shares.items()
    ]
    tables: dict[str, list[Row]] = {
        "contacts": list(rows),
        "reasons": reasons,
        "problems": owners,
        "rates_teams": [{"valid_from": day, "team": team, "eur_per_minute": euro} for day, team, euro in RATES],
        "rates_fees": [{"valid_from": day, "channel": channel, "fee_eur": euro} for day, channel, euro in FEES],
        "rates_minutes": [
            {"valid_from": day, "reason": reason, "channel": channel, "minutes": minutes}
            for day, reason, channel, minutes in MINUTES
        ],
        "budget": [{"month": MONTH, "cost_eur": "3100.10", "practical_minutes": "4000"}],
        "customers": [{"customer": customer, "merged_into": into} for customer, into in MERGES.items()],
    }
    for name, path in write_folder(folder, tables).items():
        bring_in(kind=name.partition("_")[0], path=path, renames={}, now=AS_OF)
    agree()


def agree() -> None:
    """What no file brings: shared minutes of chats, windows of a launch, work away from the customer."""
    for on, team, chats in CHATS:
        actions.set_chats_at_once(
            team=Team.objects.get(name=team) if team else None,
            valid_from=date.fromisoformat(on),
            chats=Decimal(chats),
            today=AS_OF.date(),
        )
    for code, (first, last) in LAUNCHES.items():
        problem = Problem.objects.get(code=code)
        Launch.objects.create(problem=problem, first_on=first, last_on=last, why="Nieuw", by="Iemand", at=AS_OF)
    for code, causes in several().items():
        contact = Contact.objects.get(code=code)
        contact.flags.all().delete()
        for cause, share in causes:
            Flag.objects.create(contact=contact, problem=Problem.objects.get(code=cause), share=share, at=AS_OF)
    for code, (minutes, rate) in BEHIND.items():
        contact = Contact.objects.get(code=code)
        WorkBehind.objects.create(contact=contact, what="Nabellen", minutes=minutes, eur_per_minute=rate, at=AS_OF)


def several() -> dict[str, list[tuple[str, str]]]:
    """Every fourth contact has causes by turns like those above."""
    turns = list(CAUSES.values())
    return CAUSES | {f"c{n:03}": turns[n // 4 % len(turns)] for n in range(40, 400, 4) if f"c{n:03}" not in CAUSES}


def reckoned() -> Report:
    connection.ensure_connection()
    question = Question(MONTH, AS_OF, timedelta(hours=168), answer_within=20, short=5)
    return reckon_for_pages(question, PostgresEngine(connection.connection))


def facts(rows: Sequence[Row]) -> list[Fact]:
    causes = {code: tuple((problem, Decimal(share)) for problem, share in said) for code, said in several().items()}
    return [
        Fact(
            contact_id=row["contact_id"],
            customer=row["customer"],
            channel=row["channel"],
            direction="in" if row["direction"] == "in" else "out",
            started_at=datetime.fromisoformat(row["started_at"]),
            ended_at=datetime.fromisoformat(row["ended_at"]),
            reason=row["reason"],
            minutes=Decimal(row["minutes"]) if row["minutes"] else None,
            team=row["agent_team"],
            chats_at_once=Decimal(row["chats_at_once"].replace(",", ".")) if row["chats_at_once"] else None,
            work_behind=behind(row["contact_id"]),
            transfers=int(row["transfers"]),
            answered=row["answered"] == "1",
            spam=row["spam"] == "1",
            callback_promised=row["callback_promised"] == "1",
            problem=row["problem"],
            causes=causes.get(row["contact_id"], ()),
        )
        for row in rows
    ]


def behind(code: str) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((Decimal(minutes), Decimal(rate)) for one, (minutes, rate) in BEHIND.items() if one == code)


def prices() -> cost.Prices:
    day = date.fromisoformat
    return cost.Prices(
        rates=cost.Dated((team, day(on), Decimal(euro)) for on, team, euro in RATES),
        chats_at_once=cost.Dated((team, day(on), Decimal(chats)) for on, team, chats in CHATS),
        fees=cost.Dated((channel, day(on), Decimal(euro)) for on, channel, euro in FEES),
        minutes=cost.Dated(((reason, channel), day(on), Decimal(n)) for on, reason, channel, n in MINUTES),
        budgets={MONTH: cost.Budget(Decimal("3100.10"), Decimal(4000))},
    )


def problems() -> list[cost.Problem]:
    day = date.fromisoformat
    return [
        cost.Problem(
            problem,
            owners={owner: Decimal(share) for owner, share in shares.items()},
            rule=cost.read_rule(RULES[problem]),
            launches=tuple((day(first), day(last)) for code, (first, last) in LAUNCHES.items() if code == problem),
        )
        for problem, shares in OWNERS.items()
    ]


@pytest.mark.parametrize("seed", range(3))
def test_any_month_comes_out_alike(tmp_path: Path, seed: int) -> None:
    rows = contacts(random.Random(seed))
    bring_all(tmp_path, rows)
    report = reckoned()
    chains = repeats.find_chains(facts(rows), as_of=AS_OF, merges=MERGES)
    assert_repeats(report, repeats.count_repeats(chains, month=MONTH, zone=ZONE, parents=PARENTS))
    assert_ledger(report, chains)
    assert_prices(report)
    assert_causes(report)


def assert_prices(report: Report) -> None:
    """What pages price contact by contact comes to the same as what the month comes to."""
    here = Contact.objects.counted().filter(started_at__lte=AS_OF, started_at__gte=datetime(2025, 10, 1, tzinfo=ZONE))
    euros = here.aggregate(eur=Sum("price__eur"))["eur"]
    figure = next(one.value for one in report.figures if one.figure == "cost_eur" and not one.dims)
    assert float(round(euros, 2)) == figure


def assert_causes(report: Report) -> None:
    """What a page says that a cause cost is what its lines come to, whoever is charged them."""
    here = {"contact__started_at__lte": AS_OF, "contact__started_at__gte": datetime(2025, 10, 1, tzinfo=ZONE)}
    euros = dict(Caused.objects.filter(**here).order_by().values_list("problem__code").annotate(eur=sum_cost()))
    for code in OWNERS:
        lines = [one.cents for one in report.ledger if one.line == code]
        assert abs(sum(lines) - float(euros[code]) * 100) <= len(lines) / 2


def assert_repeats(report: Report, tally: repeats.Repeats) -> None:
    found = {(one.figure, one.dims.get("reason")): one for one in report.figures if set(one.dims) <= {"reason"}}
    for reason, counted in [(None, tally.total), *tally.by_reason.items()]:
        for name, estimate in (("fcr_chain", counted.fcr_chain), ("fcr_strict", counted.fcr_strict)):
            if counted.chains:
                one = found[name, reason]
                assert (one.value, one.low, one.high, one.n) == (
                    estimate.value,
                    estimate.low,
                    estimate.high,
                    estimate.n,
                )
        if counted.contacts:
            assert found["volume", reason].value == counted.contacts
            assert found["repeat_rate", reason].value == counted.repeat_rate
    assert next(one.value for one in report.figures if one.figure == "immature_chains") == tally.total.immature > 0


def assert_ledger(report: Report, chains: list[repeats.Chain]) -> None:
    priced, warnings = cost.price_contacts(
        chains, month=MONTH, zone=ZONE, prices=prices(), problems=problems(), failure=FAILURE, parents=PARENTS
    )
    ledger = cost.draw_ledger(priced, problems=problems(), budget=prices().budgets[MONTH])
    plain = [(one.charged_to, one.line, one.contacts, float(one.minutes), int(one.eur * 100)) for one in ledger.lines]
    assert [(one.charged_to, one.line, one.contacts, one.minutes, one.cents) for one in report.ledger] == plain
    total = next(one for one in report.ledger if one.charged_to == "total")
    assert sum(one.cents for one in report.ledger) == 2 * total.cents
    assert {line.charged_to for line in report.ledger} >= {"A", "B", "C", "unassigned", "customer_service"}
    assert {line.line for line in report.ledger if line.charged_to == "not_charged"} >= {"P2"}
    missing = Counter({"minutes": warnings["no minutes"], "fee": warnings["no fee"], "rate": warnings["no rate"]})
    assert report.warnings == {name: n for name, n in missing.items() if n}
