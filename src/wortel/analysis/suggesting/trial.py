"""How well it suggests, judged on texts from which it had not learned yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.intervals import Estimate, estimate_share, normal_quantile
from wortel.analysis.suggesting.heads import Floats
from wortel.analysis.suggesting.pool import BY_WORDING, Pool, fit_pool

# With fewer examples a reason each text is judged by what all others teach; from there on only by what came before it.
ENOUGH_EACH = 20
PARTS = 10
PERIODS = 5
# Over fewer texts it is chance which of two good ways is right once more.
FEWEST_TO_PREFER = 200
BINS = 10


@dataclass(frozen=True)
class Judged:
    """Held-out texts: the logarithms of the chances by each head, what was true, and the signs of being known."""

    heads: tuple[Floats, ...]
    truth: NDArray[np.int64]
    signs: Floats

    @classmethod
    def of(cls, parts: Sequence["Judged"]) -> "Judged":
        heads = tuple(np.concatenate(each) for each in zip(*(part.heads for part in parts), strict=True))
        truth = np.concatenate([part.truth for part in parts])
        return cls(heads, truth, np.concatenate([part.signs for part in parts], axis=1))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the texts whose suggestion was about this sure, the share that was right."""

    stated: float
    real: Estimate


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the held-out texts.

    `gain` is the share that is right beyond what wording alone gets right on the same texts; when that is below zero
    (over few texts: surely below), wording alone does the suggesting. Above `threshold` more suggestions are right
    than wrong.
    """

    tested: int
    right: Estimate
    right_by_wording: Estimate
    gain: Estimate
    is_by_wording: bool
    threshold: float
    suggested: Estimate
    right_when_suggested: Estimate
    reliability: tuple[Reliability, ...]
    by_reason: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Compared:
    """The share that is right by one model and by another; `gain` is what the other one has beyond the first."""

    right: Estimate
    other_right: Estimate
    gain: Estimate


def hold_out(texts: Sequence[str], reasons: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """What to learn from and what to judge by; no text stands on both sides, also not when it was sent twice."""
    n = len(texts)
    _, same = np.unique(np.array([text.lower() for text in texts], dtype=object), return_inverse=True)
    if n < ENOUGH_EACH * reasons:
        parts = PARTS if n < FEWEST_TO_PREFER else PARTS // 2
        for number in range(parts):
            inside = same % parts == number
            if inside.any() and not inside.all():
                yield np.flatnonzero(~inside), np.flatnonzero(inside)
        return
    for begin, end in pairwise(np.linspace(n // 2, n, PERIODS + 1).astype(np.int64)):
        asked = begin + np.flatnonzero(~np.isin(same[begin:end], same[:begin]))
        if len(asked):
            yield np.arange(begin), asked


def judge(judged: Judged, kinds: Sequence[str]) -> tuple[Trial, Pool]:
    """Learn how much to trust each head, compare with wording alone, and keep the better."""
    all_heads, alone = fit_pool(judged.heads, judged.truth), fit_pool(judged.heads, judged.truth, BY_WORDING)
    ours, theirs = all_heads.chances(judged.heads), alone.chances(judged.heads)
    right, theirs_right = ours.argmax(axis=1) == judged.truth, theirs.argmax(axis=1) == judged.truth
    gain = _gain(right, theirs_right)
    is_by_wording = _is_below(gain)
    chances, hit = (theirs, theirs_right) if is_by_wording else (ours, right)
    sure = chances.max(axis=1)
    threshold = find_threshold(sure, hit)
    shown = sure >= threshold
    trial = Trial(
        tested=len(hit),
        right=estimate_share(int(hit.sum()), len(hit)),
        right_by_wording=estimate_share(int(theirs_right.sum()), len(hit)),
        gain=gain,
        is_by_wording=is_by_wording,
        threshold=threshold,
        suggested=estimate_share(int(shown.sum()), len(hit)),
        right_when_suggested=estimate_share(int(hit[shown].sum()), int(shown.sum())),
        reliability=tuple(_reliability(sure, hit)),
        by_reason={
            kinds[kind]: estimate_share(int(hit[judged.truth == kind].sum()), int((judged.truth == kind).sum()))
            for kind in np.unique(judged.truth)
        },
    )
    return trial, alone if is_by_wording else all_heads


def judge_both(one: Judged, other: Judged) -> Compared:
    """The same texts by two models, each with its own weights."""
    right, other_right = (
        fit_pool(judged.heads, judged.truth).chances(judged.heads).argmax(axis=1) == judged.truth
        for judged in (one, other)
    )
    shares = [estimate_share(int(hit.sum()), len(hit)) for hit in (right, other_right)]
    return Compared(shares[0], shares[1], _gain(other_right, right))


def find_threshold(sure: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest probability from which on a suggestion is right at least as often as wrong."""
    from sklearn.isotonic import IsotonicRegression

    shares = IsotonicRegression(out_of_bounds="clip").fit_transform(sure, right.astype(np.float64))
    enough = sure[shares >= 0.5]
    return float(enough.min()) if len(enough) else 1.0


def _is_below(gain: Estimate) -> bool:
    limit = gain.high if gain.n < FEWEST_TO_PREFER else gain.value
    return limit is not None and limit < 0


def _gain(ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> Estimate:
    """The difference of two shares of the same texts, with the interval of paired shares."""
    n = len(ours)
    better, worse = int((ours & ~theirs).sum()), int((theirs & ~ours).sum())
    gain = (better - worse) / n
    half = normal_quantile(0.975) * sqrt(better + worse - (better - worse) ** 2 / n) / n
    return Estimate(gain, gain - half, gain + half, n)


def _reliability(sure: Floats, right: NDArray[np.bool_]) -> Iterator[Reliability]:
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    for number in np.unique(bins):
        inside = bins == number
        yield Reliability(float(sure[inside].mean()), estimate_share(int(right[inside].sum()), int(inside.sum())))
