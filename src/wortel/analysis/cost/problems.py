"""Which problem caused this contact, and who answers for it?

>>> parcel = Problem("P3", owners={"PakketSnel": Decimal(1)}, rule=read_rule("reason=R4&not_first_channel=webform"))
>>> [find_problem("", ("R4",), begun, [parcel]) for begun in ("phone", "webform")]
['P3', '']
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

_ROUNDED = Fraction(1, 100)


class UnreadableRule(ValueError):
    """A rule is `reason=…`, with `&not_first_channel=…` if wanted."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Contacts of this reason (and those below it), unless their chain began on the channel named."""

    reason: str
    not_first_channel: str = ""

    def matches(self, reasons: Iterable[str], first_channel: str) -> bool:
        return self.reason in reasons and not (self.not_first_channel and first_channel == self.not_first_channel)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with the share each owner answers for; without an owner its contacts stay unassigned."""

    code: str
    owners: Mapping[str, Decimal] = field(default_factory=dict)
    rule: Rule | None = None
    partner: str = ""
    launches: tuple[tuple[date, date], ...] = ()

    @property
    def shares(self) -> dict[str, Fraction]:
        """What each owner pays, by name. Owners who together claim more than the whole split in proportion.

        Three owners of 0.333 mean a third each: the one whose name sorts last takes what rounding left over.
        """
        claimed = {owner: Fraction(share) for owner, share in sorted(self.owners.items())}
        claim = sum(claimed.values(), Fraction(0))
        shares = {owner: share / max(claim, Fraction(1)) for owner, share in claimed.items()}
        if len(shares) > 1 and 0 < 1 - claim <= _ROUNDED:
            shares[max(shares)] += 1 - claim
        return shares

    def is_launching(self, day: date) -> bool:
        """Inside a window that was agreed beforehand: what comes of a launch then is nobody's charge."""
        return any(first <= day <= last for first, last in self.launches)


def read_rule(text: str) -> Rule | None:
    """Read the rule of the import format; an empty one matches nothing."""
    if not text.strip():
        return None
    pairs = [part.partition("=")[::2] for part in text.strip().split("&")]
    values = {name.strip(): value.strip() for name, value in pairs}
    if not values.get("reason") or set(values) - {"reason", "not_first_channel"}:
        raise UnreadableRule(text)
    return Rule(values["reason"], values.get("not_first_channel", ""))


def find_problem(own: str, reasons: Iterable[str], first_channel: str, problems: Iterable[Problem]) -> str:
    """The code of the contact's problem: its own one, else the smallest code (in bytes) whose rule matches.

    `reasons` are the contact's reason and everything above it.
    """
    if own:
        return own
    above = tuple(reasons)
    matching = [one.code for one in problems if one.rule and one.rule.matches(above, first_channel)]
    return min(matching, key=str.encode, default="")
