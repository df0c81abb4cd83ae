"""May this customer be told, which way, and if not, why not? A few questions for any number of customers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Q

from wortel.cases.models import Case, Status
from wortel.channels.models import Kind
from wortel.customers.models import Address, AddressKind, Customer
from wortel.customers.queries import list_opted_out, list_standings
from wortel.problems.models import LeftOut, Problem, Recipient, Restraint, Telling, Way
from wortel.problems.queries.telling.restraint import complaint_ids

COUNTED = ("waiting", "sent", "to_call", "called", "held_out")
REACHED = ("sent", "called")
WRITTEN = {Kind.WHATSAPP, Kind.SMS}


@dataclass(frozen=True)
class Heard:
    """A customer whom a cause concerns: how often they made contact about it, and when and where the last time."""

    customer: int
    times: int = 0
    latest_at: datetime | None = None
    channel: str = ""
    case: int | None = None
    order: int | None = None


@dataclass(frozen=True)
class Candidate:
    """The same customer as they can be told, or why not."""

    heard: Heard
    customer: Customer
    way: Way
    value: str
    why: LeftOut | None = None

    @property
    def may_be_told(self) -> bool:
        return self.why is None

    @property
    def group(self) -> str:
        return "out" if self.why else self.way.value


@dataclass
class _Known:
    """What is known of everybody at once, by the customer who stands for them."""

    people: Mapping[int, Customer]
    addresses: dict[int, list[Address]] = field(default_factory=dict)
    opted_out: set[tuple[str, str]] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    told_values: set[str] = field(default_factory=set)
    recently: set[int] = field(default_factory=set)
    complaining: set[int] = field(default_factory=set)
    busy: set[int] = field(default_factory=set)


def weigh(
    heard: Iterable[Heard],
    *,
    problem: Problem,
    kind: Telling.Kind,
    restraint: Restraint,
    now: datetime,
    besides: Recipient | None = None,
) -> list[Candidate]:
    """Everybody: who may be told first, the latest before the others.

    `besides` is the row of a message that is just being sent; it does not count.
    """
    ordered = sorted(heard, key=lambda one: (one.latest_at or now, one.customer), reverse=True)
    known = _look_up([one.customer for one in ordered], problem, kind, restraint, now, besides)
    weighed = [_weigh(one, known) for one in ordered if one.customer in known.people]
    return sorted(_each_address_once(weighed), key=lambda one: not one.may_be_told)


def _weigh(heard: Heard, known: _Known) -> Candidate:
    addresses = known.addresses.get(heard.customer, [])
    way, value = _find_way(addresses, heard.channel)
    weighed = Candidate(heard, known.people[heard.customer], way, value)
    return replace(weighed, why=_find_reason(weighed, addresses, known))


def _find_way(addresses: list[Address], channel: str) -> tuple[Way, str]:
    """By mail where an address surely works; whoever only writes on a messenger is not called instead."""
    sure = [one for one in addresses if one.is_certain and one.bounced_at is None]
    mail = next((one.value for one in sure if one.kind == AddressKind.EMAIL), "")
    if mail:
        return Way.MAIL, mail
    phone = next((one.value for one in sure if one.kind == AddressKind.PHONE), "")
    if phone and channel not in WRITTEN:
        return Way.CALL, phone
    return Way.OTHER, ""


def _find_reason(weighed: Candidate, addresses: list[Address], known: _Known) -> LeftOut | None:
    """The weightiest reason to leave somebody in peace comes first."""
    who = weighed.heard.customer
    if who in known.told or (weighed.value and weighed.value in known.told_values):
        return LeftOut.TOLD
    if any((one.kind, one.value) in known.opted_out for one in addresses):
        return LeftOut.OPTED_OUT
    if who in known.complaining:
        return LeftOut.COMPLAINT
    if who in known.busy:
        return LeftOut.OPEN_CASE
    if who in known.recently:
        return LeftOut.RECENTLY
    if weighed.way == Way.OTHER:
        return LeftOut.NOT_YET if any(one.bounced_at is None for one in addresses) else LeftOut.NO_ADDRESS
    return None


def _each_address_once(weighed: Iterable[Candidate]) -> Iterable[Candidate]:
    """People who share an address hear it once."""
    taken: set[str] = set()
    for one in weighed:
        if one.may_be_told and one.value in taken:
            yield replace(one, why=LeftOut.SHARED)
        else:
            yield one
            taken |= {one.value} if one.may_be_told else set()


def _look_up(
    customers: Collection[int],
    problem: Problem,
    kind: Telling.Kind,
    restraint: Restraint,
    now: datetime,
    besides: Recipient | None,
) -> _Known:
    standing = list_standings()
    people = Customer.objects.filter(pk__in=customers).in_bulk()
    # Whoever was merged keeps their own addresses, cases and messages; they speak for who stands for them.
    stands_for = {pk: pk for pk in people} | {pk: top for pk, top in standing.items() if top in people}
    known = _Known(people)
    for address in Address.objects.filter(customer__in=stands_for).order_by("-is_certain", "pk"):
        known.addresses.setdefault(stands_for[address.customer_id], []).append(address)
    values = {address.value for ours in known.addresses.values() for address in ours}
    known.opted_out = list_opted_out(values)
    _look_up_told(known, stands_for, values, problem, kind, restraint, now, besides)
    _look_up_cases(known, stands_for, restraint, now)
    return known


def _look_up_told(
    known: _Known,
    stands_for: Mapping[int, int],
    values: Collection[str],
    problem: Problem,
    kind: Telling.Kind,
    restraint: Restraint,
    now: datetime,
    besides: Recipient | None,
) -> None:
    rows = Recipient.objects.filter(Q(customer__in=stands_for) | Q(value__in=values), state__in=COUNTED)
    same = {problem.pk, *Problem.objects.filter(merged_into=problem).values_list("pk", flat=True)}
    since = now - timedelta(days=restraint.days_between)
    found = rows.exclude(pk=besides.pk) if besides else rows
    for cause, told_kind, who, value, state, at in found.values_list(
        "problem", "kind", "customer", "value", "state", "changed_at"
    ):
        if cause in same and told_kind == kind:
            known.told.add(stands_for.get(who, who))
            known.told_values |= {value} if value else set()
        if state in REACHED and at > since:
            known.recently.add(stands_for.get(who, who))


def _look_up_cases(known: _Known, stands_for: Mapping[int, int], restraint: Restraint, now: datetime) -> None:
    theirs = Case.objects.standing().filter(customer__in=stands_for).exclude(status=Status.CLOSED)
    since = now - timedelta(days=restraint.open_days)
    known.busy = {
        stands_for[who] for who in theirs.filter(latest_at__gt=since).values_list("customer", flat=True) if who
    }
    complaints = complaint_ids(restraint)
    if complaints:
        angry = theirs.filter(parts__conversation__contacts__given_reason__reason__in=complaints)
        known.complaining = {stands_for[who] for who in angry.values_list("customer", flat=True) if who}
