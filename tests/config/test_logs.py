"""What the processes say is kept as JSON, and not for ever."""

import gc
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wortel.config.processes import logs
from wortel.config.processes.logs import Lines, Logs

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def written(folder: Path, name: str = "web") -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / f"{name}.log").read_text().splitlines()]


def test_a_plain_line_is_wrapped(tmp_path: Path) -> None:
    Logs(tmp_path).write("web", "12 wortel ERROR:  relation “zaak”", now=NOW)
    assert written(tmp_path) == [
        {
            "at": "2026-11-21T09:30:00.000+00:00",
            "process": "web",
            "level": "error",
            "message": "12 wortel ERROR:  relation “zaak”",
        }
    ]


def test_a_line_that_is_json_already_is_kept(tmp_path: Path) -> None:
    Logs(tmp_path).write("web", '{"level": "warning", "request": "r1"}', now=NOW)
    assert written(tmp_path)[0]["request"] == "r1"
    assert written(tmp_path)[0]["level"] == "warning"


def test_a_large_file_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST_BYTES", 200)
    kept = Logs(tmp_path)
    for number in range(10):
        kept.write("web", f"line {number}", now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log", "web.log.1"]
    assert written(tmp_path)[-1]["message"] == "line 9"


def test_pieces_become_lines() -> None:
    lines = Lines()
    assert lines.feed(b"first\nsec") == ["first"]
    assert lines.feed(b"ond\xff\r\nrest") == ["second\ufffd"]
    assert lines.finish() == ["rest"]
    assert lines.finish() == []


def test_a_line_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LONGEST_LINE", 10)
    assert Lines().feed(b"x" * 11) == ["x" * 11]


def test_a_full_disk_stops_nobody_and_says_nothing_of_its_own(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    kept = Logs(tmp_path)
    (tmp_path / "web.log").symlink_to("/dev/full")
    kept.write("web", "the disk is full")
    kept.write("web", "and still is")
    kept.close()
    gc.collect()
    assert kept.latest["web"] == "and still is"
    assert [str(one.message) for one in recwarn] == []
