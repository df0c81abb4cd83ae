"""The shop from day to day: customers make contact through the front line, and colleagues help most of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import transaction

from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.cases import actions as cases
from wortel.cases.models import Case, Status
from wortel.channels.email.compose import Outgoing, compose
from wortel.channels.email.reader import Reader
from wortel.channels.interface import AddressKind, Inbound, Party
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.demo import rows
from wortel.demo.bring import bring
from wortel.demo.world.build import Bought, Said, World, build
from wortel.demo.world.people import MAILBOX
from wortel.demo.world.remaining import is_cause_open
from wortel.demo.world.topics import TOPIC, UNLINKED
from wortel.jobs.models import Progress
from wortel.journey.answer import AnswerCameBetween, WrapUp, answer, wrap
from wortel.journey.messages import receive_message
from wortel.journey.receive import receive_form, receive_mail
from wortel.journey.route import find_route
from wortel.orders.models import Order
from wortel.reasons.models import Reason

KEPT_WAITING = 14
FRONT_LINE_DAYS = 14
LEFT_ALONE = timedelta(days=3)
NEWS = timedelta(days=1)
PARTY_KINDS: dict[str, AddressKind] = {"chat": "visitor", "whatsapp": "phone", "social": "social"}


@dataclass(frozen=True)
class Plan:
    """What is bought and said on the last days."""

    bought: tuple[Bought, ...]
    said: Mapping[str, Said]


def live(*, now: datetime) -> None:
    """Let happen what has happened since the last minute. A world that was left alone waits to be caught up first."""
    if Progress.objects.filter(name="demo", finished_at=None).exists():
        return  # the year is still arriving
    shop = find_organisation()
    latest = Contact.objects.filter(direction="in", code__startswith="C").order_by("-started_at").first()
    if shop.started_on is None or shop.seed is None or latest is None or now - latest.started_at > LEFT_ALONE:
        return
    zone = find_time_zone()
    plan = plan_until(shop.seed, shop.started_on, zone, now.astimezone(zone).date())
    bring("orders", rows.orders((one for one in plan.bought if _is_news(one, now)), now), now)
    live_through(plan.said, build(shop.seed, shop.started_on, zone), now)


def _is_news(order: Bought, now: datetime) -> bool:
    """Placed or delivered since yesterday; what a longer pause missed comes with the next start."""
    moments = (order.placed_at, order.delivered_at)
    return any(moment is not None and now - NEWS < moment <= now for moment in moments)


@lru_cache(maxsize=1)
def plan_until(seed: int, started_on: date, zone: ZoneInfo, last: date) -> Plan:
    """What happens on the last days up to and including `last`. All days before them have to be drawn first."""
    world = build(seed, started_on, zone)
    bought: list[Bought] = []
    told: dict[str, Said] = {}
    for day in world.days(world.calendar.start, last):
        orders, contacts = world.orders_of(day), world.contacts_of(day)
        if day > last - timedelta(days=FRONT_LINE_DAYS):
            bought += orders
            told |= by_code(contacts)
    return Plan(tuple(bought), told)


def by_code(contacts: Iterable[Said]) -> dict[str, Said]:
    return {contact.code: contact for contact in contacts}


def live_through(told: Mapping[str, Said], world: World, now: datetime) -> None:
    """Let these contacts come in at their own moments, and have all but the newest helped."""
    known = set(Contact.objects.filter(code__in=list(told)).values_list("code", flat=True))
    with Reader() as reader:
        for said in told.values():
            if said.started_at <= now and said.code not in known:
                _come_in(said, reader)
    _help_all_but_the_newest(told, world, now)


@transaction.atomic
def _come_in(said: Said, reader: Reader) -> None:
    """One contact, at its own moment, on its own channel."""
    contact = _received(said, reader)
    if contact is None:
        return
    contacts.give_code(contact=contact, code=said.code)
    order = Order.objects.filter(code=said.order.code).first() if said.order else None
    if order is not None:
        contacts.describe(contact=contact, order=order, product=said.order.product if said.order else "")


def _received(said: Said, reader: Reader) -> Contact | None:
    who = said.customer
    if said.channel == "email":
        return receive_mail(_mail(said), reader=reader, now=said.started_at, source="demo").contact
    if said.channel == "webform":
        sender = Party("email", who.email, who.name)
        return receive_form(sender=sender, subject=said.subject, text=said.text, now=said.started_at).contact
    if said.channel in PARTY_KINDS:
        return receive_message(_message(said), now=said.started_at).contact
    return _written_down(said)


def _mail(said: Said) -> bytes:
    letter = Outgoing(
        message_id=f"{said.code}@post.example",
        from_name=said.customer.name,
        from_address=said.customer.email,
        to=(MAILBOX,),
        subject=said.subject,
        text=said.text,
    )
    return compose(letter, now=said.started_at)


def _message(said: Said) -> Inbound:
    who = said.customer
    value = who.phone if said.channel == "whatsapp" else f"@{who.email.split('@')[0]}"
    return Inbound(
        key=said.code,
        channel=said.channel,
        sender=Party(PARTY_KINDS[said.channel], value, who.name),
        subject=said.subject,
        body=said.text,
        text=said.text,
        reply_text=said.text,
        moment=said.started_at,
    )


def _written_down(said: Said) -> Contact:
    """A call or a letter is written down by whoever took it."""
    agent, who = rows.choose_colleague(said, list_colleagues()), said.customer
    customer = customers.recognise(address=Party("phone", who.phone, who.name), now=said.started_at).customer
    if said.channel == "letter":
        contact = contacts.log_letter(
            customer=customer,
            agent=agent,
            text=said.text,
            received_at=said.started_at,
            subject=said.subject,
            writer=who.name,
        )
    else:
        contact = contacts.log_call(
            customer=customer, phone=who.phone, agent=agent, text=said.text, started_at=said.started_at,
            ended_at=said.ended_at, subject=said.subject, caller=who.name, transfers=said.transfers,
        )  # fmt: skip
    cases.open_case(conversation=contact.conversation, contact=contact, now=said.started_at)
    return contact


def _help_all_but_the_newest(told: Mapping[str, Said], world: World, now: datetime) -> None:
    """Colleagues help the oldest first, and leave some for whoever is looking. A case somebody took is theirs."""
    waiting = Case.objects.filter(status=Status.OPEN, snoozed_until=None, agent=None).order_by("-latest_at", "-id")
    for case in reversed(waiting[KEPT_WAITING:]):
        contact = _planned_contact_of(case)
        said = told.get(contact.code or "") if contact else None
        if contact is not None and said is not None:
            _help(case, contact, said, world, now)


def _planned_contact_of(case: Case) -> Contact | None:
    return (
        Contact.objects.filter(conversation__part__case=case, direction="in", code__startswith="C")
        .select_related("customer")
        .order_by("-started_at")
        .first()
    )


def _help(case: Case, contact: Contact, said: Said, world: World, now: datetime) -> None:
    """Answer, wrap up, and say whether the cause remains: as the world knows it, not as a guess."""
    agent = rows.choose_colleague(said, list_colleagues())
    moment = min(rows.answered_at(said), now)
    # Each colleague meets a few of these, far apart, and none of them sees one cause.
    is_open = None if TOPIC[said.topic] in UNLINKED else is_cause_open(said, world)
    wrap_up = WrapUp(
        is_solved=True,
        is_cause_open=is_open,
        reason=Reason.objects.get(code=TOPIC[said.topic].reason),
        lacks=frozenset(said.lacked),
        is_fed_up=said.is_fed_up,
    )
    cases.take(case=case, agent=agent)
    route = find_route(case)
    try:
        if route.is_mail:
            answer(
                case=case,
                text=rows.answer_to(said, agent.name),
                agent=agent,
                now=moment,
                seen=route.seen,
                wrap_up=wrap_up,
            )
        else:
            wrap(case=case, contact=contact, wrap_up=wrap_up, agent=agent, now=moment)
    except AnswerCameBetween:
        return


def list_colleagues() -> list[Agent]:
    """Who help customers, and never the person at the screen by name only."""
    return list(Agent.objects.filter(is_demo=True, role=Role.AGENT).order_by("id"))
