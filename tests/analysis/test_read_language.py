"""What words do is found with its evidence; what is denied, quoted or meant kindly is left alone."""

import json
import socket
from pathlib import Path

import pytest
from tests.analysis.spoken import Half, Spoken, read_spoken

from wortel.analysis.language import LABELS, SIDES, find_utterances
from wortel.config.cli import main


def found(text: str, one: Spoken | None = None) -> set[str]:
    return {said.label for said in find_utterances(text, one.side if one else None)}


def shares(half: Half, label: str) -> tuple[float, float]:
    """Precision and recall of one label."""
    rows = [(label in found(one.text, one), label in one.labels) for one in read_spoken(half)]
    right = sum(ours and theirs for ours, theirs in rows)
    return right / sum(ours for ours, _ in rows), right / sum(theirs for _, theirs in rows)


@pytest.mark.parametrize("label", LABELS)
def test_the_rules_know_the_sentences_they_were_tuned_on(label: str) -> None:
    precision, recall = shares("tuning", label)
    assert min(precision, recall) >= 0.85


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
def test_each_side_has_its_own_labels(side: str) -> None:
    rows = read_spoken("tuning")
    seen = {label for one in rows if one.side == side for label in found(one.text, one)}
    assert seen <= SIDES["customer" if side == "customer" else "agent"]


def test_the_evidence_stands_where_it_says_in_code_points() -> None:
    text = "  😀 Één ding: ik zet dit morgen op Facebook.\nDank u wel voor uw geduld 👍, ik stap nu naar mijn advocaat."
    utterances = find_utterances(text, "customer")
    assert [one.label for one in utterances] == ["threat", "thanks", "legal_threat"]
    for one in utterances:
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
