"""What each partner caused in a month: contacts, customers, parcels with trouble by kind of parcel, promises kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from wortel.analysis.intervals import estimate_share
from wortel.metrics.reckoning import facts
from wortel.metrics.reckoning.cells import Basis, Question
from wortel.metrics.report import ReportedFigure, ReportedLine

PER = 1_000
# Beyond so many regions the small ones are one: a page and a comparison of hundreds say nothing.
REGIONS = 40
ELSEWHERE = "…"
SATISFIED, FRIENDLY = 4, 8

type Rows = Sequence[Mapping[str, Any]]
type Tables = Mapping[str, Rows]


def ask_partners(question: Question, basis: Basis) -> dict[str, Table]:
    caused = _caused(basis.caused)
    once = caused.drop("problem").distinct()
    parcel = facts.parcel.filter(_.month == question.month, _.placed_at <= question.as_of)
    return {
        "partner_causes": caused.group_by("partner", "problem").aggregate(contacts=_.count()),
        "partner_reasons": once.group_by("partner", "reason").aggregate(contacts=_.count()),
        "partner_customers": caused.group_by("partner").aggregate(customers=_.who.nunique()),
        "partner_scores": _scores(once),
        "partner_trouble": _trouble(once, question.month),
        "partner_parcels": _parcels(parcel, question),
        "partner_owners": facts.partner,
    }


def _caused(caused: Table) -> Table:
    """Contacts of causes that a partner answers for: once for each cause, however many of its owners share it."""
    owner = facts.owner.select(of=facts.owner.problem, owner=facts.owner.owner)
    named = facts.partner.select(who_owns=facts.partner.owner, partner=facts.partner.partner)
    answers = owner.join(named, owner.owner == named.who_owns).select("of", "partner").distinct()
    return caused.join(answers, caused.problem == answers.of).drop("of", "is_launch")


def _scores(caused: Table) -> Table:
    def count(condition: ibis.expr.types.BooleanValue) -> ibis.Deferred:
        return _.count(where=condition)

    return caused.group_by("partner").aggregate(
        csat=count(_.csat.notnull()),
        satisfied=count(_.csat >= SATISFIED),
        friendliness=count(_.friendliness.notnull()),
        friendly=count(_.friendliness >= FRIENDLY),
    )


def _trouble(caused: Table, month: str) -> Table:
    """Contacts whose parcel is known, and the parcels themselves, each once."""
    told = facts.sent.filter(facts.sent.month == month)
    sent = told.select(sent_of=_.contact, bought=_.bought, carrier=_.carrier, region=_.region, size=_.size)
    joined = caused.join(sent, [caused.id == sent.sent_of, caused.partner == sent.carrier])
    return joined.group_by("partner", "region", "size").aggregate(contacts=_.count(), parcels=_.bought.nunique())


def _parcels(parcel: Table, question: Question) -> Table:
    """What was carried, and whether it came by the promised moment; a promise that is not due is not judged."""
    is_due = parcel.promised_to.notnull() & (parcel.promised_to <= question.as_of)
    return parcel.group_by("carrier", "region", "size").aggregate(
        parcels=parcel.count(),
        promised=parcel.count(where=is_due),
        kept=parcel.count(where=is_due & (parcel.delivered_at <= parcel.promised_to)),
    )


def partners_of(tables: Tables, ledger: Sequence[ReportedLine]) -> Iterator[ReportedFigure]:
    """The figures of every partner that carried or caused anything."""
    yield from _counts(tables)
    yield from _satisfaction(tables["partner_scores"])
    parcels = _whole(tables["partner_parcels"], "carrier", "parcels")
    yield from _costs(tables["partner_owners"], ledger, parcels)
    yield from _carried(tables, parcels)


def _counts(tables: Tables) -> Iterator[ReportedFigure]:
    parcels = _whole(tables["partner_parcels"], "carrier", "parcels")
    for dim, table in (("problem", "partner_causes"), ("reason", "partner_reasons")):
        for (partner, of), contacts in sorted(_sums(tables[table], ("partner", dim), "contacts").items()):
            yield _count("partner_contacts", contacts, {"partner": partner, dim: of})
    contacts_of = _whole(tables["partner_reasons"], "partner", "contacts")
    for partner in sorted(contacts_of.keys() | parcels.keys()):
        contacts, carried = contacts_of.get(partner, 0), parcels.get(partner, 0)
        yield _count("partner_contacts", contacts, {"partner": partner})
        rate = contacts / carried * PER if carried else None
        yield ReportedFigure("partner_rate", {"partner": partner}, rate, None, None, carried, "per_1000_parcels")
    for row in sorted(tables["partner_customers"], key=lambda row: str(row["partner"])):
        yield _count("partner_customers", row["customers"], {"partner": row["partner"]})


def _satisfaction(rows: Rows) -> Iterator[ReportedFigure]:
    for row in sorted(rows, key=lambda row: str(row["partner"])):
        for figure, some in (("csat", "satisfied"), ("friendliness", "friendly")):
            yield _share(f"partner_{figure}", row[some], row[figure], row["partner"])


def _costs(owners: Rows, ledger: Sequence[ReportedLine], parcels: Mapping[str, int]) -> Iterator[ReportedFigure]:
    """The lines of the ledger, so that a scorecard and a statement cannot differ by a cent."""
    partner_of = {row["owner"]: row["partner"] for row in owners}
    cents: dict[str, int] = {}
    contacts: dict[str, int] = {}
    for line in ledger:
        if partner := partner_of.get(line.charged_to):
            dims = {"partner": partner, "problem": line.line, "owner": line.charged_to}
            yield ReportedFigure("partner_eur", dims, line.cents / 100, None, None, line.contacts, "eur")
            cents[partner] = cents.get(partner, 0) + line.cents
            contacts[partner] = contacts.get(partner, 0) + line.contacts
    for partner, total in sorted(cents.items()):
        dims = {"partner": partner}
        yield ReportedFigure("partner_eur", dims, total / 100, None, None, contacts[partner], "eur")
        each = total / 100 / parcels[partner] if parcels.get(partner) else None
        yield ReportedFigure("partner_eur_per_parcel", dims, each, None, None, parcels.get(partner, 0), "eur")


def _carried(tables: Tables, parcels: Mapping[str, int]) -> Iterator[ReportedFigure]:
    """Parcels and parcels with trouble in each stratum, from which pages compare like with like."""
    carried, trouble = tables["partner_parcels"], tables["partner_trouble"]
    for partner, number in sorted(parcels.items()):
        yield _count("partner_parcels", number, {"partner": partner})
    kept, promised = (_whole(carried, "carrier", name) for name in ("kept", "promised"))
    for partner, number in sorted(promised.items()):
        yield _share("partner_on_time", kept[partner], number, partner)
    for partner, contacts in sorted(_whole(trouble, "partner", "contacts").items()):
        yield _count("partner_tied", contacts, {"partner": partner})
    shown = _largest(carried)
    for name, rows, who in (("partner_parcels", carried, "carrier"), ("partner_trouble", trouble, "partner")):
        sums: dict[tuple[str, str, str], int] = {}
        for row in rows:
            region = row["region"] if row["region"] in shown else ELSEWHERE
            key = (row[who], region, row["size"])
            sums[key] = sums.get(key, 0) + row["parcels"]
        for (partner, region, size), number in sorted(sums.items()):
            yield _count(name, number, {"partner": partner, "region": region, "size": size})


def _largest(carried: Rows) -> set[str]:
    by_region = _whole(carried, "region", "parcels")
    return set(sorted(by_region, key=lambda region: (-by_region[region], region))[:REGIONS])


def _whole(rows: Rows, key: str, what: str) -> dict[str, int]:
    return {name: number for (name,), number in _sums(rows, (key,), what).items()}


def _sums(rows: Rows, keys: Sequence[str], what: str) -> dict[tuple[str, ...], int]:
    sums: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        sums[key] = sums.get(key, 0) + row[what]
    return sums


def _count(name: str, value: int, dims: Mapping[str, str]) -> ReportedFigure:
    return ReportedFigure(name, dims, value, None, None, value, "count")


def _share(name: str, some: int, n: int, partner: str) -> ReportedFigure:
    found = estimate_share(some, n)
    return ReportedFigure(name, {"partner": partner}, found.value, found.low, found.high, n, "share")
