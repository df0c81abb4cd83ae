"""Partners held against each other, or one against itself before a change, with parcels that are alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wortel.analysis.case_mix import Counted, Expected, Two, compare_like_with_like, compare_with_expected
from wortel.insight.queries.partners.counting import Span, Stratum, Tally, read_span, together
from wortel.partners.models import Partner

# With two, either can work out the other from what it is held against.
FEWEST_FOR_A_PARTNER = 3

# A region and a size, and the month where both sides have the same months.
type Kind = tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One side of a comparison: these partners together, over a span."""

    partners: Sequence[Partner]
    span: Span

    @property
    def name(self) -> str:
        return ", ".join(partner.name for partner in self.partners)


@dataclass(frozen=True)
class Row:
    """One kind of parcel, side by side."""

    kind: Kind
    first: Counted
    second: Counted


@dataclass(frozen=True)
class Comparison:
    """Two sides, like held against like, and what was counted in each kind of parcel."""

    two: Two
    rows: Sequence[Row]
    has_season: bool
    has_kinds: bool


def compare_sides(first: Side, second: Side) -> Comparison:
    """Two partners over the same months, or before and after: then the season cannot be told from the change."""
    has_season = first.span == second.span
    one, other = (_mix(side, has_season=has_season) for side in (first, second))
    kinds = _without_months([one, other], has_season=has_season)
    rows = [Row(kind, kinds[0].get(kind, Counted()), kinds[1].get(kind, Counted())) for kind in _sorted(kinds)]
    has_kinds = any(any(kind) for kind in kinds[0]) or any(any(kind) for kind in kinds[1])
    return Comparison(compare_like_with_like(one, other), rows, has_season, has_kinds)


def hold_against_others(tally: Tally, everybody: Sequence[Tally]) -> Expected | None:
    """Its trouble beside what its parcels would have had with all partners that carry; nothing without others."""
    carrying = [one for one in everybody if one.parcels]
    if len(carrying) < 2 or not tally.parcels:
        return None
    return compare_with_expected(tally.mix, together(carrying))


def list_kinds(tally: Tally, everybody: Sequence[Tally]) -> list[Row]:
    """Each kind of parcel: the partner itself, and all partners together."""
    own, whole = _without_months([tally.mix, together(everybody)], has_season=True)
    return [Row(kind, own[kind], whole.get(kind, Counted())) for kind in _sorted([own])]


def _mix(side: Side, *, has_season: bool) -> Mapping[Kind, Counted]:
    whole = together(read_span(side.span, side.partners))
    if has_season:
        return {tuple(stratum): counted for stratum, counted in whole.items()}
    return _folded(whole)


def _folded(mix: Mapping[Stratum, Counted]) -> dict[Kind, Counted]:
    kinds: dict[Kind, Counted] = {}
    for (_month, region, size), counted in mix.items():
        kinds[region, size] = kinds.get((region, size), Counted()) + counted
    return kinds


def _without_months[Key: tuple[str, ...]](
    mixes: Sequence[Mapping[Key, Counted]], *, has_season: bool
) -> list[dict[Kind, Counted]]:
    found: list[dict[Kind, Counted]] = []
    for mix in mixes:
        kinds: dict[Kind, Counted] = {}
        for key, counted in mix.items():
            kind = tuple(key[1:]) if has_season else tuple(key)
            kinds[kind] = kinds.get(kind, Counted()) + counted
        found.append(kinds)
    return found


def _sorted(kinds: Sequence[Mapping[Kind, Counted]]) -> list[Kind]:
    return sorted({kind for one in kinds for kind in one})
