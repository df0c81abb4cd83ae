"""A form or a way of speaking that many repeat counts as one saying, so that it does not stand alone."""

from itertools import product

import numpy as np
from sklearn.metrics import adjusted_rand_score

from wortel.analysis.topics import find_topics
from wortel.analysis.topics.neighbours import Neighbours
from wortel.analysis.topics.sayings import bind_sayings, find_known, find_sayings

FORM = "Op mijn factuur staat een regel servicekosten voor de {} die ik bij het afrekenen niet gezien heb, wat is dat?"
SENTENCES = {
    "invoice": (
        FORM,
        "Het bedrag op mijn factuur voor de {} is hoger dan bij het afrekenen, kunnen jullie deze factuur uitleggen?",
        "Ik betaal de factuur voor de {} niet zolang niemand mij uitlegt wat de regel servicekosten op de factuur is.",
    ),
    "return": (
        "Ik wil de {} graag terugsturen maar heb geen printer, hoe krijg ik een retouretiket voor deze retour?",
        "Hoe kan ik de {} terugsturen, want bij deze retour zat nergens een retouretiket in de doos of in de mail?",
        "Mijn retour van de {} is onderweg met het retouretiket, wanneer krijg ik voor deze retour mijn geld terug?",
    ),
    "courier": (
        "Ik ben de hele dag thuisgebleven voor de {} maar de bezorger is in het beloofde tijdvak niet gekomen.",
        "De bezorger van de {} zou in het tijdvak van vanochtend komen en er is helemaal niemand geweest.",
        "Er is vandaag alweer geen bezorger geweest met de {}, terwijl het tijdvak al drie uur voorbij is.",
    ),
}
THINGS = ("kast", "lamp", "bank", "stoel", "tafel", "spiegel", "kruk", "plank", "wieg", "klok", "bel", "mand")
GREETINGS = ("", "Goedemiddag, ", "Ik mail nog eens: ")


def everybody_near(count: int) -> Neighbours:
    index = np.array([[other for other in range(count) if other != one] for one in range(count)])
    return Neighbours(index, np.ones(index.shape, np.float32))


def test_another_product_or_a_greeting_is_the_same_saying() -> None:
    texts = [FORM.format("kast"), FORM.format("lamp"), f"Goedemiddag, {FORM.format('lamp')}", "Waar is mijn factuur?"]
    sayings = find_sayings(texts, everybody_near(4))
    assert sayings[0] == sayings[1] == sayings[2] != sayings[3]


def test_texts_that_are_no_neighbours_are_not_compared() -> None:
    apart = Neighbours(np.zeros((2, 0), np.int64), np.zeros((2, 0), np.float32))
    assert len(set(find_sayings([FORM, FORM], apart).tolist())) == 2


def test_a_saying_is_bound_by_what_others_say_of_the_same_thing() -> None:
    """Forty copies leave no neighbour for anybody else; as one saying they have the other two."""
    towards = np.eye(3, dtype=np.float32)
    vectors = np.vstack([np.repeat(towards[:1], 40, axis=0), towards[1:] + towards[:1]])
    sayings = np.array([0] * 40 + [1, 2])
    graph = bind_sayings(sayings, ["nl"] * 42, vectors, vectors)
    assert graph.shape == (3, 3)
    assert graph[0, 1] > 0 < graph[0, 2]


def test_a_saying_has_the_driver_that_most_of_its_texts_had() -> None:
    assert find_known(np.array([0, 0, 0, 1, 2, 2]), [7, 8, 8, None, None, 0]) == [8, None, 0]


def test_causes_that_are_said_in_forms_are_not_cut_by_form() -> None:
    """When each form filled the neighbours of its own copies, all nine were drivers: 0.39."""
    said = [
        (cause, f"{greeting}{sentence.format(thing)}")
        for cause, sentences in SENTENCES.items()
        for sentence, thing, greeting in product(sentences, THINGS, GREETINGS)
    ]
    found = find_topics([text for _, text in said], languages=["nl"] * len(said))
    assert adjusted_rand_score([cause for cause, _ in said], found.drivers) > 0.7
