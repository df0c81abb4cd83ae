"""An order and its parcel: what was bought, when it was promised and when it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from wortel.customers.models import Customer
from wortel.journey.bring_in.change import CODE_LENGTH, NAME_LENGTH, Change, find_or_make, put, update_all, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import moment, needed, number, others, words
from wortel.orders.models import Order, Parcel
from wortel.partners.models import Partner

REQUIRED = ("order", "customer", "placed_at")
PARCEL = frozenset(("carrier", "promised_from", "promised_to", "delivered_at"))
COLUMNS = frozenset((*REQUIRED, *PARCEL, "status", "amount"))
STATUS_LENGTH = 40
MOMENTS = ("promised_from", "promised_to", "delivered_at")


@dataclass(frozen=True, slots=True)
class Incoming:
    key: str
    customer: str
    carrier: str | None
    values: dict[str, Any]
    parcel: dict[str, Any]
    extra: dict[str, str]

    @property
    def has_parcel(self) -> bool:
        """The row says something about what was sent."""
        return bool(self.carrier) or any(self.parcel.values())


def read(row: Row) -> Incoming:
    placed_at = moment(row, "placed_at")
    if placed_at is None:
        raise BadRow("placed_at: is empty")
    return Incoming(
        key=needed(row, "order", most=CODE_LENGTH),
        customer=words(row, "customer", most=CODE_LENGTH),
        carrier=words(row, "carrier", most=NAME_LENGTH) if "carrier" in row.values else None,
        values={"placed_at": placed_at, **_values_of(row)},
        parcel={column: moment(row, column) for column in MOMENTS if column in row.values},
        extra=others(row, COLUMNS),
    )


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    customers = find_or_make(Customer, "code", (item.customer for item in items))
    known = {row.code: row for row in Order.objects.filter(code__in=[item.key for item in items])}
    changes = [_change(item, known.get(item.key), customers.get(item.customer)) for item in items]
    Order.objects.bulk_create([_order_of(change) for change in changes if change.is_new])
    update_all(Order, [(_order_of(change), change.fields) for change in changes if not change.is_new])
    for change, is_changed in zip(changes, _write_parcels(changes, items), strict=True):
        if is_changed:
            change.fields.add("parcel")
    return changes


def _values_of(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "status" in row.values:
        values["status"] = words(row, "status", most=STATUS_LENGTH)
    if "amount" in row.values:
        amount = number(row, "amount", places=2, below=10**12)
        values["amount_cents"] = None if amount is None else int(amount * Decimal(100))
    return values


def _change(item: Incoming, order: Order | None, customer: int | None) -> Change:
    values = item.values | {"customer_id": customer}
    if order is None:
        order = Order(code=item.key, attributes=item.extra, **values)
        return Change(order, (item.values["placed_at"],), is_new=True)
    bare = order.placed_at is None
    moments = tuple(moment for moment in (order.placed_at, item.values["placed_at"]) if moment)
    return Change(
        order,
        moments,
        was_bare=bare,
        fields=put(order, values | {"attributes": with_others(order.attributes, item.extra)}),
    )


def _order_of(change: Change) -> Order:
    assert isinstance(change.about, Order)
    return change.about


def _write_parcels(changes: Sequence[Change], items: Sequence[Incoming]) -> list[bool]:
    """The row's parcel is the one without a code of its own; carriers may send others besides."""
    carriers = find_or_make(Partner, "name", (item.carrier or "" for item in items))
    orders = [_order_of(change) for change in changes]
    known = {row.order_id: row for row in Parcel.objects.filter(order__in=orders, code="")}
    fresh: list[Parcel] = []
    amended: list[tuple[Parcel, set[str]]] = []
    for order, item in zip(orders, items, strict=True):
        parcel = known.get(order.pk)
        values = item.parcel | ({"carrier_id": carriers.get(item.carrier)} if item.carrier is not None else {})
        if parcel is not None:
            amended.append((parcel, put(parcel, values)))
        elif item.has_parcel:
            fresh.append(Parcel(order=order, **values))
    Parcel.objects.bulk_create(fresh)
    update_all(Parcel, amended)
    touched = {parcel.order_id for parcel in fresh} | {parcel.order_id for parcel, fields in amended if fields}
    return [order.pk in touched for order in orders]
