"""Reasons suggested by meaning, wording and neighbours: on planted texts, where every answer is known."""

from collections.abc import Sequence

import numpy as np
import pytest

from wortel.analysis.suggesting import (
    NOTHING,
    Examples,
    Lessons,
    Said,
    Suggester,
    compare,
    learn,
    learn_again,
    pack,
    unpack,
)
from wortel.analysis.suggesting.heads import MEANING_C, fit
from wortel.analysis.suggesting.pool import Pool, fit_pool
from wortel.analysis.suggesting.trial import Judged, find_threshold, hold_out, judge

KINDS = ("invoice", "parcel", "return")
WORDS = {"invoice": "factuur rekening bedrag", "parcel": "pakket bezorger levering", "return": "retour ruilen label"}
NO_EXAMPLES = Examples(NOTHING, [], [])


def say(reasons: Sequence[str], *, seed: int, noise: float = 0.5, is_worded: bool = True) -> Said:
    """Texts whose vectors lie around a middle of their reason, and whose words may tell it too."""
    random = np.random.default_rng(seed)
    middles = np.eye(len(KINDS), 24)[[KINDS.index(reason) for reason in reasons]]
    vectors = middles + random.normal(scale=noise, size=middles.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [
        f"{random.choice(WORDS[one].split()) if is_worded else 'iets'} {' '.join(random.choice(list('abcdefghij'), 6))}"
        for one in reasons
    ]
    return Said(texts, vectors.astype(np.float32), ["nl"] * len(reasons))


def examples(n: int, *, seed: int = 1, noise: float = 0.5, is_worded: bool = True) -> Examples:
    reasons = [KINDS[at % 3] for at in range(n)]
    return Examples(say(reasons, seed=seed, noise=noise, is_worded=is_worded), reasons, [*range(1, n + 1)])


def share_right(suggester: Suggester, asked: Examples) -> float:
    found = [one.reasons[0][0] for one in suggester.suggest(asked.said)]
    return float(np.mean([one == real for one, real in zip(found, asked.reasons, strict=True)]))


def test_meaning_helps_where_words_say_nothing() -> None:
    taught, asked = examples(90, is_worded=False, noise=0.2), examples(60, seed=2, is_worded=False, noise=0.2)
    suggester = learn(Lessons(taught, NO_EXAMPLES), "a/1/0")
    assert suggester is not None
    assert share_right(suggester, asked) > 0.9


def test_two_models_are_held_beside_each_other_on_what_neither_had_learned() -> None:
    good, poor = examples(90, is_worded=False, noise=0.2), examples(90, is_worded=False, noise=9)
    poor = Examples(Said(good.said.texts, poor.said.vectors, good.said.languages), good.reasons, good.keys)
    found = compare(Lessons(good, NO_EXAMPLES), Lessons(poor, NO_EXAMPLES))
    assert found is not None
    assert found.gain.n == 45
    assert (found.gain.high or 0) < 0 < (found.right.value or 0) - (found.other_right.value or 0)
    few = Lessons(examples(9), NO_EXAMPLES)
    assert compare(few, few) is None


def test_of_many_reasons_each_is_learned() -> None:
    random = np.random.default_rng(7)
    reasons = np.repeat(np.arange(200), 4)
    rows = random.normal(size=(200, 512))[reasons] + random.normal(scale=0.5, size=(len(reasons), 512))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    head = fit(rows, reasons, np.ones(len(reasons)), 200, MEANING_C)
    assert (head.score(rows).argmax(axis=1) == reasons).mean() > 0.95


def test_wording_suggests_alone_where_meaning_misleads() -> None:
    taught = examples(240, noise=9)
    suggester = learn(Lessons(taught, NO_EXAMPLES), "a/1/0")
    assert suggester is not None
    experience = suggester.learned.experience
    assert experience is not None
    assert share_right(suggester, examples(60, seed=2, noise=9)) > 0.95
    assert (experience.trial.right.value or 0) >= (experience.trial.right_by_wording.value or 0)


def test_texts_without_a_reason_help_too() -> None:
    few, asked = examples(6, noise=0.35, is_worded=False), examples(150, seed=3, noise=0.35, is_worded=False)
    others = examples(300, seed=4, noise=0.35, is_worded=False).said
    alone = learn_again(Lessons(few, NO_EXAMPLES), "a/1/0", None)
    among = learn_again(Lessons(few, NO_EXAMPLES, others), "a/1/0", None)
    assert alone is not None
    assert among is not None
    assert share_right(among, asked) > share_right(alone, asked)


def test_words_of_a_language_that_was_not_taught_say_nothing() -> None:
    suggester = learn_again(Lessons(examples(90), NO_EXAMPLES), "a/1/0", None)
    assert suggester is not None
    said = say(KINDS, seed=2)
    taught, other = (suggester.read(Said(said.texts, said.vectors, [one] * 3)).heads[1] for one in ("nl", "sv"))
    assert [int(at) for at in taught.argmax(axis=1)] == [0, 1, 2]
    assert np.ptp(other) == pytest.approx(0)


def test_from_names_alone_something_is_suggested_but_never_surely() -> None:
    names = Examples(say(KINDS, seed=5, noise=0.1), KINDS, [0, 0, 0])
    suggester = learn(Lessons(NO_EXAMPLES, names), "a/1/0")
    assert suggester is not None
    assert share_right(suggester, examples(60, seed=6, noise=0.2)) > 0.8
    assert not any(one.is_sure or one.alike for one in suggester.suggest(examples(60, seed=6).said))


def test_it_tells_which_words_and_examples_made_it_think_so() -> None:
    taught = examples(120, noise=0.2)
    suggester = learn(Lessons(taught, NO_EXAMPLES), "a/1/0")
    assert suggester is not None
    asked = Said(["mijn rekening"], taught.said.vectors[:1], ["nl"])
    told = suggester.suggest(asked)[0]
    assert told.words[0] == "rekening"
    assert len(told.alike) == 3
    assert {taught.reasons[key - 1] for key in told.alike} == {"invoice"}


def test_what_was_never_seen_is_strange() -> None:
    suggester = learn(Lessons(examples(240, noise=0.1), NO_EXAMPLES), "a/1/0")
    assert suggester is not None
    away = np.zeros((1, 24), np.float32)
    away[0, 20] = 1
    told = suggester.suggest(Said(["qqqq zzzz"], away, ["nl"]))[0]
    assert told.is_strange
    assert not told.is_sure


def test_what_was_learned_can_be_kept() -> None:
    taught, asked = examples(90), examples(30, seed=7).said
    suggester = learn(Lessons(taught, NO_EXAMPLES), "a/1/0")
    assert suggester is not None
    packed = pack(suggester.learned)
    again = unpack(packed)
    back = Suggester(again, again.look_around(taught, NOTHING))
    assert again.experience is not None
    assert suggester.learned.experience is not None
    assert again.experience.trial == suggester.learned.experience.trial
    for one, other in zip(suggester.suggest(asked), back.suggest(asked), strict=True):
        assert (one.reasons[0][0], one.words, one.alike) == (other.reasons[0][0], other.words, other.alike)
        assert one.reasons[0][1] == pytest.approx(other.reasons[0][1], abs=1e-3)
    assert b"rekening" not in packed


def test_no_text_stands_on_both_sides() -> None:
    texts = [f"text {at % 50}" for at in range(400)]
    for reasons in (2, 100):
        held = list(hold_out(texts, reasons))
        assert sum(len(asked) for _, asked in held) == (0 if reasons == 2 else 400), "half of 400 are 50 texts again"
        for taught, asked in held:
            assert not {texts[at] for at in taught} & {texts[at] for at in asked}


def test_with_enough_examples_only_the_past_is_learned_from() -> None:
    for taught, asked in hold_out([f"text {at}" for at in range(400)], 4):
        assert taught.max() < asked.min()


def test_a_head_that_knows_nothing_gets_no_say() -> None:
    random = np.random.default_rng(8)
    truth = random.integers(0, 3, 900)
    knows = np.log(np.where(truth[:, None] == np.arange(3), 0.8, 0.1))
    guesses = np.log(random.dirichlet(np.ones(3), 900))
    pool = fit_pool((guesses, knows, guesses), truth)
    assert pool.weights[1] > 4 * max(pool.weights[0], pool.weights[2])


def test_stated_chances_come_true() -> None:
    random = np.random.default_rng(9)
    chances = random.dirichlet([0.4] * 3, 6000)
    truth = np.array([random.choice(3, p=one) for one in chances])
    # Each head says it too loudly, as heads do that were learned from few texts.
    heads = tuple(2 * np.log(chances + 1e-9) for _ in range(3))
    judged = Judged(heads, truth, np.zeros((3, 6000)))
    trial, pool = judge(judged, KINDS)
    assert sum(pool.weights) == pytest.approx(0.5, abs=0.1)
    apart = [abs(part.stated - (part.real.value or 0)) * part.real.n for part in trial.reliability]
    assert sum(apart) / 6000 < 0.02


def test_from_the_threshold_on_more_is_right_than_wrong() -> None:
    random = np.random.default_rng(10)
    sure = random.uniform(size=4000)
    assert find_threshold(sure, random.uniform(size=4000) < sure) == pytest.approx(0.5, abs=0.08)
    assert find_threshold(sure, np.zeros(4000, bool)) == 1


def test_plain_weights_add_what_the_heads_say() -> None:
    head = np.log(np.array([[0.5, 0.25, 0.25]]))
    assert Pool((1.0, 1.0, 0.0)).chances((head, head, head))[0] == pytest.approx([4 / 6, 1 / 6, 1 / 6])
