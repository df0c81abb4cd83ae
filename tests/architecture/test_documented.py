"""Every setting and every event stands in the reference, and nothing stands there that is gone."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def documented(page: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", (REFERENCE / page).read_text(), flags=re.MULTILINE))


def recorded_events() -> set[str]:
    kinds = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"record", "record_event", "record_each"} and isinstance(node.args[0].value, str):
                kinds.add(node.args[0].value)
    return kinds


def read_settings() -> set[str]:
    pattern = re.compile(r'environ(?:\.get\(|\[)"([A-Z_]+)"|getenv\("([A-Z_]+)"')
    found = {name for path in SOURCES for pair in pattern.findall(path.read_text()) for name in pair if name}
    return found - {"DJANGO_SETTINGS_MODULE", "PATH", "HOME", "XDG_RUNTIME_DIR", "PYTHONPATH", "CI", "TMPDIR", "PYTHON"}


def test_every_event_is_in_the_reference() -> None:
    assert recorded_events() == documented("events.md")


def test_every_setting_is_in_the_reference() -> None:
    assert read_settings() == documented("settings.md")
