"""What words do is found with its evidence; what is denied, quoted or meant kindly is left alone."""

import json
import socket
from pathlib import Path

import pytest
from tests.analysis.spoken import read_spoken

from wortel.analysis.embedding import SentenceEncoder, SlowEncoder
from wortel.analysis.language import LABELS, SIDES, Side, Utterance, find_utterances
from wortel.analysis.language.head import Head
from wortel.analysis.language.reader import OtherModel, Reader
from wortel.config.cli import main


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(SlowEncoder(), Head.load())


def found(text: str, side: Side | None = None) -> set[str]:
    return {said.label for said in find_utterances(text, side)}


@pytest.mark.parametrize("label", LABELS)
def test_the_rules_know_the_sentences_they_were_tuned_on(label: str) -> None:
    rows = [(label in found(one.text, one.side), label in one.labels) for one in read_spoken("rules")]
    right = sum(ours and theirs for ours, theirs in rows)
    assert right / sum(ours for ours, _ in rows) >= 0.85
    assert right / sum(theirs for _, theirs in rows) >= 0.85


def test_sentences_never_seen_before_are_read_well(reader: Reader) -> None:
    rows = read_spoken("test")
    read = [{one.label for one in said} for said in reader.read([(one.text, one.side) for one in rows])]
    right = sum(len(ours & one.labels) for ours, one in zip(read, rows, strict=True))
    assert right / sum(map(len, read)) >= 0.82
    assert right / sum(len(one.labels) for one in rows) >= 0.78


def test_a_head_refuses_vectors_of_another_model() -> None:
    with pytest.raises(OtherModel):
        Reader(SentenceEncoder(), Head.load())


def test_what_a_text_does_is_the_same_alone_and_among_others(reader: Reader) -> None:
    said: list[tuple[str, Side | None]] = [(one.text, one.side) for one in read_spoken("test")[:30]]
    apart = [reader.read([one])[0] for one in said]
    assert [_rounded(one) for one in reader.read(said)] == [_rounded(one) for one in apart]


def _rounded(found: list[Utterance]) -> list[tuple[str, str, float]]:
    return [(one.label, one.text, round(one.confidence, 2)) for one in found]


@pytest.mark.parametrize("quick", [True, False])
def test_an_answer_that_also_names_the_website_is_no_referral(reader: Reader, quick: bool) -> None:
    text = "Je bankje komt morgen tussen 10 en 12 uur. Je kunt hem volgen op onze website."
    read = find_utterances(text, "agent") if quick else reader.read([(text, "agent")])[0]
    assert "website_referral" not in {one.label for one in read}


@pytest.mark.parametrize(
    "text",
    [
        "Ik ga niet naar de rechter, ik wil gewoon mijn pakket.",
        "I am not going to court over this.",
        "Ik ben zelf advocaat en zoek een bureaustoel.",
        "Ik ben niet teleurgesteld.",
        "Nee bedankt, dat hoeft niet.",
        'Uw collega zei: "dat is dan uw eigen schuld".',
        "> Dat is uw eigen schuld.\nDat las ik gisteren.",
        "Op di 3 nov 2026 om 10:02 schreef Noor Vermeer:\nDat is uw eigen schuld.",
        "Geweldige service, het pakket was er de volgende dag al.",
        "Dom van mij, ik ben een sukkel.",
        "",
        "   \n\n  ",
    ],
)
def test_what_is_denied_quoted_or_kind_is_left_alone(text: str) -> None:
    assert found(text) == set()


def test_thanks_for_nothing_are_no_thanks() -> None:
    assert found("Bedankt voor niets.") == {"sarcasm"}
    assert found("Bedankt voor de snelle hulp.") == {"thanks"}


@pytest.mark.parametrize("side", SIDES)
def test_each_side_has_its_own_labels(reader: Reader, side: Side) -> None:
    rows: list[tuple[str, Side | None]] = [(one.text, side) for one in read_spoken("test")[:60]]
    assert {one.label for said in reader.read(rows) for one in said} <= SIDES[side]


def test_the_evidence_stands_where_it_says_in_code_points(reader: Reader) -> None:
    text = "  😀 Één ding: ik zet dit morgen op Facebook.\nDank u wel voor uw geduld 👍, ik stap nu naar mijn advocaat."
    by_rules, by_meaning = find_utterances(text, "customer"), reader.read([(text, "customer")])[0]
    assert [one.label for one in by_rules] == ["threat", "thanks", "legal_threat"]
    for one in [*by_rules, *by_meaning]:
        assert text[one.start : one.end] == one.text
        assert text[one.sentence.start : one.sentence.end] == one.sentence.text
        assert one.sentence.start <= one.start < one.end <= one.sentence.end
        assert 0 < one.confidence < 1


def test_a_curly_apostrophe_reads_like_a_straight_one() -> None:
    assert found("I’m not sure whether that’s right.") == found("I'm not sure whether that's right.") == {"uncertain"}


def test_the_command_reads_a_file_without_a_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    file = tmp_path / "said.jsonl"
    rows = [
        {"id": "a", "text": "  Zie de website.", "lang": "nl", "side": "agent"},
        {"id": 2, "text": "Waar is mijn pakket?", "side": "customer"},
        {"id": "b", "text": "x", "side": "parrot"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["language", str(file)]) == 0
    told = capsys.readouterr()
    first, second = map(json.loads, told.out.splitlines())
    (label,) = first.pop("labels")
    assert first == {"id": "a"}
    assert (label["label"], label["start"], label["end"], label["text"]) == (
        "website_referral",
        2,
        16,
        "Zie de website",
    )
    assert second == {"id": "2", "labels": []}
    assert "parrot" in told.err
