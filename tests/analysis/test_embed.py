"""What every embedder must keep to, whichever it is."""

import socket
from typing import NoReturn

import numpy as np
import pytest

from wortel.analysis.embedding import Embedder, SentenceEncoder, SlowEncoder, find_centre

TEXTS = ["Waar blijft mijn pakket?", "Where is my parcel?", "Ik wil mijn abonnement opzeggen", "", "🙂 " * 40]


@pytest.fixture(scope="module", params=[SentenceEncoder, SlowEncoder])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.param()
    return made


def test_each_text_has_a_row_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.embed([]).shape == (0, embedder.dim)


def test_alone_a_text_gets_the_row_it_gets_among_others(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert alone == pytest.approx(together, abs=1e-4)
    assert (embedder.embed(TEXTS) == together).all()


def test_over_languages_what_means_the_same_stands_nearer(embedder: Embedder) -> None:
    parcel, same, other = embedder.embed(TEXTS[:3])
    assert parcel @ same > parcel @ other


def test_nothing_is_asked_of_the_network(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("it wants to go outside")

    monkeypatch.setattr(socket, "socket", refuse)
    assert type(embedder)().embed(["Waar blijft mijn pakket?"]).shape == (1, embedder.dim)


def test_the_model_is_named_with_its_version_and_weights(embedder: Embedder) -> None:
    name, version, mark = embedder.model_id.split("/")
    assert name
    assert version[0].isdigit()
    assert int(mark, 16)


def test_pieces_are_counted(embedder: Embedder) -> None:
    assert 0 < embedder.count_tokens("pakket") < embedder.count_tokens("Waar blijft mijn pakket, ik wacht al een week?")


def test_what_a_language_has_in_common_is_taken_away() -> None:
    around = np.repeat(np.array([[1, 0, 0], [0, 1, 0]], np.float32), 60, axis=0)
    around[::2, 2] = 1
    languages = ["nl"] * 60 + ["en"] * 60
    centred = find_centre(around, languages).apply(around, languages)
    assert centred[0] == pytest.approx(centred[60], abs=1e-6)


def test_of_a_handful_of_texts_nothing_is_taken_away() -> None:
    few = np.eye(3, dtype=np.float32)
    assert find_centre(few, ["nl"] * 3).apply(few, ["nl"] * 3) == pytest.approx(few)
