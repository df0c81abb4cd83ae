"""Examples A6, A7 and A8: different answers, lacking means, and contacts spared by telling in advance."""

from collections import Counter

import pytest
from tests import fixture_a

from wortel.analysis.consistency import compare_answers
from wortel.analysis.deflection import compare_groups


def test_means_were_lacking_in_four_of_ten_contacts_about_damage() -> None:
    lacked = Counter(row.get("lacked", "") for row in fixture_a.contacts_a() if row.get("reason") == "R4")
    assert lacked == {"case_status": 120, "customer_data": 60, "product_info": 20, "knowledge": 20, "": 330}
    assert (lacked.total() - lacked[""]) / lacked.total() == 0.40


def test_two_customers_with_an_invoice_mostly_hear_something_different() -> None:
    sameness = compare_answers({"A": 700, "B": 300, "C": 200, "D": 50})
    assert sameness.different.value == pytest.approx(1 - 621_250 / 1_561_250)
    assert (f"{sameness.different.value:.4f}", f"{sameness.most_given:.2%}") == ("0.6021", "56.00%")
    assert (sameness.different.low or 0) < 0.6021 < (sameness.different.high or 0)


@pytest.mark.parametrize(
    ("given", "different"), [({"A": 9}, 0.0), ({"A": 1, "B": 1}, 1.0), ({"A": 1}, None), ({}, None)]
)
def test_few_answers_say_little(given: dict[str, int], different: float | None) -> None:
    assert compare_answers(given).different.value == different


def test_telling_in_advance_spared_880_contacts() -> None:
    spared = compare_groups(contacts_without=200, people_without=4_000, contacts_with=920, people_with=36_000)
    limits = [spared.avoided.value, spared.avoided.low, spared.avoided.high]
    assert [f"{number:.0f}" for number in limits] == ["880", "624", "1136"]
    ratio = [spared.ratio.value, spared.ratio.low, spared.ratio.high]
    assert [f"{number:.4f}" for number in ratio] == ["0.5111", "0.4386", "0.5956"]
    assert spared.is_certain


def test_a_message_that_does_nothing_spares_nothing_for_certain() -> None:
    spared = compare_groups(contacts_without=100, people_without=4_000, contacts_with=900, people_with=36_000)
    assert (spared.avoided.value, spared.is_certain) == (0.0, False)


def test_without_a_group_to_compare_there_is_no_figure() -> None:
    alone = compare_groups(contacts_without=0, people_without=0, contacts_with=920, people_with=36_000)
    assert (alone.avoided.value, alone.ratio.value, alone.is_certain) == (None, None, False)
    silent = compare_groups(contacts_without=0, people_without=10, contacts_with=0, people_with=10)
    assert (silent.avoided.value, silent.ratio.value) == (0.0, None)
