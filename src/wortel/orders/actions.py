"""What was bought and sent. Every action may be repeated: saying the same thing twice changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import models, transaction

from wortel.customers.models import Customer
from wortel.events import actions as events
from wortel.orders.models import Order, Parcel, ParcelStep
from wortel.partners.models import Partner


@dataclass(frozen=True)
class Saved[Row: models.Model]:
    """The row as it stands now, and what this saving made of it."""

    row: Row
    change: Literal["new", "same", "changed"]


@transaction.atomic
def save_order(
    *,
    code: str,
    customer: Customer | None,
    placed_at: datetime | None,
    status: str = "",
    what: str = "",
    amount_cents: int | None = None,
    attributes: Mapping[str, str] | None = None,
) -> Saved[Order]:
    values: dict[str, object] = {"customer": customer, "placed_at": placed_at, "status": status, "what": what[:200]}
    values |= {"amount_cents": amount_cents, "attributes": dict(attributes or {})}
    order, is_new = Order.objects.select_for_update().get_or_create(code=code, defaults=values)
    return _saved(order, is_new, values)


@transaction.atomic
def save_parcel(
    *,
    order: Order,
    code: str = "",
    carrier: Partner | None = None,
    promised_from: datetime | None = None,
    promised_to: datetime | None = None,
    delivered_at: datetime | None = None,
    status: str = "",
) -> Saved[Parcel]:
    values: dict[str, object] = {"carrier": carrier, "promised_from": promised_from, "promised_to": promised_to}
    values |= {"delivered_at": delivered_at, "status": status}
    parcel, is_new = Parcel.objects.select_for_update().get_or_create(order=order, code=code, defaults=values)
    return _saved(parcel, is_new, values)


@transaction.atomic
def add_step(*, parcel: Parcel, kind: ParcelStep.Kind, at: datetime, place: str = "") -> Saved[ParcelStep]:
    step, is_new = ParcelStep.objects.get_or_create(parcel=parcel, kind=kind, at=at, defaults={"place": place})
    return _saved(step, is_new, {"place": place})


def _saved[Row: models.Model](row: Row, is_new: bool, values: Mapping[str, object]) -> Saved[Row]:
    changed = [] if is_new else [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)
    if is_new or changed:
        kind = type(row).__name__.lower()
        events.record(f"{kind}.{'made' if is_new else 'changed'}", about=row, fields=changed)
    return Saved(row, "new" if is_new else "changed" if changed else "same")
