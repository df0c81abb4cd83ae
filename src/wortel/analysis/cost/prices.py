"""What does a minute, a channel and a standard contact cost on a given day?

Money and minutes are exact fractions until a line is rounded; a rate such as 36,000 / 41,000 has no decimal end.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

type Warned = Literal["no rate", "no fee", "no minutes"]

# Who writes with several customers at once gives each of them a part of a minute.
CHATS = frozenset({"chat", "whatsapp", "sms"})


@dataclass(frozen=True, slots=True)
class Budget:
    """What a month of customer service costs, and the minutes it can really give."""

    cost_eur: Decimal
    practical_minutes: Decimal

    @property
    def eur_per_minute(self) -> Fraction | None:
        return Fraction(self.cost_eur) / Fraction(self.practical_minutes) if self.practical_minutes else None


class Dated[Key]:
    """Amounts by key that each hold from a day until the next one.

    >>> rates = Dated([("", date(2025, 1, 1), Decimal("0.70")), ("", date(2025, 7, 1), Decimal("0.75"))])
    >>> rates.on("", date(2025, 6, 30)), rates.on("", date(2025, 7, 1)), rates.on("", date(2024, 12, 31))
    (Fraction(7, 10), Fraction(3, 4), None)
    """

    def __init__(self, rows: Iterable[tuple[Key, date, Decimal]] = ()) -> None:
        self._steps: defaultdict[Key, list[tuple[date, Fraction]]] = defaultdict(list)
        for key, valid_from, amount in rows:
            self._steps[key].append((valid_from, Fraction(amount)))
        for steps in self._steps.values():
            steps.sort()

    def on(self, key: Key, day: date) -> Fraction | None:
        """The amount that holds on `day`, None where none does yet."""
        steps = self._steps.get(key, [])
        index = bisect_right(steps, day, key=lambda step: step[0])
        return steps[index - 1][1] if index else None


@dataclass(frozen=True, slots=True)
class Prices:
    """Rates by team ("" is the default), fees by channel, standard minutes by reason and channel, budgets by month.

    `chats_at_once` says by team how many chats one colleague has open at a time.
    """

    rates: Dated[str] = field(default_factory=Dated)
    chats_at_once: Dated[str] = field(default_factory=Dated)
    fees: Dated[str] = field(default_factory=Dated)
    minutes: Dated[tuple[str, str]] = field(default_factory=Dated)
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def rate(self, team: str, day: date) -> Fraction | None:
        """The team's rate, else the default rate, else what the month's budget makes of a minute."""
        found = self.rates.on(team, day)
        if found is None:
            found = self.rates.on("", day)
        if found is None and (budget := self.budgets.get(f"{day:%Y-%m}")):
            found = budget.eur_per_minute
        return found

    def worked(self, minutes: Decimal, channel: str, team: str, day: date, at_once: Decimal | None) -> Fraction:
        """What measured minutes took of us: those of a chat are shared with the chats beside it.

        A thousandth of a minute is the smallest there is, here as in the database.
        """
        if channel not in CHATS:
            return Fraction(minutes)
        known = (at_once, self.chats_at_once.on(team, day), self.chats_at_once.on("", day))
        chats = max(next((Fraction(one) for one in known if one is not None), Fraction(1)), Fraction(1))
        shared = Fraction(minutes) / chats
        return Fraction(Decimal(round_half_up(shared * 1000)) / 1000)


def round_half_up(value: Fraction) -> int:
    """To the nearest whole number, a half away from zero."""
    doubled = abs(value) * 2
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return -whole if value < 0 else whole


def known_or_zero(amount: Fraction | None, warning: Warned, warnings: Counter[Warned]) -> Fraction:
    """The amount; a missing one counts as nothing and is warned about."""
    if amount is None:
        warnings[warning] += 1
        return Fraction(0)
    return amount
