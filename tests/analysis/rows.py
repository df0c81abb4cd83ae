"""The imported rows as the values that `analysis` takes."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from tests import fixture_a

from wortel.analysis.cost import Budget, Dated, Ledger, Priced, Prices, Problem, draw_ledger, price_contacts, read_rule
from wortel.analysis.effect import WeeklySeries
from wortel.analysis.facts import Contact
from wortel.analysis.repeats import Chain, find_chains

FAILURE = frozenset(fixture_a.FAILURE)
SIGNS = fixture_a.SIGNS
NOON = datetime(2025, 9, 15, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=60)


def read_contacts(rows: Iterable[Mapping[str, str]]) -> list[Contact]:
    return [read_contact(row) for row in rows]


def read_contact(row: Mapping[str, str]) -> Contact:
    return Contact(
        contact_id=row["contact_id"],
        channel=row["channel"],
        direction="out" if row["direction"] == "out" else "in",
        started_at=datetime.fromisoformat(row["started_at"]),
        ended_at=datetime.fromisoformat(row["ended_at"]),
        customer=row.get("customer", ""),
        reason=row.get("reason", ""),
        minutes=Decimal(row["minutes"]) if row.get("minutes") else None,
        transfers=int(row.get("transfers") or 0),
        wait_seconds=float(row["wait_seconds"]) if row.get("wait_seconds") else None,
        answered=row.get("answered") != "0",
        spam=row.get("spam") == "1",
        callback_promised=row.get("callback_promised") == "1",
        problem=row.get("problem", ""),
        csat=int(row["survey_csat"]) if row.get("survey_csat") else None,
    )


def read_problems(rows: Iterable[Mapping[str, str]]) -> list[Problem]:
    """One row an owner; rows of one problem come together."""
    rules: dict[str, str] = {}
    owners: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        rules[row["problem"]] = row["rule"]
        owners.setdefault(row["problem"], {})[row["owner"]] = Decimal(row["share"])
    return [Problem(code, owners[code], read_rule(rule)) for code, rule in rules.items()]


def prices_a() -> Prices:
    tables = fixture_a.tables_a()
    (budget,) = tables["budget"]
    return Prices(
        fees=Dated((row["channel"], _day(row), Decimal(row["fee_eur"])) for row in tables["rates_fees"]),
        minutes=Dated(
            ((row["reason"], row["channel"]), _day(row), Decimal(row["minutes"])) for row in tables["rates_minutes"]
        ),
        budgets={budget["month"]: Budget(Decimal(budget["cost_eur"]), Decimal(budget["practical_minutes"]))},
    )


@cache
def contacts_a() -> tuple[Contact, ...]:
    return tuple(read_contacts(fixture_a.contacts_a()))


@cache
def chains_a() -> tuple[Chain, ...]:
    return tuple(find_chains(contacts_a(), as_of=fixture_a.AS_OF_A))


@cache
def priced_a() -> tuple[Priced, ...]:
    priced, _ = price_contacts(
        chains_a(),
        month=fixture_a.MONTH_A,
        zone=fixture_a.ZONE,
        prices=prices_a(),
        problems=read_problems(fixture_a.problems_a()),
        failure=FAILURE,
    )
    return tuple(priced)


@cache
def ledger_a() -> Ledger:
    prices = prices_a()
    problems = read_problems(fixture_a.problems_a())
    return draw_ledger(priced_a(), problems=problems, budget=prices.budgets[fixture_a.MONTH_A])


def make_contact(key: str, *, day: int = 1, minutes: Decimal | None = Decimal(10), **known: str) -> Contact:
    """A telephone call of customer K1 about R1, so many days after the middle of September."""
    moment = NOON + timedelta(days=day)
    reason, customer = known.get("reason", "R1"), known.get("customer", "K1")
    return Contact(
        contact_id=key,
        channel="phone",
        started_at=moment,
        ended_at=moment,
        customer=customer,
        reason=reason,
        minutes=minutes,
        problem=known.get("problem", ""),
    )


def price(
    contacts: Iterable[Contact],
    *,
    prices: Prices | None = None,
    failure: Iterable[str] = (),
    problems: Iterable[Problem] = (),
) -> list[Priced]:
    """Price contacts of September 2025, at one euro a minute unless told otherwise."""
    prices = prices or Prices(rates=Dated([("", NOON.date() - timedelta(days=90), Decimal(1))]))
    chains = find_chains(contacts, as_of=LATER)
    return price_contacts(
        chains, month="2025-09", zone=UTC, prices=prices, problems=problems, failure=frozenset(failure)
    )[0]


def draw(
    contacts: Iterable[Contact],
    problems: Iterable[Problem],
    *,
    budget: Budget | None = None,
    failure: Iterable[str] = (),
    fee: Fraction = Fraction(0),
) -> Ledger:
    """The ledger of September 2025: at the budget's rate, or at one euro a minute without one."""
    rows = [] if budget else [("", NOON.date() - timedelta(days=90), Decimal(1))]
    fees = Dated([("phone", NOON.date() - timedelta(days=90), Decimal(float(fee)).quantize(Decimal("0.001")))])
    prices = Prices(rates=Dated(rows), fees=fees, budgets={"2025-09": budget} if budget else {})
    known = list(problems)
    return draw_ledger(price(contacts, prices=prices, failure=failure, problems=known), problems=known, budget=budget)


def weeks(
    before: int, after: int, *, pre: int = 26, post: int = 12, control: tuple[int, int] | None = None
) -> WeeklySeries:
    """So many contacts each week before and after, with a thousand orders a week."""
    kept = {"control_pre": [control[0]] * pre, "control_post": [control[1]] * post} if control else {}
    return WeeklySeries(
        orders_pre=[1_000] * pre,
        topic_pre=[before] * pre,
        orders_post=[1_000] * post,
        topic_post=[after] * post,
        **kept,
    )


def _day(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["valid_from"])
