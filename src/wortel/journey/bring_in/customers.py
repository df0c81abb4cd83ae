"""A customer: who they are, how they are reached, and who they turned out to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from wortel.cases.models import Case
from wortel.customers.models import Address, AddressKind, Customer
from wortel.customers.queries import find_region, spell_address
from wortel.journey.bring_in import merges
from wortel.journey.bring_in.change import CODE_LENGTH, NAME_LENGTH, Change, put, update_all, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import needed, others, several, words

REQUIRED = ("customer",)
COLUMNS = frozenset((*REQUIRED, "name", "email", "phone", "merged_into"))
ADDRESS_LENGTH = 254


@dataclass(frozen=True, slots=True)
class Incoming:
    key: str
    values: dict[str, Any]
    addresses: tuple[tuple[str, str], ...]
    merged_into: str
    extra: dict[str, str]


def read(row: Row) -> Incoming:
    key = needed(row, "customer", most=CODE_LENGTH)
    into = words(row, "merged_into", most=CODE_LENGTH)
    if into == key:
        raise BadRow("merged_into: is the customer itself")
    return Incoming(
        key=key,
        values={"name": words(row, "name", most=NAME_LENGTH)} if "name" in row.values else {},
        addresses=(*_addresses(row, "email", AddressKind.EMAIL), *_addresses(row, "phone", AddressKind.PHONE)),
        merged_into=into,
        extra=others(row, COLUMNS),
    )


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    rows = Customer.objects.filter(code__in=[item.key for item in items])
    known = {row.code: row for row in rows.annotate(is_reached=Exists(Address.objects.filter(customer=OuterRef("pk"))))}
    fresh = {item.key for item in items} - known.keys()
    made = [Customer(code=key) for key in sorted(fresh)]
    Customer.objects.bulk_create(made)
    known |= {row.code: row for row in made}
    changes = [_complete(known[item.key], item, is_new=item.key in fresh) for item in items]
    update_all(Customer, [(known[item.key], change.fields) for item, change in zip(items, changes, strict=True)])
    for pk in _add_addresses([(known[item.key], item) for item in items]):
        _change_of(changes, pk).fields.add("addresses")
    _rename_cases([change.about.pk for change in changes if change.about and "name" in change.fields])
    merges.write(
        [(change, item.merged_into) for change, item in zip(changes, items, strict=True) if item.merged_into], now
    )
    return changes


def _rename_cases(customers: Sequence[int]) -> None:
    """A case shows who asks: until now only their code was known."""
    name = Customer.objects.filter(pk=OuterRef("customer")).values("name")
    Case.objects.filter(customer__in=customers).update(who=Subquery(name))


def _complete(customer: Customer, item: Incoming, *, is_new: bool) -> Change:
    # Known by name only, because another file spoke of them.
    said = (customer.name, customer.attributes, customer.merged_into_id, getattr(customer, "is_reached", False))
    values = item.values | {"attributes": with_others(customer.attributes, item.extra)}
    return Change(customer, is_new=is_new, was_bare=not any(said), fields=put(customer, values))


def _addresses(row: Row, column: str, kind: AddressKind) -> Iterable[tuple[str, str]]:
    for value in several(row, column):
        if len(value) > ADDRESS_LENGTH or (kind == AddressKind.EMAIL and "@" not in value):
            raise BadRow(f"{column}: {value[:60]!r} is not an address")
        yield kind, value


def _add_addresses(pairs: Sequence[tuple[Customer, Incoming]]) -> set[int]:
    """Add what is not there yet; an address that a file no longer names stays."""
    region = find_region()
    wanted = {
        (customer.pk, kind, spelled)
        for customer, item in pairs
        for kind, value in item.addresses
        if (spelled := spell_address(kind, value, region=region))
    }
    rows = Address.objects.filter(customer__in=[customer.pk for customer, _ in pairs])
    missing = sorted(wanted - set(rows.values_list("customer_id", "kind", "value")))
    Address.objects.bulk_create([Address(customer_id=pk, kind=kind, value=value) for pk, kind, value in missing])
    return {pk for pk, _, _ in missing}


def _change_of(changes: Sequence[Change], pk: int) -> Change:
    return next(change for change in changes if change.about is not None and change.about.pk == pk)
