"""The world's past as rows in the import format, the way another system would hand it over."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from wortel.accounts.models import Agent
from wortel.demo.organisation import FEES, MONTH_COST, MONTH_MINUTES, RATE
from wortel.demo.world.build import POOL, Bought, Said, World
from wortel.demo.world.people import CARRIERS, person
from wortel.demo.world.plan import CAUSES
from wortel.demo.world.remaining import is_cause_open
from wortel.demo.world.topics import TOPIC, TOPICS
from wortel.demo.world.words import answers

Row = dict[str, object]
ANSWERED = {"email", "webform"}


def reasons() -> Iterator[Row]:
    for topic in {topic.reason: topic for topic in TOPICS}.values():
        yield {
            "reason": topic.reason,
            "label_nl": topic.label_nl,
            "label_en": topic.label_en,
            "demand": topic.demand,
            "customer_sign": topic.signs[0],
            "company_sign": topic.signs[1],
        }


def problems() -> Iterator[Row]:
    for cause in CAUSES:
        yield {
            "problem": cause.problem,
            "owner": cause.owner,
            "title": cause.title_nl,
            "partner": cause.owner if cause.owner in CARRIERS else "",
            "rule": f"reason={cause.topic}",
        }


def rates(since: date) -> Iterator[Row]:
    yield {"valid_from": since.isoformat(), "team": "", "eur_per_minute": RATE}


def fees(since: date) -> Iterator[Row]:
    for channel, fee in FEES.items():
        yield {"valid_from": since.isoformat(), "channel": channel, "fee_eur": fee}


def standard_minutes(since: date) -> Iterator[Row]:
    for topic in {topic.reason: topic for topic in TOPICS}.values():
        for channel, minutes in topic.minutes.items():
            yield {"valid_from": since.isoformat(), "reason": topic.reason, "channel": channel, "minutes": minutes}


def budgets(first: date, last: date) -> Iterator[Row]:
    day = first.replace(day=1)
    while day <= last:
        yield {"month": f"{day:%Y-%m}", "cost_eur": MONTH_COST, "practical_minutes": MONTH_MINUTES}
        day = (day + timedelta(days=32)).replace(day=1)


def orders(bought: Iterable[Bought], now: datetime) -> Iterator[Row]:
    """What was bought until now; a parcel that is still on its way has not been delivered."""
    for order in bought:
        if order.placed_at > now:
            continue
        delivered_at = order.delivered_at if order.delivered_at and order.delivered_at <= now else None
        yield {
            "order": order.code,
            "customer": f"K{order.customer:05d}",
            "placed_at": order.placed_at.isoformat(),
            "carrier": order.carrier,
            "region": order.region,
            "size": order.size,
            "promised_from": order.promised_from.isoformat(),
            "promised_to": order.promised_to.isoformat(),
            "delivered_at": delivered_at.isoformat() if delivered_at else "",
            "status": "delivered" if delivered_at else "on_route",
            "amount": str(Decimal(order.cents) / 100),
        }


def customers(world: World) -> Iterator[Row]:
    """Everybody who buys here, so that whoever makes contact is known by address."""
    for number in range(POOL):
        who = person(world.seed, number)
        yield {"customer": who.code, "name": who.name, "email": who.email, "phone": who.phone}


def contacts(said: Iterable[Said], world: World) -> Iterator[Row]:
    for contact in said:
        yield {
            "contact_id": contact.code,
            "channel": contact.channel,
            "direction": "in",
            "started_at": contact.started_at.isoformat(),
            "ended_at": contact.ended_at.isoformat(),
            "customer": contact.customer.code,
            "reason": TOPIC[contact.topic].reason,
            "minutes": contact.minutes,
            "order": contact.order.code if contact.order else "",
            "product": contact.order.product if contact.order else "",
            "transfers": contact.transfers,
            "wait_seconds": "" if contact.wait_seconds is None else contact.wait_seconds,
            "solved": 1,
            "cause_open": int(is_cause_open(contact, world)),
            "lacked": ";".join(contact.lacked),
            "survey_csat": contact.csat or "",
            "fed_up": int(contact.is_fed_up),
            "subject": contact.subject,
            "text": contact.text,
        }


def answered(said: Iterable[Said], colleagues: Sequence[Agent]) -> Iterator[Row]:
    """What was written back to who wrote."""
    for contact in said:
        if contact.channel not in ANSWERED:
            continue
        agent, at = choose_colleague(contact, colleagues), answered_at(contact).isoformat()
        yield {
            "contact_id": f"A{contact.code[1:]}",
            "channel": "email",
            "direction": "out",
            "started_at": at,
            "ended_at": at,
            "customer": contact.customer.code,
            "reason": TOPIC[contact.topic].reason,
            "order": contact.order.code if contact.order else "",
            "agent": agent.email,
            "subject": f"Re: {contact.subject}",
            "text": answer_to(contact, agent.name),
        }


def choose_colleague(contact: Said, colleagues: Sequence[Agent]) -> Agent:
    """Who helps with it: always the same one."""
    return random.Random(contact.code).choice(colleagues)


def answered_at(contact: Said) -> datetime:
    return contact.ended_at + timedelta(minutes=5 + random.Random(contact.code).randrange(90))


def answer_to(contact: Said, agent: str) -> str:
    who, draw = contact.customer, random.Random(f"answer {contact.code}")
    return answers(topic=contact.topic, language=who.language, name=who.name, agent=agent, draw=draw)
