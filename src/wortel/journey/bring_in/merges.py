"""Two customers turned out to be one. An empty `merged_into` says nothing: it does not undo what colleagues joined."""

from collections.abc import Iterable
from datetime import datetime

from wortel.customers.models import Customer, Merge
from wortel.customers.queries import find_standing
from wortel.journey.bring_in import cases
from wortel.journey.bring_in.change import Change, find_or_make


def write(pairs: Iterable[tuple[Change, str]], now: datetime) -> None:
    """Merge these customers; of a circle, the one whose name sorts first stays standing."""
    merging = sorted(((customer_of(change), change, into) for change, into in pairs), key=_name, reverse=True)
    ids = find_or_make(Customer, "code", (into for _, _, into in merging))
    touched: set[int] = set()
    for customer, change, into in merging:
        if customer.merged_into_id == ids[into]:
            continue
        kept = Customer.objects.get(pk=ids[into])
        if find_standing(kept).pk == customer.pk:
            change.refused = f"merged_into: {into!r} was itself merged into this customer"
            continue
        _join(customer, kept, now)
        change.fields.add("merged_into")
        touched |= {customer.pk, kept.pk}
    if touched:
        cases.settle(named={}, customers=touched)


def customer_of(change: Change) -> Customer:
    assert isinstance(change.about, Customer)
    return change.about


def _join(customer: Customer, kept: Customer, now: datetime) -> None:
    Merge.objects.filter(absorbed=customer, undone_at=None).update(undone_at=now)
    Merge.objects.create(kept=kept, absorbed=customer, at=now)
    customer.merged_into = kept
    customer.save(update_fields=["merged_into"])


def _name(merging: tuple[Customer, Change, str]) -> bytes:
    return (merging[0].code or "").encode()
