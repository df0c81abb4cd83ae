"""Which answers say the same: customers' names, amounts and pleasantries make no other answer."""

import random

import pytest

from wortel.analysis.consistency import compare_answers
from wortel.analysis.variants import find_variants

REFUND = "Je krijgt € {amount} terug. Het staat binnen twee werkdagen op je rekening."
EXPLAIN = "De servicekosten zijn voor bezorging op een vast tijdvak en blijven staan."
ASK = "Kun je een foto van de factuur sturen, dan zoek ik het na."
PASS_ON = "Ik geef dit door aan de afdeling facturatie, zij nemen contact op."


def counts(*texts: str) -> list[int]:
    return [one.count for one in find_variants(texts)]


def test_another_name_amount_or_closing_is_the_same_answer() -> None:
    one = f"Dag Ilse,\n\n{REFUND.format(amount='4,95')}\n\nGroet,\nNoor Vermeer"
    other = f"Hallo meneer De Wit,\n{REFUND.format(amount='12,50')}\n\nMet vriendelijke groet,\nJoris"
    assert counts(one, other) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dat kan nog aangepast worden.", "Dat kan niet aangepast worden."),
        ("We vergoeden de kosten van het retour.", "We vergoeden geen kosten van het retour."),
        (EXPLAIN, REFUND),
    ],
)
def test_yes_and_no_are_two_answers(one: str, other: str) -> None:
    assert counts(one, other) == [1, 1]


def test_one_word_more_in_a_long_answer_is_still_the_same() -> None:
    assert counts(EXPLAIN, EXPLAIN.replace("vast", "zelfgekozen vast")) == [2]


def test_half_an_answer_is_another_one() -> None:
    assert counts(f"{EXPLAIN} {REFUND}", EXPLAIN) == [1, 1]


def test_the_order_of_the_answers_does_not_matter() -> None:
    texts = [REFUND.format(amount=n) for n in range(7)] + [EXPLAIN] * 4 + [ASK] * 2
    expected = find_variants(texts)
    for seed in range(5):
        random.Random(seed).shuffle(texts)
        assert find_variants(texts) == expected


def test_the_1250_answers_of_example_a6_from_their_words() -> None:
    """Seven hundred refunds, three hundred explanations, two hundred questions and fifty that pass it on."""
    given = [(REFUND, 700), (EXPLAIN, 300), (ASK, 200), (PASS_ON, 50)]
    texts = [
        f"Dag klant {n},\n\n{words.format(amount=n % 40)}\n\nGroet,\nCollega {n % 9}"
        for words, amount in given
        for n in range(amount)
    ]
    variants = find_variants(texts)
    sameness = compare_answers({one.example: one.count for one in variants})
    assert [one.count for one in variants] == [700, 300, 200, 50]
    assert f"{sameness.different.value:.4f} {sameness.most_given:.4f}" == "0.6021 0.5600"
