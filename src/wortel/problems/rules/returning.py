"""Are the contacts back?"""

from dataclasses import dataclass

from wortel.analysis.intervals import beta_share

UNLIKELY = 0.001
FEWEST = 3
SMALLEST_MEAN = 0.05


@dataclass(frozen=True)
class Level:
    """What is expected of a week, and how well that is known.

    `seen` are the contacts it was learned from, `phi` how much more weeks vary than chance alone makes them.
    """

    expected: float
    seen: float
    phi: float = 1.0


def chance_of_so_many(count: int, level: Level) -> float:
    """The chance of this many or more when nothing changed: a negative binomial tail.

    >>> round(chance_of_so_many(0, Level(5, 60)), 4), round(chance_of_so_many(12, Level(7, 10_000)), 4)
    (1.0, 0.0535)
    """
    if count <= 0:
        return 1.0
    mean = max(level.expected, SMALLEST_MEAN)
    phi = max(level.phi, 1.0)
    variance = max(phi * mean + mean * mean * phi / max(level.seen, 1.0), mean * (1 + 1e-9))
    size = mean * mean / (variance - mean)
    return beta_share(mean / (size + mean), count, size)


def is_back(count: int, level: Level) -> bool:
    """One false return in a thousand days at most, and never on fewer than three contacts."""
    return count >= FEWEST and chance_of_so_many(count, level) < UNLIKELY
