"""The same few files in every room, and nothing that hides what it is."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [room for room in (ROOT / "src" / "wortel").iterdir() if (room / "__init__.py").exists()]
SHAPELESS = {"utils.py", "helpers.py", "managers.py", "services.py", "common.py", "misc.py", "utils", "helpers"}


def test_every_room_says_what_it_is_for() -> None:
    silent = [room.name for room in ROOMS if not (room / "__init__.py").read_text().startswith('"""')]
    assert silent == []


def test_no_file_hides_behind_a_name_without_meaning() -> None:
    assert [str(path) for path in (ROOT / "src").rglob("*") if path.name in SHAPELESS] == []


def test_nothing_in_the_tree_points_at_a_registry_or_at_one_machine() -> None:
    suspects = ("pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "/home" + "/", "/root" + "/")
    tracked = [path for folder in ("src", "docs", "deploy") for path in (ROOT / folder).rglob("*") if path.is_file()]
    tracked += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in {".toml", ".md", ".lock"}]
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked
        if path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".html", ".js", ".css", ".yaml"}
        and path.name != "uv.lock"
        for word in suspects
        if word in path.read_text(errors="replace")
    ]
    assert found == []
