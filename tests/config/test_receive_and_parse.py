"""The two mail commands, as somebody types them."""

import json
from pathlib import Path

from tests.config.machine import command
from tests.letters import letter

PARSE_KEYS = {
    *("path", "outcome", "subject", "from_email", "from_name", "to", "cc", "body", "body_is_html", "reply_text"),
    *("quoted_text", "attachments", "auto_kind", "message_id", "in_reply_to", "references", "date"),
}
MAIL_KEYS = {
    *("path", "outcome", "contact", "conversation", "case", "customer", "verified", "possibly_belongs_to"),
}


def _folder(home: Path) -> Path:
    """A question, its answer from our side, a reply, the question again, and something that is no mail."""
    folder = home / "mails"
    folder.mkdir()
    question = letter("Waar blijft hij?", message_id="a@post.example")
    mails = {
        "1.eml": question,
        "2.eml": letter(
            "Morgen", sender="Verkoop@Winkel.example", to="marijke@hoekstra.example", answers="a@post.example"
        ),
        "3.eml": letter("Dank", answers="a@post.example"),
        "4.eml": question,
        "5.eml": letter("Ik doe mee", sender="eve@elders.example", answers="a@post.example"),
    }
    for name, raw in mails.items():
        (folder / name).write_bytes(raw)
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    return folder


def test_receive_says_what_became_of_each_mail_and_counts_them(tmp_path: Path) -> None:
    words = ("receive", "--home", str(tmp_path / "home"), "--jsonl", "--mailbox", "verkoop@winkel.example")
    folder = _folder(tmp_path)
    first = command(*words, str(folder))
    assert first.returncode == 0, first.stderr
    *lines, summary = [json.loads(line) for line in first.stdout.splitlines()]
    assert [line["outcome"] for line in lines] == ["filed", "filed", "joined", "duplicate", "filed"]
    assert all(set(line) == MAIL_KEYS for line in lines)
    assert len({line["case"] for line in lines[:4]}) == 1
    assert lines[4]["possibly_belongs_to"] == lines[0]["case"] != lines[4]["case"]
    assert lines[2]["verified"] is False
    names = ("received", "filed", "joined", "new_cases", "duplicates", "quarantined")
    assert [summary[name] for name in names] == [5, 4, 1, 2, 1, 0]
    assert summary["skipped"] == 1
    assert "notes.pdf" in first.stderr
    again = json.loads(command(*words, str(folder)).stdout.splitlines()[-1])
    assert (again["filed"], again["duplicates"]) == (0, 5)


def test_parse_shows_each_mail_and_files_nothing(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    lines = command("parse", "--home", str(tmp_path / "home"), "--jsonl", str(folder)).stdout.splitlines()
    assert [set(json.loads(line)) for line in lines] == [PARSE_KEYS] * 5
    whole = json.loads(command("parse", "--home", str(tmp_path / "home"), str(folder)).stdout)
    assert whole == [json.loads(line) for line in lines]
    assert command("parse", str(tmp_path / "nothing")).stdout == "[]\n"
    assert not (tmp_path / "home").exists()
