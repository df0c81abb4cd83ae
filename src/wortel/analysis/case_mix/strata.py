"""What was counted, in strata: parcels that are alike before anybody touched them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

# Fewer than this say nothing, whatever is counted.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of `n` had trouble."""

    some: int = 0
    n: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.some + other.some, self.n + other.n)

    @property
    def share(self) -> float | None:
        return self.some / self.n if self.n else None


def count_whole[Key: Hashable](mix: Mapping[Key, Counted]) -> Counted:
    """Everything together, whatever the stratum.

    >>> count_whole({"near": Counted(2, 100), "far": Counted(9, 50)})
    Counted(some=11, n=150)
    """
    return sum(mix.values(), Counted())


def add_up[Key: Hashable](mixes: Iterable[Mapping[Key, Counted]]) -> dict[Key, Counted]:
    """Several partners together, stratum by stratum.

    >>> add_up([{"near": Counted(2, 100)}, {"near": Counted(1, 50), "far": Counted(0, 8)}])
    {'near': Counted(some=3, n=150), 'far': Counted(some=0, n=8)}
    """
    whole: dict[Key, Counted] = {}
    for mix in mixes:
        for stratum, counted in mix.items():
            whole[stratum] = whole.get(stratum, Counted()) + counted
    return whole
