"""What every embedder must keep to, whichever it is."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from tests.analysis import folders

from wortel.analysis.embedding import (
    CannotRead,
    Embedder,
    FineEncoder,
    SentenceEncoder,
    SlowEncoder,
    calibrate,
    evaluate,
    find_centre,
    open_folder,
)

TEXTS = ["Waar blijft mijn pakket?", "Where is my parcel?", "Ik wil mijn abonnement opzeggen", "", "🙂 " * 40]


type Maker = Callable[[], Embedder]


@pytest.fixture(scope="module", params=["quick", "slow", "fine", "static folder", "network folder"])
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes an embedder anew."""
    if "folder" not in request.param:
        return {"quick": SentenceEncoder, "slow": SlowEncoder, "fine": FineEncoder}[request.param]
    pytest.importorskip("tokenizers", reason="reading a model from a folder needs tokenizers")
    folder = tmp_path_factory.mktemp("model")
    if request.param == "static folder":
        folders.write_static(folder)
    else:
        pytest.importorskip("onnxruntime", reason="reading a network from a folder needs onnxruntime")
        folders.write_network(folder)
    return lambda: open_folder(folder)


@pytest.fixture(scope="module")
def embedder(make: Maker) -> Embedder:
    return make()


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


def test_nothing_is_asked_of_the_network(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("it wants to go outside")

    monkeypatch.setattr(socket, "socket", refuse)
    embedder = make()
    assert embedder.embed(["Waar blijft mijn pakket?"]).shape == (1, embedder.dim)


def test_the_model_is_named_with_its_version_and_weights(embedder: Embedder) -> None:
    name, version, mark = embedder.model_id.split("/")
    assert name
    assert version[0].isdigit()
    assert int(mark, 16)


def test_pieces_are_counted(embedder: Embedder) -> None:
    assert 0 < embedder.count_tokens("pakket") < embedder.count_tokens("Waar blijft mijn pakket, ik wacht al een week?")


def test_a_model_that_reads_both_languages_gets_high_marks() -> None:
    marks = evaluate(SentenceEncoder())
    shares = [share.value or 0 for share in (marks.dutch, marks.english, marks.over_languages)]
    assert min(shares) >= 0.45
    assert marks.dutch.n == 60
    assert marks.a_second > 20


def test_a_model_of_a_dozen_words_gets_low_marks(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers", reason="reading a model from a folder needs tokenizers")
    folders.write_static(tmp_path)
    poor, good = evaluate(open_folder(tmp_path)), evaluate(SentenceEncoder())
    assert (poor.english.high or 1) < (good.english.low or 0)


def test_what_a_language_has_in_common_is_taken_away() -> None:
    around = np.repeat(np.array([[1, 0, 0], [0, 1, 0]], np.float32), 60, axis=0)
    around[::2, 2] = 1
    languages = ["nl"] * 60 + ["en"] * 60
    centred = find_centre(around, languages).apply(around, languages)
    assert centred[0] == pytest.approx(centred[60], abs=1e-6)


def test_of_a_handful_of_texts_nothing_is_taken_away() -> None:
    few = np.eye(3, dtype=np.float32)
    assert find_centre(few, ["nl"] * 3).apply(few, ["nl"] * 3) == pytest.approx(few)


def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"has no tokenizer\.json"):
        open_folder(tmp_path)
    folders.write_tokenizer(tmp_path)
    with pytest.raises(CannotRead, match="no network"):
        open_folder(tmp_path)


def test_without_the_package_it_says_which_one_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.write_static(tmp_path)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(CannotRead, match="needs the package tokenizers"):
        open_folder(tmp_path)


def test_how_near_is_near_follows_from_the_texts_themselves() -> None:
    around = np.random.default_rng(5).normal(size=(400, 8)).astype(np.float32)
    around /= np.linalg.norm(around, axis=1, keepdims=True)
    known = calibrate("a/1/0", around, ["nl"] * 400)
    again = calibrate("a/1/0", np.repeat(around, 2, axis=0), ["nl"] * 800)
    assert known.rank(np.array([-1.0, 1.0])) == pytest.approx([0, 1])
    assert known.rank(np.median(known.nearest, keepdims=True)) == pytest.approx(0.5, abs=0.02)
    assert again.nearest == pytest.approx(known.nearest, abs=1e-3), "a text sent twice says nothing about near"
