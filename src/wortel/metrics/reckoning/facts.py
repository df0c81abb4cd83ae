"""The fact tables by name, as views on PostgreSQL and as Parquet files elsewhere."""

import ibis
from ibis.expr.types import Table

CONTACT = {
    "id": "int64",
    "code": "string",
    "started_at": "timestamp('UTC')",
    "ended_at": "timestamp('UTC')",
    "day": "date",
    "month": "string",
    "channel": "string",
    "direction": "string",
    "is_spam": "boolean",
    "asked_by_us": "boolean",
    "is_answered": "boolean",
    "customer": "int64",
    "reason": "string",
    "team": "string",
    "minutes": "decimal(9, 3)",
    "frozen_minutes": "decimal(9, 3)",
    "frozen_eur_per_minute": "decimal(12, 6)",
    "frozen_fee_eur": "decimal(12, 6)",
    "transfers": "int32",
    "wait_seconds": "int32",
    "callback_promised": "boolean",
    "follow_up_open": "boolean",
    "is_cause_open": "boolean",
    "own_problem": "string",
    "lacked": "string",
    "csat": "int16",
    "nps": "int16",
    "ces": "int16",
    "friendliness": "int16",
    "is_automatic": "boolean",
}
ORDER = {"id": "int64", "placed_at": "timestamp('UTC')", "day": "date", "month": "string"}
_MIX = {"carrier": "string", "region": "string", "size": "string"}
PARCEL = {
    **ORDER,
    "promised_to": "timestamp('UTC')",
    "delivered_at": "timestamp('UTC')",
    **_MIX,
}
SENT = {"contact": "int64", "started_at": "timestamp('UTC')", "month": "string", "bought": "int64", **_MIX}
SIGNAL = {
    "id": "int64",
    "seen_at": "timestamp('UTC')",
    "month": "string",
    "week": "date",
    "kind": "string",
    "reason": "string",
    "channel": "string",
}
CELL = {
    "month": "string",
    "seen_at": "timestamp('UTC')",
    "week": "date",
    "reason": "string",
    "channel": "string",
    "contacts": "int64",
    "employees": "int64",
}
MERGE = {"customer": "int64", "standing": "int64"}
REASON = {
    "reason": "string",
    "parent": "string",
    "demand": "string",
    "customer_sign": "string",
    "company_sign": "string",
}
CAUSE = {
    "contact": "int64",
    "started_at": "timestamp('UTC')",
    "month": "string",
    "problem": "string",
    "share": "decimal(5, 4)",
    "claim": "decimal(9, 4)",
    "is_main": "boolean",
}
PROBLEM = {"problem": "string", "closed_at": "timestamp('UTC')"}
RULE = {"problem": "string", "reason": "string", "not_first_channel": "string"}
OWNER = {"problem": "string", "owner": "string", "share": "decimal(5, 4)"}
PARTNER = {"owner": "string", "partner": "string"}
_SPAN = {"valid_from": "date", "valid_until": "date"}
RATE = {"team": "string", **_SPAN, "eur_per_minute": "decimal(12, 6)"}
FEE = {"channel": "string", **_SPAN, "fee_eur": "decimal(12, 6)"}
MINUTES = {"reason": "string", "channel": "string", **_SPAN, "minutes": "decimal(9, 3)"}
LAUNCH = {"problem": "string", "first_on": "date", "last_on": "date"}
BEHIND = {"contact": "int64", "minutes": "decimal(9, 3)", "eur_per_minute": "decimal(12, 6)"}
BUDGET = {"month": "string", "cost_eur": "decimal(14, 2)", "practical_minutes": "decimal(14, 3)"}

contact: Table = ibis.table(CONTACT, name="fact_contact")
order: Table = ibis.table(ORDER, name="fact_order")
parcel: Table = ibis.table(PARCEL, name="fact_parcel")
sent: Table = ibis.table(SENT, name="fact_sent")
cause: Table = ibis.table(CAUSE, name="fact_cause")
merge: Table = ibis.table(MERGE, name="fact_merge")
reason: Table = ibis.table(REASON, name="fact_reason")
signal: Table = ibis.table(SIGNAL, name="fact_signal")
cell: Table = ibis.table(CELL, name="fact_cell")
problem: Table = ibis.table(PROBLEM, name="fact_problem")
rule: Table = ibis.table(RULE, name="fact_rule")
owner: Table = ibis.table(OWNER, name="fact_owner")
partner: Table = ibis.table(PARTNER, name="fact_partner")
rate: Table = ibis.table(RATE, name="fact_rate")
fee: Table = ibis.table(FEE, name="fact_fee")
minutes: Table = ibis.table(MINUTES, name="fact_minutes")
launch: Table = ibis.table(LAUNCH, name="fact_launch")
behind: Table = ibis.table(BEHIND, name="fact_behind")
budget: Table = ibis.table(BUDGET, name="fact_budget")

# These grow with time and are kept by month; the others are small and are kept whole.
BY_MONTH = {
    "fact_contact": CONTACT,
    "fact_order": ORDER,
    "fact_parcel": PARCEL,
    "fact_sent": SENT,
    "fact_cause": CAUSE,
    "fact_signal": SIGNAL,
    "fact_cell": CELL,
}
WHOLE = {
    "fact_merge": MERGE,
    "fact_reason": REASON,
    "fact_problem": PROBLEM,
    "fact_rule": RULE,
    "fact_owner": OWNER,
    "fact_partner": PARTNER,
    "fact_rate": RATE,
    "fact_fee": FEE,
    "fact_minutes": MINUTES,
    "fact_launch": LAUNCH,
    "fact_behind": BEHIND,
    "fact_budget": BUDGET,
}

# Ibis names types its own way; these are the names that DuckDB knows.
_TYPES = {
    "timestamp('UTC')": "TIMESTAMPTZ",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "int64": "BIGINT",
    "int32": "INTEGER",
    "int16": "SMALLINT",
}


def columns_of(name: str) -> dict[str, str]:
    """The columns of a fact table with the types that DuckDB knows."""
    return {column: _TYPES.get(kind, kind) for column, kind in (BY_MONTH | WHOLE)[name].items()}
