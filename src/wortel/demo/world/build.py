"""Build the world day by day: orders, then who makes contact about which of them, and how often again."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wortel.demo.world.carriers import CARRIER_OF, Carrier, goes_wrong, hand_over
from wortel.demo.world.people import PRODUCTS, Person, person
from wortel.demo.world.plan import YEAR_DAYS, Calendar
from wortel.demo.world.season import Season
from wortel.demo.world.topics import TOPIC, TOPICS, Topic
from wortel.demo.world.words import says

POOL = 9000
REMEMBERED_DAYS = 15
WRITTEN = {"email", "webform", "letter"}
OPENING_HOURS = (8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19)
REPEAT_DAYS = (1, 2, 2, 3, 3, 4, 5)


@dataclass(frozen=True)
class Bought:
    code: str
    customer: int
    placed_at: datetime
    product: str
    cents: int
    promised_from: datetime
    promised_to: datetime
    delivered_at: datetime | None
    carrier: str
    region: str
    size: str


@dataclass(frozen=True)
class Said:
    """One planned contact. `again_of` names the contact that it comes back on."""

    code: str
    customer: Person
    topic: str
    channel: str
    started_at: datetime
    minutes: float
    order: Bought | None
    subject: str
    text: str
    again_of: str | None = None
    wait_seconds: int | None = None
    transfers: int = 0
    lacked: tuple[str, ...] = ()
    csat: int | None = None
    is_fed_up: bool = False

    @property
    def ended_at(self) -> datetime:
        return self.started_at + timedelta(minutes=max(self.minutes, 1))


@dataclass
class World:
    """Everything that happens up to and including a day. Days are asked for in order."""

    seed: int
    calendar: Calendar
    zone: ZoneInfo
    _orders: dict[date, list[Bought]] = field(default_factory=dict)
    _due_again: dict[tuple[str, date], list[Said]] = field(default_factory=dict)

    @property
    def season(self) -> Season:
        return Season(self.seed, self.calendar)

    def orders_of(self, day: date) -> list[Bought]:
        if day not in self._orders:
            self._orders[day] = [self._buy(day, k) for k in range(self.season.orders_on(day))]
            self._orders.pop(day - timedelta(days=REMEMBERED_DAYS), None)
        return self._orders[day]

    def contacts_of(self, day: date) -> list[Said]:
        """The contacts of one day in the order of the clock."""
        found = [said for topic in TOPICS for said in self._topic_on(topic, day)]
        return sorted(found, key=lambda said: (said.started_at, said.code))

    def days(self, first: date, last: date) -> Iterator[date]:
        for k in range((last - first).days + 1):
            yield first + timedelta(days=k)

    def _topic_on(self, topic: Topic, day: date) -> Iterator[Said]:
        draw = self._draw("contacts", topic.code, day)
        waiting = self._due_again.pop((topic.code, day), [])
        for k in range(self.season.contacts_on(topic, day)):
            earlier = waiting.pop() if waiting else None
            said = self._say(draw, topic, day, k, earlier)
            if draw.random() < topic.repeats:
                back_on = day + timedelta(days=draw.choice(REPEAT_DAYS))
                self._due_again.setdefault((topic.code, back_on), []).append(said)
            yield said

    def _say(self, draw: random.Random, topic: Topic, day: date, number: int, earlier: Said | None) -> Said:
        order = earlier.order if earlier else self._recent_order(draw, day) if topic.has_order else None
        if earlier is None and (carrier := CARRIER_OF.get(topic.code)):
            order = self._troubled_order(carrier, self._draw("parcel", topic.code, day, number), day) or order
        elif earlier is None and topic.product:
            order = self._order_of(topic.product, self._draw("product", topic.code, day, number), day) or order
        who = earlier.customer if earlier else person(self.seed, order.customer if order else draw.randrange(POOL))
        channel = self._channel(draw, topic, earlier)
        subject, text = says(
            draw, topic=topic.code, language=who.language, order=order.code if order else "88-00000",
            product=order.product if order else PRODUCTS[0][0], is_repeat=earlier is not None, name=who.name,
            is_written=channel in WRITTEN,
        )  # fmt: skip
        spoken = channel == "phone"
        return Said(
            code=f"C{day:%y%m%d}-{list(TOPIC).index(topic.code)}{number:03d}",
            customer=who,
            topic=topic.code,
            channel=channel,
            started_at=self._moment(draw, day, channel),
            minutes=round(topic.minutes[channel] * draw.uniform(0.7, 1.4), 1),
            order=order,
            subject=subject,
            text=text,
            again_of=earlier.code if earlier else None,
            wait_seconds=min(int(draw.expovariate(1 / 45)), 900) if spoken else None,
            transfers=1 if spoken and draw.random() < 0.12 else 0,
            lacked=_lacked(draw, topic),
            csat=_csat(draw, is_repeat=earlier is not None) if draw.random() < 0.09 else None,
            is_fed_up=self._draw("mood", topic.code, day, number).random() < fed_up_chance(topic, earlier is not None),
        )

    def _recent_order(self, draw: random.Random, day: date) -> Bought | None:
        """Something bought in the two weeks before; on the first days nothing was bought yet."""
        for _ in range(6):
            orders = self._orders.get(day - timedelta(days=draw.randrange(1, 15)))
            if orders:
                return draw.choice(orders)
        return None

    def _troubled_order(self, carrier: Carrier, draw: random.Random, day: date) -> Bought | None:
        """One of the carrier's own parcels, more often of the kind with which more goes wrong."""
        for _ in range(200):
            order = self._recent_order(draw, day)
            if order and goes_wrong(draw, carrier, order.carrier, order.region):
                return order
        return None

    def _order_of(self, product: str, draw: random.Random, day: date) -> Bought | None:
        bought = (self._recent_order(draw, day) for _ in range(200))
        return next((order for order in bought if order and order.product == product), None)

    def _channel(self, draw: random.Random, topic: Topic, earlier: Said | None) -> str:
        """Who comes back, mostly calls."""
        if earlier is not None and draw.random() < 0.55:
            return "phone"
        shares = [share.split(":") for share in topic.channels.split()]
        return draw.choices([channel for channel, _ in shares], [int(weight) for _, weight in shares])[0]

    def _moment(self, draw: random.Random, day: date, channel: str) -> datetime:
        hour = 10 if channel == "letter" else draw.choice(OPENING_HOURS)
        clock = time(hour, draw.randrange(60), draw.randrange(60))
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _buy(self, day: date, number: int) -> Bought:
        draw = self._draw("order", day, number)
        product, cents = draw.choice(PRODUCTS)
        placed = datetime.combine(day, time(draw.randrange(7, 23), draw.randrange(60)), self.zone).astimezone(UTC)
        promised = datetime.combine(
            day + timedelta(days=draw.choice((2, 3, 4))), time(draw.choice((9, 12, 15))), self.zone
        )
        late = draw.random()
        delivered = (
            promised + timedelta(minutes=draw.randrange(110)) + (timedelta(days=1) if late < 0.06 else timedelta())
        )
        carrier, region, size = hand_over(self._draw("carrier", day, number))
        return Bought(
            code=f"88-{(day - self.calendar.start).days + 100}{number:03d}",
            customer=draw.randrange(POOL),
            placed_at=placed,
            product=product,
            cents=cents,
            promised_from=promised.astimezone(UTC),
            promised_to=(promised + timedelta(hours=2)).astimezone(UTC),
            delivered_at=None if late < 0.01 else delivered.astimezone(UTC),
            carrier=carrier,
            region=region,
            size=size,
        )

    def _draw(self, *parts: object) -> random.Random:
        return random.Random(" ".join(map(str, (self.seed, *parts))))


def _lacked(draw: random.Random, topic: Topic) -> tuple[str, ...]:
    if topic.demand != "failure" or draw.random() > 0.3:
        return ()
    weights: Mapping[str, int] = {
        "case_status": 12,
        "customer_data": 6,
        "product_info": 2,
        "knowledge": 3,
        "mandate": 2,
    }
    return (draw.choices(list(weights), list(weights.values()))[0],)


def fed_up_chance(topic: Topic, is_repeat: bool) -> float:
    """Who was given what did not work is fed up more often; who has to come back, more often still."""
    return 0.3 if is_repeat else 0.1 if topic.demand == "failure" else 0.02


def _csat(draw: random.Random, *, is_repeat: bool) -> int:
    return draw.choices((1, 2, 3, 4, 5), (12, 14, 20, 32, 22) if is_repeat else (4, 6, 12, 36, 42))[0]


def build(seed: int, today: date, zone: ZoneInfo) -> World:
    """The world of this seed whose year ends on `today`."""
    return World(seed, Calendar(today), zone)


__all__ = ["YEAR_DAYS", "Bought", "Said", "World", "build", "fed_up_chance"]
