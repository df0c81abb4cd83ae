"""What minutes and channels cost, and how long a contact usually takes, each from a day on.

Which of the three a file holds is told by its columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from wortel.accounts.models import Team
from wortel.channels.models import Kind
from wortel.journey.bring_in.change import CODE_LENGTH, Change, find_or_make, put, rows_of, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import choice, day, needed, number, others, words
from wortel.problems.models import ChannelFee, Rate, StandardMinutes
from wortel.reasons.models import Reason

REQUIRED = ("valid_from",)
COLUMNS = frozenset((*REQUIRED, "team", "eur_per_minute", "channel", "fee_eur", "reason", "minutes"))
TEAM_LENGTH = 120

type Dated = type[Rate] | type[ChannelFee] | type[StandardMinutes]

AMOUNTS: dict[Dated, str] = {Rate: "eur_per_minute", ChannelFee: "fee_eur", StandardMinutes: "minutes"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """An amount for a team, a channel, or a reason on a channel."""

    model: Dated
    valid_from: date
    amount: Decimal
    team: str = ""
    channel: str = ""
    reason: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, date, str, str, str]:
        return self.model.__name__, self.valid_from, self.team, self.channel, self.reason


def read(row: Row) -> Incoming:
    valid_from = day(row, "valid_from")
    extra = others(row, COLUMNS)
    if "eur_per_minute" in row.values:
        team = words(row, "team", most=TEAM_LENGTH)
        return Incoming(Rate, valid_from, _amount(row, "eur_per_minute", 6), team=team, extra=extra)
    channel = _channel(row)
    if "fee_eur" in row.values:
        return Incoming(ChannelFee, valid_from, _amount(row, "fee_eur", 6), channel=channel, extra=extra)
    if "minutes" in row.values:
        reason, minutes = needed(row, "reason", most=CODE_LENGTH), _amount(row, "minutes", 3)
        return Incoming(StandardMinutes, valid_from, minutes, channel=channel, reason=reason, extra=extra)
    raise BadRow("has no eur_per_minute, no fee_eur and no minutes")


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    teams = find_or_make(Team, "name", (item.team for item in items))
    reasons = find_or_make(Reason, "code", (item.reason for item in items))
    return [_write(item, _find(item, teams.get(item.team), reasons.get(item.reason))) for item in items]


def _write(item: Incoming, row: Rate | ChannelFee | StandardMinutes) -> Change:
    is_new = row.pk is None
    values = {AMOUNTS[item.model]: item.amount, "attributes": with_others(row.attributes, item.extra)}
    fields = put(row, values)
    if fields:
        row.save()
    return Change(row, is_new=is_new, fields=fields)


def _find(item: Incoming, team: int | None, reason: int | None) -> Rate | ChannelFee | StandardMinutes:
    """The row of this key, or one that is not stored yet."""
    keys: dict[str, object] = {"valid_from": item.valid_from}
    if item.model is Rate:
        keys["team_id"] = team
    else:
        keys["channel"] = item.channel
    if item.model is StandardMinutes:
        keys["reason_id"] = reason
    return rows_of(item.model).filter(**keys).first() or item.model(**keys)


def _amount(row: Row, column: str, places: int) -> Decimal:
    found = number(row, column, places=places)
    if found is None:
        raise BadRow(f"{column}: is empty")
    return found


def _channel(row: Row) -> str:
    needed(row, "channel")
    return choice(row, "channel", Kind.values)
