"""What can be set, done, counted or heard stands in the reference, and nothing stands there that is gone."""

import ast
import re
from pathlib import Path

import pytest

from wortel.config.cli import COMMANDS
from wortel.metrics.reckoning.definitions import FIGURES

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
# Where the kind of an event stands among the arguments of whoever records one.
PLACES = {"record": 0, "record_event": 0, "record_each": 0, "change": 1}
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def documented(page: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", (REFERENCE / page).read_text(), flags=re.MULTILINE))


def recorded_events() -> set[str]:
    kinds: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (place := PLACES.get(name_of(node.func))) is not None:
                kinds.update(kind for argument in node.args[place : place + 1] for kind in texts_in(argument))
    return kinds


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def texts_in(argument: ast.expr) -> set[str]:
    """A text, or the two texts between which is chosen."""
    choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    return {one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def read_settings() -> set[str]:
    pattern = re.compile(r'environ(?:\.get\(|\[)"([A-Z_]+)"|getenv\("([A-Z_]+)"')
    found = {name for path in SOURCES for pair in pattern.findall(path.read_text()) for name in pair if name}
    return found - {"DJANGO_SETTINGS_MODULE", "PATH", "HOME", "XDG_RUNTIME_DIR", "PYTHONPATH", "CI", "TMPDIR", "PYTHON"}


def test_every_event_is_in_the_reference() -> None:
    assert recorded_events() == documented("events.md")


def test_every_setting_is_in_the_reference() -> None:
    assert read_settings() == documented("settings.md")


def test_every_command_is_in_the_reference() -> None:
    told = re.findall(r"^\| `([a-z-]+)", (REFERENCE / "cli.md").read_text(), flags=re.MULTILINE)
    described = set(told) | set(re.findall(r"^`([a-z]+) KIND", (REFERENCE / "cli.md").read_text(), flags=re.MULTILINE))
    assert set(COMMANDS) <= described


def test_every_figure_is_in_the_reference() -> None:
    told = {name for names in documented_cells("figures.md") for name in names}
    assert {figure.name for figure in FIGURES} <= told


def documented_cells(page: str) -> list[list[str]]:
    """The names in the first cell of each row: there may be several."""
    cells = re.findall(r"^\| (`[^|]+`) \|", (REFERENCE / page).read_text(), flags=re.MULTILINE)
    return [re.findall(r"`([^`]+)`", cell) for cell in cells]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert gone == []
