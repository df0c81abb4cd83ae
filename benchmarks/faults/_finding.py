"""What a fault showed."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.results import table


@dataclass(frozen=True)
class Finding:
    """One promise, what was seen, and whether it held."""

    fault: str
    promise: str
    seen: str
    held: bool


def as_table(findings: Iterable[Finding]) -> str:
    headings = ("fault", "promise", "seen", "held")
    return table(headings, ((one.fault, one.promise, one.seen, "yes" if one.held else "**no**") for one in findings))
