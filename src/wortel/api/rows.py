"""The rows that other systems send. What they may say stands here; anything else is refused.

Whatever is left out stays as it was; null clears it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, SkipValidation, field_validator, model_validator

from wortel.channels.models import Kind
from wortel.contacts.models import Direction
from wortel.journey.bring_in import contacts as contact_rows
from wortel.journey.bring_in import customers as customer_rows
from wortel.journey.bring_in import work as work_rows
from wortel.journey.take_orders import OrderTold, ParcelTold, StepTold
from wortel.orders.models import ParcelStep
from wortel.signals.models import Means

MOST_ROWS = 1_000
HALF = re.compile("[\ud800-\udfff]")
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _near(moment: datetime) -> datetime:
    if not EARLIEST <= moment < LATEST:
        raise ValueError("is not between 1900 and 2200")
    return moment.astimezone(UTC)


Code = Annotated[str, Field(min_length=1, max_length=100)]
Name = Annotated[str, Field(max_length=200)]
Moment = Annotated[AwareDatetime, AfterValidator(_near)]
Amount = Annotated[Decimal, Field(ge=0, lt=10**10, decimal_places=2)]
Attributes = Annotated[dict[Code, Annotated[str, Field(max_length=1000)]], Field(max_length=50)]


class Row(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _holdable(cls, value: Any) -> Any:
        """The database holds no NUL and no half character."""
        if any("\x00" in text or HALF.search(text) for text in _texts_in(value)):
            raise ValueError("holds a character that cannot be kept (NUL or half a character)")
        return value

    def given(self, *names: str) -> dict[str, Any]:
        """What was said of these, null included."""
        return {name: getattr(self, name) for name in names if name in self.model_fields_set}


class StepRow(Row):
    kind: ParcelStep.Kind
    at: Moment
    place: Annotated[str, Field(max_length=100)] = ""


class ParcelRow(Row):
    parcel: Annotated[str, Field(max_length=100, description="The carrier's number; empty for the order's only one")]
    carrier: Name | None = None
    promised_from: Moment | None = None
    promised_to: Moment | None = None
    delivered_at: Moment | None = None
    status: Annotated[str, Field(max_length=40)] | None = None
    steps: Annotated[list[StepRow], Field(max_length=100)] = []

    def told(self) -> ParcelTold:
        values = self.given("promised_from", "promised_to", "delivered_at", "status")
        if "status" in values:
            values["status"] = self.status or ""
        carrier = (self.carrier or "") if "carrier" in self.model_fields_set else None
        steps = tuple(StepTold(step.kind, step.at, step.place) for step in self.steps)
        return ParcelTold(self.parcel, carrier, values, steps)


class OrderRow(Row):
    order: Code
    customer: Annotated[str, Field(max_length=100)] | None = None
    placed_at: Moment | None = None
    status: Annotated[str, Field(max_length=40)] | None = None
    what: Name | None = None
    amount: Amount | None = None
    parcels: Annotated[list[ParcelRow], Field(max_length=100)] = []
    attributes: Attributes = {}

    @model_validator(mode="after")
    def _each_parcel_once(self) -> Self:
        if len({parcel.parcel for parcel in self.parcels}) < len(self.parcels):
            raise ValueError("names one parcel twice")
        return self

    def told(self) -> OrderTold:
        values = self.given("placed_at")
        values |= {name: value or "" for name, value in self.given("status", "what").items()}
        if "amount" in self.model_fields_set:
            values["amount_cents"] = None if self.amount is None else int(self.amount * 100)
        customer = (self.customer or "") if "customer" in self.model_fields_set else None
        return OrderTold(self.order, customer, values, self.attributes, tuple(one.told() for one in self.parcels))


class FileRow(Row):
    """A row as a file of the same kind would hold it."""

    def texts(self) -> dict[str, str]:
        said = self.model_dump(mode="json", exclude_unset=True, exclude={"attributes"})
        own: dict[str, str] = getattr(self, "attributes", {})
        return {**own, **{name: _text_of(value) for name, value in said.items()}}


class CustomerRow(FileRow):
    customer: Code
    name: Name | None = None
    email: Annotated[list[str], Field(max_length=50)] | None = None
    phone: Annotated[list[str], Field(max_length=50)] | None = None
    merged_into: Annotated[str, Field(max_length=100)] | None = None
    attributes: Attributes = {}

    @model_validator(mode="after")
    def _own_names(self) -> Self:
        return _with_own_names(self, self.attributes, customer_rows.COLUMNS)


class ContactRow(FileRow):
    contact_id: Code
    channel: Kind
    direction: Direction
    started_at: Moment
    ended_at: Moment | None = None
    customer: Annotated[str, Field(max_length=100)] | None = None
    reason: Annotated[str, Field(max_length=100)] | None = None
    minutes: Annotated[Decimal, Field(ge=0, lt=10**6, decimal_places=3)] | None = None
    case: Annotated[str, Field(max_length=100)] | None = None
    order: Annotated[str, Field(max_length=100)] | None = None
    product: Name | None = None
    partner: Name | None = None
    agent_team: Annotated[str, Field(max_length=120)] | None = None
    agent: Annotated[str, Field(max_length=254)] | None = None
    transfers: Annotated[int, Field(ge=0, lt=10**6)] | None = None
    wait_seconds: Annotated[int, Field(ge=0, lt=10**9)] | None = None
    answered: bool | None = None
    solved: bool | None = None
    cause_open: bool | None = None
    problem: Annotated[str, Field(max_length=100)] | None = None
    lacked: list[Means] | None = None
    callback_promised: bool | None = None
    follow_up_open: bool | None = None
    survey_csat: Annotated[int, Field(ge=1, le=5)] | None = None
    survey_nps: Annotated[int, Field(ge=0, le=10)] | None = None
    survey_ces: Annotated[int, Field(ge=1, le=7)] | None = None
    friendliness: Annotated[int, Field(ge=1, le=10)] | None = None
    subject: Annotated[str, Field(max_length=300)] | None = None
    text: Annotated[str, Field(max_length=1_000_000)] | None = None
    spam: bool | None = None
    fed_up: bool | None = None
    attributes: Attributes = {}

    @model_validator(mode="after")
    def _own_names(self) -> Self:
        return _with_own_names(self, self.attributes, contact_rows.COLUMNS)


class WorkRow(FileRow):
    work: Code
    contact_id: Code
    minutes: Annotated[Decimal, Field(gt=0, lt=10**6, decimal_places=3)]
    done_at: Moment | None = None
    agent_team: Annotated[str, Field(max_length=120)] | None = None
    what: Annotated[str, Field(max_length=300)] | None = None
    attributes: Attributes = {}

    @model_validator(mode="after")
    def _own_names(self) -> Self:
        return _with_own_names(self, self.attributes, work_rows.COLUMNS)


Size = Field(min_length=1, max_length=MOST_ROWS)


class OrdersIn(Row):
    """The rows are read one by one, so that a bad one does not keep the others out."""

    orders: Annotated[list[SkipValidation[OrderRow]], Size]


class CustomersIn(Row):
    """The rows are read one by one, so that a bad one does not keep the others out."""

    customers: Annotated[list[SkipValidation[CustomerRow]], Size]


class ContactsIn(Row):
    """The rows are read one by one, so that a bad one does not keep the others out."""

    contacts: Annotated[list[SkipValidation[ContactRow]], Size]


class WorkIn(Row):
    """The rows are read one by one, so that a bad one does not keep the others out."""

    work: Annotated[list[SkipValidation[WorkRow]], Size]


class RingingIn(Row):
    """A telephone that rings now."""

    number: Annotated[str, Field(max_length=40)]
    """Who calls, as the exchange says it; empty when the number is withheld."""
    agents: Annotated[list[Annotated[str, Field(max_length=254)]], Field(min_length=1, max_length=100)]
    """The mail addresses of the colleagues whose telephone rings."""


class RingingOut(Schema):
    told: int
    """How many of them are known here."""


class BadOut(Schema):
    row: int
    """Its place in the list that was sent, from 0."""
    reason: str


class Taken(Schema):
    """How many rows there were and what became of them; each bad one with its place and reason."""

    rows: int
    new: int
    same: int
    changed: int
    bad: int
    refused: list[BadOut]


def _with_own_names[Each: Row](row: Each, attributes: dict[str, str], known: frozenset[str]) -> Each:
    """An attribute cannot pass for a field: that would be a way around what may be said."""
    if taken := sorted(attributes.keys() & known):
        raise ValueError(f"attributes: {taken[0]!r} is the name of a field")
    return row


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for text in pair if isinstance(text, str))
    elif isinstance(value, list):
        yield from (text for text in value if isinstance(text, str))


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(map(str, value))
    return str(value)
