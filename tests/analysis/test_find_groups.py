"""Contacts that look like one cause are gathered, and what is unsure stays out."""

from collections.abc import Sequence
from datetime import date, timedelta

from benchmarks.truth.causes import SHOPS, score_shop

from wortel.analysis.grouping import Told, find_groups

DAY = date(2026, 3, 2)
DAMAGED = ("De doos was ingedeukt en de lamp stuk", "Doos open en lamp gebroken", "Ingedeukte doos, lamp kapot")
CHARGED = (
    "Wat zijn extra servicekosten op mijn factuur",
    "Servicekosten op factuur kloppen niet",
    "Factuur met servicekosten",
)


def tell(
    texts: Sequence[str], *, start: int = 1, on: date = DAY, reason: str = "", facts: Sequence[str] = ()
) -> list[Told]:
    return [Told(start + n, on, text, reason, frozenset(facts)) for n, text in enumerate(texts)]


def members_of(*contacts: list[Told], counts: dict[str, int] | None = None) -> list[set[int]]:
    told = [one for some in contacts for one in some]
    return [set(group.members) for group in find_groups(told, counts=counts)]


def test_a_reason_binds_those_who_use_its_words() -> None:
    damaged = tell(DAMAGED, reason="damaged")
    charged = tell(CHARGED, start=11, reason="invoice")
    assert members_of(damaged, charged) == [{1, 2, 3}, {11, 12, 13}]


def test_two_carriers_are_two_causes() -> None:
    here = tell(DAMAGED * 2, reason="damaged", facts=["partner:PakketSnel"])
    there = tell(DAMAGED * 2, start=11, reason="damaged", facts=["partner:Rijders"])
    assert members_of(here, there) == [set(range(1, 7)), set(range(11, 17))]


def test_a_product_that_stands_out_is_a_cause_of_its_own() -> None:
    others = [
        one for n in range(6) for one in tell(DAMAGED, start=1 + 3 * n, reason="damaged", facts=[f"product:p{n}"])
    ]
    table = tell(DAMAGED * 5, start=101, reason="damaged", facts=["product:Tuintafel Eik"])
    charged = tell(CHARGED * 6, start=201, reason="invoice", facts=["product:p1"])
    assert set(range(101, 116)) in members_of(others, table, charged)


def test_a_long_silence_parts_two_episodes() -> None:
    spring = tell(DAMAGED, reason="damaged")
    autumn = tell(DAMAGED, start=11, reason="damaged", on=DAY + timedelta(days=200))
    assert members_of(spring, autumn) == [{1, 2, 3}, {11, 12, 13}]


def test_a_reason_that_most_contacts_have_leaves_it_to_the_words() -> None:
    bag = tell(DAMAGED[:1] * 3, reason="complaint"), tell(CHARGED[:1] * 3, start=11, reason="complaint")
    assert members_of(*bag, counts={"complaint": 120}) == [{1, 2, 3}, {11, 12, 13}]


def test_a_reason_given_by_mistake_gives_way_to_what_others_who_say_the_same_were_given() -> None:
    charged = tell(CHARGED[:1] * 8, reason="invoice")
    slip = tell(CHARGED[:1], start=21, reason="damaged")
    assert members_of(charged, slip, tell(DAMAGED, start=31, reason="damaged"))[0] == {1, 2, 3, 4, 5, 6, 7, 8}


def test_marks_on_a_reason_that_is_seldom_marked_are_slips() -> None:
    slips = [
        one for n in range(3) for one in tell(CHARGED, start=1 + 3 * n, reason="invoice", on=DAY + n * timedelta(20))
    ]
    assert members_of(slips, counts={"invoice": 90, "other": 90}) == []


def test_a_sudden_run_of_marks_is_no_slip() -> None:
    assert members_of(tell(CHARGED * 3, reason="invoice"), counts={"invoice": 90, "other": 90}) == [set(range(1, 10))]


def test_two_contacts_are_no_group() -> None:
    assert members_of(tell(DAMAGED[:2], reason="damaged")) == []


def test_a_group_says_what_its_members_share() -> None:
    (group,) = find_groups(tell(CHARGED, reason="invoice", facts=["partner:Drukker"]))
    assert (group.why.reason, group.why.with_reason, group.why.facts) == ("invoice", 3, (("partner:Drukker", 3),))
    assert {"factuur", "servicekosten"} <= {word for word, _ in group.why.words}


def test_the_name_of_who_asks_says_nothing() -> None:
    texts = (
        "Lamp kapot, groet Lotte Wiersma",
        "Factuur fout, groet Lotte Wiersma",
        "Retour graag, groet Lotte Wiersma",
    )
    told = [Told(n, DAY, text, names="Lotte Wiersma") for n, text in enumerate(texts)]
    assert find_groups(told) == []


def test_the_planted_causes_of_the_shop_are_found_although_colleagues_slip() -> None:
    for slips, seeds in ((SHOPS[0], [7]), (SHOPS[1], [2, 3])):
        score = score_shop(slips, seeds=seeds)
        assert score.planted == 10 * len(seeds)
        assert score.found >= 0.95 * score.planted
        assert score.right >= 0.9 * score.grouped


def test_two_products_that_fill_a_reason_between_them_are_two_causes_whoever_brings_them() -> None:
    def report(key: int, product: str, words: str) -> Told:
        facts = frozenset({f"product:{product}", f"partner:{key % 3}"})
        return Told(key, DAY + timedelta(days=key % 20), words, "R1", facts)

    told = [report(key, "kast", "De schroeven ontbreken in de doos.") for key in range(1, 19)]
    told += [report(key, "lamp", "Het kapje ontbreekt bij het plafond.") for key in range(19, 34)]
    told += [Told(key, DAY, "De code wordt geweigerd bij het afrekenen.", "R2") for key in range(34, 60)]
    sizes = [len(group.members) for group in find_groups(told, counts={"R1": 33, "R2": 26})]
    assert sizes == [26, 18, 15]
