"""What a month came to: its figures and its ledger, as values. Pure, and light enough for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """One figure with its interval, if it has one, and how much stands behind it."""

    figure: str
    dims: Mapping[str, str]
    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: str

    def as_json(self) -> dict[str, Any]:
        return {
            "figure": self.figure,
            "dims": dict(self.dims),
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """One line of the ledger, in whole cents."""

    charged_to: str
    line: str
    contacts: int
    minutes: float
    cents: int
    share: float

    def as_json(self) -> dict[str, Any]:
        return {
            "charged_to": self.charged_to,
            "line": self.line,
            "contacts": self.contacts,
            "minutes": self.minutes,
            "eur": self.cents / 100,
            "share": self.share,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A month as of a moment."""

    month: str
    as_of: datetime
    figures: Sequence[ReportedFigure]
    ledger: Sequence[ReportedLine]
    warnings: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "figures": [figure.as_json() for figure in self.figures],
            "ledger": [line.as_json() for line in self.ledger],
        }
