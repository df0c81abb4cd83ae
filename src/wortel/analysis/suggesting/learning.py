"""Learning from what people said the reason was."""

from collections.abc import Iterator, Sequence

import numpy as np

from wortel.analysis.embedding import calibrate
from wortel.analysis.suggesting.heads import NAME_WEIGHT, number_of
from wortel.analysis.suggesting.pieces import find_pieces
from wortel.analysis.suggesting.said import Lessons, Said
from wortel.analysis.suggesting.suggester import Experience, Familiar, Learned, Suggester
from wortel.analysis.suggesting.teaching import see, teach
from wortel.analysis.suggesting.trial import Compared, Judged, hold_out, judge, judge_both

STEPS = 101
# Fewer held-out texts say nothing about how much to trust a suggestion.
FEWEST_TO_JUDGE = 20
# What looks stranger than all but this share of the organisation's own texts is not about a known reason.
STRANGE = 0.02


def learn(lessons: Lessons, model_id: str) -> Suggester | None:
    """Learn, and try it on texts that were held out; nothing can be learned while there are no two reasons."""
    if len(lessons.kinds) < 2:
        return None
    return learn_again(lessons, model_id, _try(lessons, model_id))


def learn_again(lessons: Lessons, model_id: str, experience: Experience | None) -> Suggester | None:
    """Learn with what an earlier trial taught: as good for the next hours, and several times quicker."""
    kinds = lessons.kinds
    if len(kinds) < 2:
        return None
    given = lessons.all
    whole = given.said + lessons.others
    calibration, pieces = calibrate(model_id, whole.vectors, whole.languages), find_pieces(whole.texts)
    counts = np.where(np.array(given.keys) > 0, 1.0, NAME_WEIGHT)
    taught = teach(see(given.said, calibration, pieces), number_of(given.reasons, kinds), counts, len(kinds))
    learned = Learned(kinds, calibration, pieces, taught, experience)
    return Suggester(learned, learned.look_around(given, lessons.others))


def compare(one: Lessons, other: Lessons) -> Compared | None:
    """The same examples as two models read them, judged on what was held out of both; none where they are too few."""
    mine, theirs = _read_held_out(one, ""), _read_held_out(other, "")
    return judge_both(mine, theirs) if mine and theirs else None


def _try(lessons: Lessons, model_id: str) -> Experience | None:
    whole = _read_held_out(lessons, model_id)
    if whole is None:
        return None
    trial, pool = judge(whole, lessons.kinds)
    steps = np.linspace(0, 1, STEPS)
    familiar = Familiar(np.quantile(whole.signs, steps, axis=1).T)
    ranks = familiar.rank(whole.signs)
    return Experience(pool, trial, familiar, float(np.quantile(ranks, STRANGE)))


def _read_held_out(lessons: Lessons, model_id: str) -> Judged | None:
    judged = list(_hold_out(lessons, model_id))
    return Judged.of(judged) if sum(len(one.truth) for one in judged) >= FEWEST_TO_JUDGE else None


def _hold_out(lessons: Lessons, model_id: str) -> Iterator[Judged]:
    examples = lessons.examples
    for taught, asked in hold_out(examples.said.texts, len(lessons.kinds)):
        suggester = learn_again(lessons.with_examples(taught), model_id, None)
        if suggester is not None:
            yield _judge(suggester, examples.said.take(asked), [examples.reasons[at] for at in asked], lessons.kinds)


def _judge(suggester: Suggester, said: Said, reasons: Sequence[str], kinds: tuple[str, ...]) -> Judged:
    """A reason that was not known yet cannot be suggested: what people gave for it counts as wrong."""
    read = suggester.read(said)
    at = number_of(suggester.learned.kinds, kinds)
    heads = tuple(np.full((len(said), len(kinds)), -30.0) for _ in read.heads)
    for wide, narrow in zip(heads, read.heads, strict=True):
        wide[:, at] = narrow
    return Judged(heads, number_of(reasons, kinds), read.signs)
