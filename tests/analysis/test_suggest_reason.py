"""Which reason some words suggest: from labels alone, from examples, and after a correction."""

import csv
import gzip
import json
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import fixture_a
from tests.outside import shared

from wortel.analysis.wording import Model, train

type Examples = list[tuple[str, str]]

EXAMPLES: Examples = [
    ("Waar blijft mijn pakket? Het zou gisteren komen", "parcel"),
    ("Track and trace doet niets, is het pakketje kwijt?", "parcel"),
    ("Where is my parcel, it should have been here by now", "parcel"),
    ("Ik begrijp de factuur niet, wat zijn servicekosten?", "invoice"),
    ("Er staat een bedrag op de rekening dat ik niet ken", "invoice"),
    ("Your invoice has a line I do not understand", "invoice"),
    ("Ik wil de schoenen terugsturen, hoe meld ik een retour aan?", "return"),
    ("Can I return the jacket? It does not fit", "return"),
]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mijn pakketje is er nog steeds niet", "parcel"),
        ("PARCEL still missing!!", "parcel"),
        ("Vraag over servicekosten", "invoice"),
        ("retourneren", "return"),
        ("It does not fit, can I send it back", "return"),
    ],
)
def test_words_suggest_the_reason_they_were_seen_with(text: str, reason: str) -> None:
    assert train(EXAMPLES).suggest(text)[0].reason == reason


@pytest.mark.parametrize(("nl", "en"), [*fixture_a.LABELS.values()], ids=[*fixture_a.LABELS])
def test_a_reason_without_examples_is_suggested_from_its_labels(nl: str, en: str) -> None:
    model = train([], fixture_a.LABELS)
    reason = next(reason for reason, labels in fixture_a.LABELS.items() if labels == (nl, en))
    assert [model.suggest(f"Vraag: {label}")[0].reason for label in (nl, en)] == [reason, reason]


def test_one_example_teaches_what_the_label_could_not() -> None:
    model = train([], {"R3": ["Bezorger niet gekomen"], "R6": ["Productadvies"]})
    assert model.suggest("wasdroger") == []
    model.learn("Welke wasdroger past bij een gezin van vijf?", "R6")
    assert model.suggest("wasdroger")[0].reason == "R6"


def test_unknown_words_suggest_nothing() -> None:
    assert train(EXAMPLES).suggest("xyzzy 123 !!!") == []
    assert Model().suggest("waar is mijn pakket") == []


def test_probabilities_add_up_over_all_reasons() -> None:
    suggestions = train(EXAMPLES).suggest("factuur voor mijn pakket", n=99)
    assert sum(suggestion.probability for suggestion in suggestions) == pytest.approx(1)
    assert [s.probability for s in suggestions] == sorted((s.probability for s in suggestions), reverse=True)


def test_half_known_words_are_less_sure() -> None:
    model = train(EXAMPLES)
    clear, vague = model.suggest("mijn pakket is kwijt"), model.suggest("mijn pakket en zeventien onbekende begrippen")
    assert (clear[0].reason, vague[0].reason) == ("parcel", "parcel")
    assert clear[0].probability > vague[0].probability


def test_a_stored_model_suggests_the_same() -> None:
    model = train(EXAMPLES, {"R6": ["Productadvies"]})
    again = Model.from_json(json.loads(json.dumps(model.as_json())))
    assert again.as_json() == model.as_json()
    assert again.suggest("pakket retour", n=9) == model.suggest("pakket retour", n=9)


def test_a_correction_leaves_no_trace() -> None:
    model = train(EXAMPLES)
    before = model.as_json()
    model.learn("Onzin over bananen", "invoice")
    model.forget("Onzin over bananen", "invoice")
    assert model.as_json() == before
    assert "banan" not in json.dumps(before)


def test_memory_can_be_bounded_to_what_is_common() -> None:
    model = train(EXAMPLES)
    model.keep_common(60)
    assert len(model.as_json()["features"]) == 60
    assert model.suggest("Is mijn pakket kwijt?")[0].reason == "parcel"


@given(st.lists(st.tuples(st.text("abc de", max_size=12), st.sampled_from("xyz")), max_size=8), st.integers())
def test_the_order_of_learning_does_not_matter(examples: Examples, seed: int) -> None:
    mixed = Random(seed).sample(examples, len(examples))
    assert train(examples).as_json() == train(mixed).as_json()


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from("xyz")), min_size=1, max_size=6))
def test_forgetting_everything_leaves_an_empty_model(examples: Examples) -> None:
    model = train(examples)
    for text, reason in examples:
        model.forget(text, reason)
    assert (model.as_json(), model.reasons) == (Model().as_json(), frozenset())


@pytest.mark.outside
@pytest.mark.parametrize(("name", "first", "three"), [("xsid_nl", 0.90, 0.96), ("banking77", 0.85, 0.94)])
def test_public_questions_get_their_reason(name: str, first: float, three: float) -> None:
    rows = _read(name)
    learned, asked = rows[: len(rows) * 3 // 4], rows[len(rows) * 3 // 4 :]
    model = train(learned)
    suggested = [([one.reason for one in model.suggest(text)], reason) for text, reason in asked]
    assert _share([reasons[:1] == [reason] for reasons, reason in suggested]) >= first
    assert _share([reason in reasons for reasons, reason in suggested]) >= three


def _read(name: str) -> Examples:
    with gzip.open(shared(f"data/{name}/{name}.csv.gz"), "rt", encoding="utf-8") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    Random(1).shuffle(rows)
    return rows


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)
