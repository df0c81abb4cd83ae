"""Orders as the shop's own system tells them: with their parcels, and what happened to each on its way.

Whatever is left out stays as it was; saying the same thing twice changes nothing. Parcels and steps are never removed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wortel.accounts.queries import find_time_zone
from wortel.analysis.months import month_of
from wortel.customers.models import Customer
from wortel.events import actions as events
from wortel.journey.bring_in.change import Change, Outcome, find_or_make, put, update_all, with_others
from wortel.orders.models import Order, Parcel, ParcelStep
from wortel.partners.models import Partner


@dataclass(frozen=True, slots=True)
class StepTold:
    kind: ParcelStep.Kind
    at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class ParcelTold:
    """Only the values that were given are in here; a carrier of None was not spoken of."""

    code: str
    carrier: str | None
    values: Mapping[str, Any]
    steps: tuple[StepTold, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderTold:
    """Only the values that were given are in here; a customer of None was not spoken of."""

    code: str
    customer: str | None
    values: Mapping[str, Any]
    attributes: Mapping[str, str]
    parcels: tuple[ParcelTold, ...] = ()


@dataclass(frozen=True, slots=True)
class OrdersTaken:
    """What each order turned out to be, and the months of which the figures change."""

    outcomes: list[Outcome]
    months: list[str]


type Parcels = list[tuple[Order, ParcelTold]]


@transaction.atomic
def take_orders(told: Sequence[OrderTold]) -> OrdersTaken:
    """Keep these orders, and say of each what it turned out to be."""
    outcomes: list[Outcome] = []
    moments: set[datetime] = set()
    for piece in _pieces(told):
        changes = _write_orders(piece)
        parcels: Parcels = [
            (_order_of(change), one) for change, order in zip(changes, piece, strict=True) for one in order.parcels
        ]
        touched = {"parcels": _write_parcels(parcels), "steps": _write_steps(parcels)}
        for name, orders in touched.items():
            for change in changes:
                if _order_of(change).pk in orders:
                    change.fields.add(name)
        _record(changes)
        outcomes += [change.outcome for change in changes]
        moments.update(moment for change in changes if change.outcome != "same" for moment in change.moments)
    zone = find_time_zone()
    return OrdersTaken(outcomes, sorted({month_of(moment, zone) for moment in moments}))


def _pieces(told: Sequence[OrderTold]) -> Iterator[list[OrderTold]]:
    """Pieces in which every order stands once, so that one told twice is compared with itself."""
    piece: dict[str, OrderTold] = {}
    for order in told:
        if order.code in piece:
            yield list(piece.values())
            piece = {}
        piece[order.code] = order
    if piece:
        yield list(piece.values())


def _write_orders(piece: Sequence[OrderTold]) -> list[Change]:
    customers = find_or_make(Customer, "code", (order.customer or "" for order in piece))
    known = {row.code: row for row in Order.objects.filter(code__in=[order.code for order in piece])}
    changes = [_change(order, known.get(order.code), customers) for order in piece]
    Order.objects.bulk_create([_order_of(change) for change in changes if change.is_new])
    update_all(Order, [(_order_of(change), change.fields) for change in changes if not change.is_new])
    return changes


def _change(told: OrderTold, order: Order | None, customers: Mapping[str, int]) -> Change:
    values = dict(told.values)
    if told.customer is not None:
        values["customer_id"] = customers.get(told.customer)
    moments = tuple(moment for moment in (order and order.placed_at, values.get("placed_at")) if moment)
    if order is None:
        return Change(Order(code=told.code, attributes=dict(told.attributes), **values), moments, is_new=True)
    values["attributes"] = with_others(order.attributes, told.attributes)
    # Known by its number only, because a contact spoke of it: completing it is news.
    return Change(order, moments, was_bare=order.placed_at is None, fields=put(order, values))


def _order_of(change: Change) -> Order:
    assert isinstance(change.about, Order)
    return change.about


def _write_parcels(parcels: Parcels) -> set[int]:
    """The orders of which a parcel is new or different."""
    carriers = find_or_make(Partner, "name", (told.carrier or "" for _, told in parcels))
    known = _known(parcels)
    fresh: list[Parcel] = []
    amended: list[tuple[Parcel, set[str]]] = []
    for order, told in parcels:
        values = dict(told.values)
        if told.carrier is not None:
            values["carrier_id"] = carriers.get(told.carrier)
        parcel = known.get((order.pk, told.code))
        if parcel is None:
            fresh.append(Parcel(order=order, code=told.code, **values))
        else:
            amended.append((parcel, put(parcel, values)))
    Parcel.objects.bulk_create(fresh)
    update_all(Parcel, amended)
    return {parcel.order_id for parcel in fresh} | {parcel.order_id for parcel, fields in amended if fields}


def _write_steps(parcels: Parcels) -> set[int]:
    """The orders of which a parcel took a step that was not known, or elsewhere than was thought."""
    rows = _known(parcels)
    wanted = {
        (rows[order.pk, told.code].pk, step.kind.value, step.at): (order.pk, step.place)
        for order, told in parcels
        for step in told.steps
    }
    steps = ParcelStep.objects.filter(parcel__in={parcel for parcel, _, _ in wanted})
    known = {(step.parcel_id, step.kind, step.at): step for step in steps}
    fresh = [
        ParcelStep(parcel_id=parcel, kind=kind, at=at, place=place)
        for (parcel, kind, at), (_, place) in wanted.items()
        if (parcel, kind, at) not in known
    ]
    moved = [(step, put(step, {"place": wanted[key][1]})) for key, step in known.items() if key in wanted]
    ParcelStep.objects.bulk_create(fresh)
    update_all(ParcelStep, moved)
    changed = [step for step, fields in moved if fields]
    return {wanted[step.parcel_id, step.kind, step.at][0] for step in (*fresh, *changed)}


def _known(parcels: Parcels) -> dict[tuple[int, str], Parcel]:
    rows = Parcel.objects.filter(order__in={order.pk for order, _ in parcels})
    return {(row.order_id, row.code): row for row in rows}


def _record(changes: Sequence[Change]) -> None:
    events.record_each("order.made", [(_order_of(one), {}) for one in changes if one.outcome == "new"])
    events.record_each(
        "order.changed",
        [(_order_of(one), {"fields": sorted(one.fields)}) for one in changes if one.outcome == "changed"],
    )
