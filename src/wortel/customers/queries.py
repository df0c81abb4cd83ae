import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from wortel.accounts.queries import find_organisation
from wortel.customers.models import NAME_WORDS, Address, AddressKind, Customer, Objection, OptOut
from wortel.customers.rules import NotAPhoneNumber, begin_numbers, normalise, show_phone
from wortel.store.actions import ask, fetch

LONGEST_CHAIN = 20
MANY = 100
WORD = re.compile(r"\w+")
WHOSE = """
    SELECT {a}, {c} FROM customers_address a JOIN customers_customer c ON c.id = a.customer_id
    WHERE a.kind = %s AND a.value = %s ORDER BY a.id
"""
FAMILY = """
    WITH RECURSIVE family AS (
        SELECT %s::bigint AS id
        UNION SELECT c.id FROM customers_customer c JOIN family f ON c.merged_into_id = f.id
    )
    SELECT id FROM family
"""
# Up to whom they turned out to be, and down to everybody who turned out to be that person.
OBJECTING = """
    WITH RECURSIVE standing AS (
        SELECT c.id, c.merged_into_id FROM customers_customer c
        JOIN customers_objection o ON o.customer_id = c.id AND o.ended_at IS NULL
        UNION SELECT c.id, c.merged_into_id FROM customers_customer c JOIN standing s ON c.id = s.merged_into_id
    ), objecting AS (
        SELECT id FROM standing
        UNION SELECT c.id FROM customers_customer c JOIN objecting o ON c.merged_into_id = o.id
    )
    SELECT id FROM objecting
"""
BY_MAIL = """
    SELECT value FROM customers_address WHERE customer_id = ANY(%s) AND kind = 'email' AND bounced_at IS NULL
    ORDER BY is_certain DESC, id LIMIT 1
"""


class Reachable(Protocol):
    """Somebody as a message names them."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Match:
    """A customer who has this address, and how sure that is."""

    customer: Customer
    address: Address
    is_certain: bool


def find_matches(kind: str, value: str) -> list[Match]:
    """Everybody who has this address, each once, as the customer they turned out to be."""
    found: dict[int, Match] = {}
    for address, customer in fetch(WHOSE, [kind, value], a=Address, c=Customer):
        address.customer = customer
        standing = find_standing(customer)
        earlier = found.get(standing.pk)
        if earlier is None or (address.is_certain and not earlier.is_certain):
            found[standing.pk] = Match(standing, address, address.is_certain)
    return list(found.values())


def find_by_address(kind: str, value: str) -> list[Customer]:
    try:
        spelling = normalise(kind, value, region=find_region()) if kind == AddressKind.PHONE else value.strip().lower()
    except NotAPhoneNumber:
        return []
    return [match.customer for match in find_matches(kind, spelling)]


def find_standing(customer: Customer) -> Customer:
    """Who this customer turned out to be after merging."""
    for _ in range(LONGEST_CHAIN):
        if customer.merged_into is None:
            break
        customer = customer.merged_into
    return customer


def list_family(customer: Customer) -> list[int]:
    """The ids of this customer and of everybody merged into them: together one person."""
    return [number for (number,) in ask(FAMILY, [customer.pk])]


def find_mail_address(family: Sequence[int]) -> str:
    """Where this person can be reached by mail, the surest address first; empty when we know none."""
    found = ask(BY_MAIL, [list(family)])
    return str(found[0][0]) if found else ""


def list_standings() -> dict[int, int]:
    """Who every merged customer turned out to be: the number of the one that stands for them."""
    steps = {
        pk: into for pk, into in Customer.objects.exclude(merged_into=None).values_list("pk", "merged_into") if into
    }
    return {pk: _follow(pk, steps) for pk in steps}


def _follow(pk: int, steps: dict[int, int]) -> int:
    for _ in range(LONGEST_CHAIN):
        if pk not in steps:
            break
        pk = steps[pk]
    return pk


def list_opted_out(values: Collection[str]) -> set[tuple[str, str]]:
    """Which of these addresses, by kind and value, nothing may go to that was not asked for."""
    return set(OptOut.objects.filter(value__in=values, ended_at=None).values_list("kind", "value"))


def list_objecting() -> list[int]:
    """Everybody whose words no model may read."""
    return [number for (number,) in ask(OBJECTING, [])]


def find_objection(family: Sequence[int]) -> Objection | None:
    """The one that holds for this person, the oldest first."""
    return Objection.objects.filter(customer__in=family, ended_at=None).order_by("at").first()


def search_customers(text: str, limit: int = 20) -> list[Customer]:
    """People whose name, code, mail address or number begins with these words."""
    text = text.strip()
    if not text:
        return []
    found = _named(text).union(_coded(text), _reached(text))[: 3 * limit]
    hits = Customer.objects.filter(pk__in=[number for (number,) in found]).select_related("merged_into")
    people = {person.pk: person for person in map(find_standing, hits)}
    return sorted(people.values(), key=lambda person: (person.name.lower(), person.pk))[:limit]


def spell_address(kind: str, value: str, *, region: str) -> str:
    """The spelling under which an address is kept; what is no phone number stays as it was written."""
    try:
        return normalise(kind, value, region=region)
    except NotAPhoneNumber:
        return value


def find_region() -> str:
    """The country of a phone number that is written without one."""
    return find_organisation().phone_region


def show_address(address: Address) -> str:
    return show_phone(address.value, region=find_region()) if address.kind == AddressKind.PHONE else address.value


# Three lists, each along an index of its own: asked in one condition they would read every customer.


def _named(text: str) -> QuerySet[Customer, tuple[int]]:
    """Each word that was typed begins a word of the name."""
    words = " & ".join(f"'{word}':*" for word in WORD.findall(text))
    if not words:
        return Customer.objects.none().values_list("pk")
    wanted = SearchQuery(words, config="simple", search_type="raw")
    return Customer.objects.annotate(said=NAME_WORDS).filter(said=wanted).values_list("pk")[:MANY]


def _coded(text: str) -> QuerySet[Customer, tuple[int]]:
    spellings = Q(code__startswith=text) | Q(code__startswith=text.upper()) | Q(code__startswith=text.lower())
    return Customer.objects.filter(spellings).values_list("pk")[:MANY]


def _reached(text: str) -> QuerySet[Address, tuple[int]]:
    spelled = Q(value__startswith=text.lower())
    numbers = begin_numbers(text, region=find_region()) if any(map(str.isdigit, text)) else []
    for number in numbers:
        spelled |= Q(value__startswith=number)
    return Address.objects.filter(spelled, kind__in=AddressKind.values).values_list("customer_id")[:MANY]
