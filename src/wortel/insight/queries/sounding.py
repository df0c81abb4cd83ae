"""How both sides sound beside each other: by topic, and by what was said. Cells large enough to point at nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from wortel.analysis.cells import Cell, join
from wortel.analysis.intervals import Estimate
from wortel.insight.queries.wearing import Cells, Weeks, list_tone
from wortel.signals.models import Tone

OURS, THEIRS = Tone.Side.OURS, Tone.Side.THEIRS
# In the order of the page: what may hurt, what passes on, what is said about oneself.
LABELS = tuple(label for label in Tone.Label if label not in (Tone.Label.SHARP, Tone.Label.HARSHER, Tone.Label.STUCK))
_ONE_SIDED = {
    Tone.Label.BLAME: OURS,
    Tone.Label.NOT_MINE: OURS,
    Tone.Label.DISAPPOINTED: THEIRS,
    Tone.Label.REPEATED: THEIRS,
}


@dataclass(frozen=True)
class Sides:
    """One topic, or one label: each side's share, None where its cell is too small to be shown."""

    name: str
    theirs: Estimate | None
    ours: Estimate | None
    harsher: Estimate | None = None

    @property
    def is_mismatch(self) -> bool:
        """We are surely sharper than our customers are."""
        if self.theirs is None or self.ours is None:
            return False
        return (self.ours.low or 0.0) > (self.theirs.high or 0.0)


def compare_topics(weeks: Weeks) -> list[Sides]:
    """Topics of which at least one side may be shown, those with most answers first."""
    theirs, ours, harsher = (
        _whole(list_tone(side, label, weeks))
        for side, label in ((THEIRS, Tone.Label.SHARP), (OURS, Tone.Label.SHARP), (OURS, Tone.Label.HARSHER))
    )
    topics = sorted(theirs.keys() | ours.keys(), key=lambda topic: (-(ours[topic].n if topic in ours else 0), topic))
    return [Sides(topic, theirs.get(topic), ours.get(topic), harsher.get(topic)) for topic in topics]


def compare_labels(weeks: Weeks) -> list[Sides]:
    """What each side says, over all topics together."""
    return [
        Sides(
            str(label.label),
            _all_topics(list_tone(THEIRS, label, weeks)) if _ONE_SIDED.get(label, THEIRS) == THEIRS else None,
            _all_topics(list_tone(OURS, label, weeks)) if _ONE_SIDED.get(label, OURS) == OURS else None,
        )
        for label in LABELS
    ]


def _whole(cells: Cells) -> Mapping[str, Estimate]:
    whole = {topic: join(weeks) for topic, weeks in cells.items()}
    return {topic: cell.share for topic, cell in whole.items() if cell.may_be_shown}


def _all_topics(cells: Cells) -> Estimate | None:
    every: list[Cell] = [cell for weeks in cells.values() for cell in weeks]
    whole = join(every) if every else None
    return whole.share if whole and whole.may_be_shown else None
