"""What a campaign measured is written down without touching the other campaigns."""

from pathlib import Path

from benchmarks.results import record, table


def test_a_campaign_replaces_only_its_own_section(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    record("effect", "old figures", file)
    record("bursts", table(("a", "b"), [("1", "2")]), file)
    record("effect", "new figures", file)
    text = file.read_text(encoding="utf-8")
    assert text.index("## bursts\n\n| a | b |\n| --- | --- |\n| 1 | 2 |") < text.index("## effect\n\nnew figures")
    assert "old figures" not in text


def test_writing_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    record("effect", "figures", file)
    before = file.read_text(encoding="utf-8")
    record("effect", "figures", file)
    assert file.read_text(encoding="utf-8") == before
