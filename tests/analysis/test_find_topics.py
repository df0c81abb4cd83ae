"""Topics found without labels: nothing is lost, the same texts give the same topics, and they are the right ones."""

from collections import Counter

import pytest
from sklearn.metrics import adjusted_rand_score
from tests.analysis.said import read_said

from wortel.analysis.topics import Change, Topics, compare_topics, find_languages, find_topics


@pytest.fixture(scope="module")
def requests() -> tuple[list[str], list[str]]:
    return read_said("xsid_nl")


@pytest.fixture(scope="module")
def found(requests: tuple[list[str], list[str]]) -> Topics:
    return find_topics(requests[0], languages=["nl"] * len(requests[0]))


@pytest.mark.outside
def test_they_agree_with_the_topics_that_people_named(found: Topics, requests: tuple[list[str], list[str]]) -> None:
    assert adjusted_rand_score(requests[1], found.drivers) > 0.6


@pytest.mark.outside
@pytest.mark.parametrize("level", ["theme", "driver"])
def test_volumes_add_up_to_all_texts(found: Topics, requests: tuple[list[str], list[str]], level: str) -> None:
    assert sum(topic.size for topic in found.topics if topic.level == level) == len(requests[0])


@pytest.mark.outside
def test_a_driver_stands_in_a_theme_and_a_variant_in_a_driver(found: Topics) -> None:
    sizes: Counter[int] = Counter()
    for topic in found.topics:
        if topic.parent is not None:
            sizes[topic.parent] += topic.size
            assert (found.topics[topic.parent].level, topic.level) in {("theme", "driver"), ("driver", "variant")}
    for parent, size in sizes.items():
        assert size == found.topics[parent].size


@pytest.mark.outside
def test_examples_stand_in_their_own_topic(found: Topics) -> None:
    for topic in found.of_level("driver"):
        assert topic.examples
        assert {found.drivers[at] for at in topic.examples} == {topic.number}


@pytest.mark.outside
def test_names_are_words_of_their_texts_and_differ(found: Topics) -> None:
    names = [topic.name for topic in found.of_level("driver")]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.outside
def test_the_same_texts_give_the_same_topics(found: Topics, requests: tuple[list[str], list[str]]) -> None:
    again = find_topics(requests[0], languages=["nl"] * len(requests[0]))
    assert again.topics == found.topics
    assert (again.drivers == found.drivers).all()


@pytest.mark.outside
def test_begun_from_what_was_known_they_hardly_move(found: Topics, requests: tuple[list[str], list[str]]) -> None:
    known = [int(driver) for driver in found.drivers]
    again = find_topics(requests[0], languages=["nl"] * len(known), known=known)
    assert adjusted_rand_score(known, again.drivers) > 0.9


@pytest.mark.outside
def test_of_many_texts_the_others_stand_with_those_near_them(requests: tuple[list[str], list[str]]) -> None:
    texts, labels = requests
    some = find_topics(texts, languages=["nl"] * len(texts), most_parted=len(texts) * 2 // 3)
    assert adjusted_rand_score(labels, some.drivers) > 0.6
    for level in ("theme", "driver"):
        assert sum(topic.size for topic in some.topics if topic.level == level) == len(texts)
    sizes = Counter(some.drivers.tolist())
    assert all(topic.size == sizes[topic.number] for topic in some.of_level("driver"))
    assert all(some.drivers[at] == topic.number for topic in some.of_level("driver") for at in topic.examples)


def test_a_text_that_is_said_twice_stands_in_one_topic() -> None:
    texts = ["Waar blijft mijn pakket?", "Beste Noor,\nWaar blijft mijn pakket?\nMet vriendelijke groet,\nKlant"]
    found = find_topics([*texts, "Ik snap de factuur niet", "Hoe stuur ik iets terug", "Kan ik gespreid betalen"])
    assert found.drivers[0] == found.drivers[1]
    assert sum(topic.size for topic in found.of_level("driver")) == 5


@pytest.mark.parametrize("texts", [[""], ["", ""], ["Waar blijft mijn pakket?"], ["?", "!", "..."]])
def test_next_to_nothing_still_gets_a_topic(texts: list[str]) -> None:
    found = find_topics(texts)
    assert len(found.drivers) == len(texts)
    assert sum(topic.size for topic in found.of_level("driver")) == len(texts)


def test_nothing_has_no_topics() -> None:
    assert find_topics([]).topics == ()


def test_the_language_of_each_text_is_one_of_those_expected() -> None:
    assert find_languages(["Waar blijft mijn pakket?", "Where is my parcel?", ""])[:2] == ["nl", "en"]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("aabb", "xxyy", [Change("kept", (1,), (24,), 1.0), Change("kept", (2,), (25,), 1.0)]),
        ("aaaa", "xxyy", [Change("split", (1,), (24, 25), 0.5)]),
        ("aabb", "xxxx", [Change("merged", (1, 2), (24,), 1.0)]),
        ("aa", "xxyy", [Change("kept", (1,), (24,), 1.0), Change("new", (), (25,), 0.0)]),
        ("aabb", "xx", [Change("kept", (1,), (24,), 1.0), Change("gone", (2,), (), 0.0)]),
    ],
)
def test_what_became_of_each_topic_is_told(before: str, after: str, changes: list[Change]) -> None:
    def number(labels: str) -> dict[int, int]:
        return {at: ord(label) - 96 for at, label in enumerate(labels)}

    assert compare_topics(number(before), number(after)) == changes
