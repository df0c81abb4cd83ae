from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wortel.customers.models import Address, Customer, Merge, Objection, OptOut
from wortel.customers.queries import Reachable, find_matches, find_region, find_standing, list_family
from wortel.customers.rules import normalise
from wortel.events import actions as events
from wortel.store.actions import keep, together


class AlreadyOne(Exception):
    """These two are the same customer already."""


class NotMerged(Exception):
    """There is nothing to split: the merge was undone before, or another one came after it."""


@dataclass(frozen=True)
class Recognised:
    """Who has this address; without a customer the candidates are shown and nobody is guessed."""

    customer: Customer | None
    candidates: tuple[Customer, ...] = ()
    address: Address | None = None
    is_new: bool = False


@transaction.atomic(savepoint=False)
def recognise(*, address: Reachable, now: datetime) -> Recognised:
    """Find whose address this is, or make a newcomer of it."""
    known = look_up(address=address)
    if known.customer or known.candidates:
        return known
    newcomer, addresses = _newcomer(name=address.name, addresses=[address], since=now)
    return Recognised(newcomer, address=addresses[0], is_new=True)


def look_up(*, address: Reachable) -> Recognised:
    """Find whose address this is, and make nobody."""
    matches = find_matches(address.kind, _spelling(address))
    certain = [match for match in matches if match.is_certain]
    if len(certain) == 1:
        return Recognised(certain[0].customer, address=certain[0].address)
    return Recognised(None, candidates=tuple(match.customer for match in certain or matches))


@transaction.atomic
def make_customer(
    *, name: str, addresses: Iterable[Reachable] = (), since: datetime | None = None, language: str = "nl"
) -> Customer:
    return _newcomer(name=name, addresses=addresses, since=since, language=language)[0]


def _newcomer(
    *, name: str, addresses: Iterable[Reachable], since: datetime | None, language: str = "nl"
) -> tuple[Customer, list[Address]]:
    customer = Customer(name=name[:200], language=language, since_on=since.date() if since else None)
    rows = [Address(customer=customer, kind=each.kind, value=_spelling(each)) for each in addresses]
    with together():
        keep(customer, *rows)
        events.record("customer.made", about=customer)
    return customer, rows


@transaction.atomic
def add_address(*, customer: Customer, address: Reachable, is_certain: bool = True) -> Address:
    row, is_new = Address.objects.get_or_create(
        customer=customer, kind=address.kind, value=_spelling(address), defaults={"is_certain": is_certain}
    )
    if is_new:
        events.record("customer.address_added", about=customer, address=row.pk)
    return row


@transaction.atomic
def confirm_address(*, address: Address) -> Address:
    """Somebody made sure that this address is theirs."""
    address.is_certain = True
    address.save(update_fields=["is_certain"])
    events.record("customer.address_confirmed", about=address.customer, address=address.pk)
    return address


@transaction.atomic
def remove_address(*, address: Address) -> None:
    events.record("customer.address_removed", about=address.customer, address=address.pk)
    address.delete()


@transaction.atomic
def mark_bounced(*, values: Iterable[str], now: datetime) -> list[Address]:
    """Remember that mail to these addresses did not arrive."""
    addresses = list(Address.objects.filter(kind="email", value__in=[value.lower() for value in values]))
    for address in addresses:
        address.bounced_at = now
        address.save(update_fields=["bounced_at"])
        events.record("customer.address_bounced", about=address.customer, address=address.pk)
    return addresses


@transaction.atomic
def lift_bounce(*, address: Address) -> Address:
    """Somebody says that mail arrives there again."""
    address.bounced_at = None
    address.save(update_fields=["bounced_at"])
    events.record("customer.address_works", about=address.customer, address=address.pk)
    return address


@transaction.atomic
def opt_out(*, kind: str, value: str, how: OptOut.How, now: datetime) -> OptOut:
    """From now on nothing goes to this address that was not asked for; saying it twice changes nothing."""
    row, is_new = OptOut.objects.get_or_create(kind=kind, value=value, ended_at=None, defaults={"how": how, "at": now})
    if is_new:
        events.record("address.opted_out", about=row, how=how)
    return row


@transaction.atomic
def opt_in(*, kind: str, value: str, now: datetime) -> None:
    """They do want to hear from us after all."""
    for row in OptOut.objects.select_for_update().filter(kind=kind, value=value, ended_at=None):
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        events.record("address.opted_in", about=row)


@transaction.atomic
def object_to_reading(*, customer: Customer, now: datetime) -> Objection:
    """From now on no model reads their words; saying it twice changes nothing."""
    row, is_new = Objection.objects.get_or_create(customer=customer, ended_at=None, defaults={"at": now})
    if is_new:
        events.record("customer.objected", about=customer)
    return row


@transaction.atomic
def end_objection(*, customer: Customer, now: datetime) -> None:
    """Their words may be read again, whoever of the persons they turned out to be had objected."""
    standing = Objection.objects.select_for_update().filter(customer__in=list_family(customer), ended_at=None)
    for row in standing.select_related("customer"):
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        events.record("customer.objection_ended", about=row.customer)


@transaction.atomic
def merge(*, kept: Customer, absorbed: Customer, now: datetime) -> Merge:
    """Two customers turned out to be one. Nothing is moved, so that splitting brings everything back."""
    kept, absorbed = _locked(find_standing(_locked(kept))), _locked(find_standing(_locked(absorbed)))
    if kept.pk == absorbed.pk:
        raise AlreadyOne
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    merged = Merge.objects.create(kept=kept, absorbed=absorbed, at=now)
    events.record("customer.merged", about=kept, absorbed=absorbed.pk, merge=merged.pk)
    return merged


@transaction.atomic
def split(*, merge: Merge, now: datetime) -> Customer:
    """Undo a merge: the absorbed customer stands alone again."""
    standing = _locked(merge.absorbed)
    fresh = Merge.objects.select_for_update().get(pk=merge.pk)
    if fresh.undone_at is not None or standing.merged_into_id != fresh.kept_id:
        raise NotMerged
    standing.merged_into = None
    standing.save(update_fields=["merged_into"])
    fresh.undone_at = now
    fresh.save(update_fields=["undone_at"])
    events.record("customer.split", about=fresh.kept, absorbed=standing.pk, merge=fresh.pk)
    return standing


@transaction.atomic
def describe(*, customer: Customer, name: str, city: str, language: str, need: str) -> Customer:
    """Write down who this is and what they need of us now."""
    customer.name, customer.city, customer.language, customer.need = name[:200], city[:100], language, need[:300]
    customer.save(update_fields=["name", "city", "language", "need"])
    events.record("customer.described", about=customer)
    return customer


def _locked(customer: Customer) -> Customer:
    return Customer.objects.select_for_update().get(pk=customer.pk)


def _spelling(address: Reachable) -> str:
    return normalise(address.kind, address.value, region=find_region() if address.kind == "phone" else "NL")
