"""The security policy of every page forbids what stands inside it: no inline style, no inline script, no eval."""

import re
from pathlib import Path

import pytest

ROOMS = Path(__file__).parents[2] / "src" / "wortel"
TEMPLATES = sorted(path for path in ROOMS.rglob("*.html") if "templates" in path.parts)
SCRIPTS = sorted(path for path in ROOMS.rglob("*.js") if "static" in path.parts)
SHEETS = sorted(path for path in ROOMS.rglob("*.css") if "static" in path.parts)
PYTHON = sorted(path for path in ROOMS.rglob("*.py") if "migrations" not in path.parts)

FORBIDDEN_IN_PAGES = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "htmx code in an attribute": re.compile(
        r"\shx-on[:-]|hx-vals\s*=\s*[\"']js:|hx-vars|hx-trigger=\"[^\"]*\[[^\"]*\]"
    ),
    "an address that runs code": re.compile(r"javascript:", re.IGNORECASE),
    "a file from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
}
LETTERS_MAY = {"an inline style", "a style element"}
FORBIDDEN_IN_SCRIPTS = re.compile(
    r"\beval\(|new Function\(|\.innerHTML\s*=|insertAdjacentHTML|document\.write|setTimeout\(\s*[\"']"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_template_holds_no_style_or_script_of_its_own(path: Path) -> None:
    """A mail is a letter and brings its own style, because no page stands around it; code it never holds."""
    text = path.read_text()
    allowed = LETTERS_MAY if "mail" in path.parts else set()
    assert {name for name, pattern in FORBIDDEN_IN_PAGES.items() if pattern.search(text)} - allowed == set()


def test_no_code_writes_a_style_into_a_page() -> None:
    """Mails are letters, not pages: they are shown in a frame of their own, under a policy of their own."""
    pattern = re.compile(r"""<[a-z][^>"']*\sstyle=|\sstyle=\\?"[^"]*:""")
    pages = [path for path in PYTHON if "channels" not in path.parts]
    assert [str(path.relative_to(ROOMS)) for path in pages if pattern.search(path.read_text())] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_script_never_turns_text_into_code(path: Path) -> None:
    assert FORBIDDEN_IN_SCRIPTS.search(path.read_text()) is None


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_style_sheet_fetches_nothing_from_elsewhere(path: Path) -> None:
    assert re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", path.read_text()) is None


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">', "<script>go()</script>", '<a onclick="go()">', '<div hx-on:click="go()">',
        '<script src="https://cdn.example/x.js">', '<a href="javascript:go()">', "<style>p{}</style>",
    ],
)  # fmt: skip
def test_the_reader_of_templates_sees_what_is_forbidden(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in FORBIDDEN_IN_PAGES.values())
